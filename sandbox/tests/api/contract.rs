//! Every answer against Bitbucket's own description of its API, where that is at hand: beside the
//! workspace, in `shared/spec`.

use std::{cell::RefCell, collections::HashMap, fs, path::PathBuf, rc::Rc};

use axum::http::StatusCode;
use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use crate::support::{REPOSITORY, TestBox, below_origin};

/// Schemas and fields that Bitbucket answers with null although its description does not allow it.
const NULLS: [(&str, &str); 8] = [
    ("diffstat", "new"),
    ("diffstat", "old"),
    ("participant", "participated_on"),
    ("participant", "state"),
    ("pullrequest", "closed_by"),
    ("pullrequest", "merge_commit"),
    // Of a fork that is gone.
    ("pullrequest_endpoint", "commit"),
    ("pullrequest_endpoint", "repository"),
];

/// Closed although the others extend them, so that nothing at all could fit.
const OPEN: [&str; 3] = ["pullrequest_comment_task", "pullrequest_task", "task"];

struct Contract {
    document: Value,
    validators: RefCell<HashMap<String, Rc<Validator>>>,
}

impl Contract {
    fn read() -> Option<Self> {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let beside = here.ancestors().nth(2)?;
        let text = fs::read(beside.join("shared/spec/bitbucket-openapi.json")).ok()?;
        let mut document: Value = serde_json::from_slice(&text).unwrap();
        for (schema, property) in NULLS {
            allow_null(&mut document["components"]["schemas"][schema], property);
        }
        for schema in OPEN {
            let schema = own_part(&mut document["components"]["schemas"][schema]);
            schema["additionalProperties"] = true.into();
        }
        // It says `object` for a value whose kinds are numbers, texts and others.
        document["components"]["schemas"]["report_data"]["properties"]["value"] = json!({});
        let validators = RefCell::default();
        Some(Self {
            document,
            validators,
        })
    }

    /// The schema of an answer, by the path's template.
    fn answer(&self, template: &str, status: StatusCode) -> Value {
        self.answer_to("get", template, status)
    }

    fn answer_to(&self, method: &str, template: &str, status: StatusCode) -> Value {
        let escaped = template.replace('/', "~1");
        let pointer = format!(
            "/paths/{escaped}/{method}/responses/{}/content/application~1json/schema",
            status.as_u16()
        );
        let schema = self.document.pointer(&pointer);
        schema
            .unwrap_or_else(|| panic!("not described: {pointer}"))
            .clone()
    }

    fn validator(&self, schema: &Value) -> Rc<Validator> {
        let mut validators = self.validators.borrow_mut();
        let validator = validators.entry(schema.to_string()).or_insert_with(|| {
            let schema = json!({ "allOf": [schema], "components": self.document["components"] });
            let validator = jsonschema::options()
                .with_draft(Draft::Draft4)
                .should_validate_formats(true)
                .build(&schema);
            Rc::new(validator.unwrap())
        });
        validator.clone()
    }

    fn check(&self, path: &str, schema: &Value, body: &Value) {
        let validator = self.validator(schema);
        let errors: Vec<_> = validator
            .iter_errors(body)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{path}: {}\n{body:#}", errors.join("\n"));
    }

    /// Every object inside that says its type, against the schema of that type: in the
    /// description, fields often refer to a base type only.
    fn check_types(&self, path: &str, body: &Value) {
        let mut typed = Map::new();
        collect(body, &mut typed);
        for (name, values) in typed {
            if self.document["components"]["schemas"].get(&name).is_none() {
                continue;
            }
            let schema = json!({
                "type": "array",
                "items": { "$ref": format!("#/components/schemas/{name}") },
            });
            self.check(path, &schema, &values);
        }
    }
}

fn collect(value: &Value, typed: &mut Map<String, Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, typed)),
        Value::Object(members) => {
            if let Some(name) = members.get("type").and_then(Value::as_str) {
                let same = typed.entry(name).or_insert_with(|| json!([]));
                same.as_array_mut().unwrap().push(value.clone());
            }
            members.values().for_each(|member| collect(member, typed));
        }
        _ => {}
    }
}

fn allow_null(schema: &mut Value, property: &str) {
    let described = own_part(schema);
    if let Some(was) = described["properties"].get(property).cloned() {
        described["properties"][property] = json!({ "anyOf": [{ "type": "null" }, was] });
    }
}

/// Part of a schema besides those that it takes from others.
fn own_part(schema: &mut Value) -> &mut Value {
    if schema.get("allOf").is_none() {
        return schema;
    }
    schema["allOf"].as_array_mut().unwrap().last_mut().unwrap()
}

const BELOW: &str = "/repositories/{workspace}/{repo_slug}";

#[tokio::test]
async fn every_answer_is_as_described() {
    let Some(contract) = Contract::read() else {
        eprintln!("skipped: no description of the API beside the workspace");
        return;
    };
    let test = TestBox::new();
    for (template, paths) in [
        ("", vec![""]),
        ("/commit/{commit}", vec!["/commit/main", "/commit/clash"]),
        ("/commit/{commit}/statuses", vec!["/commit/clash/statuses"]),
        ("/commits", vec!["/commits", "/commits?pagelen=1"]),
        ("/commits/{revision}", vec!["/commits/main?path=src"]),
        (
            "/diffstat/{spec}",
            vec![
                "/diffstat/feature/moves..main",
                "/diffstat/main?pagelen=1",
                "/diffstat/clash..main",
            ],
        ),
        (
            "/file-conflicts/{spec}",
            vec!["/file-conflicts/clash..main", "/file-conflicts/main"],
        ),
        (
            "/filehistory/{commit}/{path}",
            vec!["/filehistory/main/src/lib.rs?fields=%2B*"],
        ),
        ("/merge-base/{revspec}", vec!["/merge-base/clash..main"]),
        ("/refs/branches", vec!["/refs/branches?pagelen=2"]),
        ("/refs/branches/{name}", vec!["/refs/branches/main"]),
        (
            "/src/{commit}/{path}",
            vec![
                "/src/main/?max_depth=3&pagelen=100",
                "/src/main/docs",
                "/src/main/src/?pagelen=1",
            ],
        ),
        ("/default-reviewers", vec!["/default-reviewers"]),
        (
            "/effective-default-reviewers",
            vec!["/effective-default-reviewers"],
        ),
        (
            "/pullrequests",
            vec![
                "/pullrequests?pagelen=50",
                "/pullrequests?state=MERGED&state=DECLINED&fields=*",
            ],
        ),
        (
            "/pullrequests/{pull_request_id}",
            vec!["/pullrequests/1", "/pullrequests/2", "/pullrequests/3"],
        ),
        (
            "/pullrequests/{pull_request_id}/comments",
            vec!["/pullrequests/3/comments"],
        ),
        (
            "/pullrequests/{pull_request_id}/comments/{comment_id}",
            vec!["/pullrequests/3/comments/1"],
        ),
        (
            "/pullrequests/{pull_request_id}/statuses",
            vec!["/pullrequests/3/statuses"],
        ),
        (
            "/pullrequests/{pull_request_id}/tasks",
            vec!["/pullrequests/3/tasks"],
        ),
    ] {
        let schema = contract.answer(&format!("{BELOW}{template}"), StatusCode::OK);
        for path in paths {
            let body = test.json(&format!("{REPOSITORY}{path}")).await;
            contract.check(path, &schema, &body);
            contract.check_types(path, &body);
        }
    }
}

#[tokio::test]
async fn lists_of_repositories_are_as_described() {
    let Some(contract) = Contract::read() else {
        eprintln!("skipped: no description of the API beside the workspace");
        return;
    };
    let test = TestBox::new();
    for (template, path) in [
        ("/repositories", "/2.0/repositories"),
        ("/repositories/{workspace}", "/2.0/repositories/acme"),
    ] {
        let body = test.json(path).await;
        contract.check(path, &contract.answer(template, StatusCode::OK), &body);
        contract.check_types(path, &body);
    }
}

#[tokio::test]
async fn answers_to_changes_are_as_described() {
    let Some(contract) = Contract::read() else {
        eprintln!("skipped: no description of the API beside the workspace");
        return;
    };
    let test = TestBox::new();
    let template = format!("{BELOW}/pullrequests/{{pull_request_id}}");
    let token = test.token(&["pullrequest:write"]);
    for (id, body, status) in [
        (
            3,
            json!({ "title": "New", "reviewers": [] }),
            StatusCode::OK,
        ),
        (3, json!({ "reviewers": [] }), StatusCode::BAD_REQUEST),
        (999, json!({ "title": "New" }), StatusCode::NOT_FOUND),
    ] {
        let path = format!("{REPOSITORY}/pullrequests/{id}");
        let answer = test.put(&token, &path, &body).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        let schema = contract.answer_to("put", &template, status);
        contract.check(&path, &schema, &answer.json());
        contract.check_types(&path, &answer.json());
    }
}

#[tokio::test]
async fn answers_about_reports_are_as_described() {
    let Some(contract) = Contract::read() else {
        eprintln!("skipped: no description of the API beside the workspace");
        return;
    };
    let test = TestBox::new();
    let token = test.token(&["repository"]);
    let template = format!("{BELOW}/commit/{{commit}}/reports");
    let path = format!("{REPOSITORY}/commit/clash/reports");
    let report = json!({
        "title": "Sightline", "details": "Two collide.", "report_type": "TEST",
        "reporter": "Sightline", "link": "https://bitbucket.example/x", "result": "PENDING",
        "data": [{ "title": "Conflicts", "type": "NUMBER", "value": 2 }],
    });
    let put = test.put(&token, &format!("{path}/mine"), &report).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text());
    let schema = contract.answer_to("put", &format!("{template}/{{reportId}}"), StatusCode::OK);
    contract.check("PUT", &schema, &put.json());
    for (template, path) in [
        (template.clone(), path.clone()),
        (format!("{template}/{{reportId}}"), format!("{path}/mine")),
        (
            format!("{template}/{{reportId}}/annotations"),
            format!("{path}/mine/annotations"),
        ),
    ] {
        let body = test.json(&path).await;
        contract.check(&path, &contract.answer(&template, StatusCode::OK), &body);
        contract.check_types(&path, &body);
    }
}

#[tokio::test]
async fn pull_requests_whose_source_is_gone_are_as_described() {
    let Some(contract) = Contract::read() else {
        eprintln!("skipped: no description of the API beside the workspace");
        return;
    };
    let test = TestBox::new();
    for (id, change) in [
        (3, json!({ "gone": "fork", "comments": 200 })),
        (4, json!({ "gone": "branch" })),
    ] {
        test.change_pull_request(id, &change, StatusCode::NO_CONTENT)
            .await;
    }
    for (template, paths) in [
        ("", vec!["", "?state=OPEN&pagelen=50"]),
        ("/{pull_request_id}", vec!["/3", "/4"]),
        (
            "/{pull_request_id}/comments",
            vec!["/3/comments?pagelen=100"],
        ),
    ] {
        let schema = contract.answer(&format!("{BELOW}/pullrequests{template}"), StatusCode::OK);
        for path in paths {
            let body = test.json(&format!("{REPOSITORY}/pullrequests{path}")).await;
            contract.check(path, &schema, &body);
            contract.check_types(path, &body);
        }
    }
    for path in ["/3/activity", "/4/activity", "/4/commits"] {
        let body = test.json(&format!("{REPOSITORY}/pullrequests{path}")).await;
        contract.check_types(path, &body);
    }
    let template = format!("{BELOW}/pullrequests/{{pull_request_id}}/commits");
    let refused = test
        .get(&format!("{REPOSITORY}/pullrequests/3/commits"))
        .await;
    let schema = contract.answer(&template, refused.status);
    contract.check("/3/commits", &schema, &refused.json());
}

/// Answers whose form the description leaves open: what is in them still has types.
#[tokio::test]
async fn what_is_inside_is_as_described_where_the_answer_is_not() {
    let Some(contract) = Contract::read() else {
        eprintln!("skipped: no description of the API beside the workspace");
        return;
    };
    let test = TestBox::new();
    for path in [
        "/pullrequests/activity",
        "/pullrequests/3/activity",
        "/pullrequests/1/activity",
        "/pullrequests/1/commits",
        "/src/main/README.md?format=meta",
        "/src/main/logo.png?format=meta",
        "/src/main/docs?format=meta",
    ] {
        let body = test.json(&format!("{REPOSITORY}{path}")).await;
        contract.check_types(path, &body);
    }
    let files = json!({ "$ref": "#/components/schemas/commit_file" });
    let body = test
        .json(&format!("{REPOSITORY}/src/main/run.sh?format=meta"))
        .await;
    contract.check("run.sh", &files, &body);
}

#[tokio::test]
async fn redirects_and_refusals_are_as_described() {
    let Some(contract) = Contract::read() else {
        eprintln!("skipped: no description of the API beside the workspace");
        return;
    };
    let test = TestBox::new();
    for (resource, target) in [
        ("diffstat", Some("/diffstat/{spec}")),
        ("diff", None),
        ("conflicts", Some("/file-conflicts/{spec}")),
    ] {
        let template = format!("{BELOW}/pullrequests/{{pull_request_id}}/{resource}");
        let responses = &contract.document["paths"][&template]["get"]["responses"];
        assert!(responses.get("302").is_some(), "{template}");
        let answer = test
            .get(&format!("{REPOSITORY}/pullrequests/3/{resource}"))
            .await;
        let location = below_origin(answer.header("location"));
        if let Some(target) = target {
            let schema = contract.answer(&format!("{BELOW}{target}"), StatusCode::OK);
            let body = test.json(&location).await;
            contract.check(&location, &schema, &body);
            contract.check_types(&location, &body);
        }
    }
    let refusal = json!({ "$ref": "#/components/schemas/error" });
    for path in [
        "/2.0/user".to_owned(),
        "/2.0/nowhere".to_owned(),
        format!("{REPOSITORY}/pullrequests/999"),
        format!("{REPOSITORY}/pullrequests?pagelen=0"),
        format!("{REPOSITORY}/src/main/nowhere"),
        "/2.0/repositories/acme/gadgets".to_owned(),
    ] {
        let answer = test.get(&path).await;
        assert!(answer.status.is_client_error(), "{path}");
        contract.check(&path, &refusal, &answer.json());
    }
}
