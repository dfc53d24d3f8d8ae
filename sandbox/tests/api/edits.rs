//! Changes of pull requests.

use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::support::{REPOSITORY, TestBox, pluck};

const ANN: &str = "{00000000-3333-4333-8333-333333333333}";
const BO: &str = "{00000001-3333-4333-8333-333333333333}";
const ROBOT: &str = "{00000003-3333-4333-8333-333333333333}";

fn pull(id: u32) -> String {
    format!("{REPOSITORY}/pullrequests/{id}")
}

fn edit(title: &str, reviewers: &[&str]) -> Value {
    let reviewers: Value = reviewers
        .iter()
        .map(|uuid| json!({ "uuid": uuid }))
        .collect();
    json!({ "title": title, "reviewers": reviewers })
}

#[tokio::test]
async fn reviewers_are_replaced_and_all_else_stays() {
    let test = TestBox::new();
    let token = test.token(&["pullrequest:write"]);
    let mut before = test.json(&pull(3)).await;
    let title = before["title"].as_str().unwrap().to_owned();
    let change = edit(&title, &[ROBOT, BO, ROBOT]);
    let answer = test.put(&token, &pull(3), &change).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let mut after = test.json(&pull(3)).await;
    assert_eq!(answer.json(), after);
    let reviewers = after["reviewers"].as_array().unwrap();
    assert_eq!(pluck(reviewers, "/uuid"), [json!(ROBOT), json!(BO)]);
    assert!(after["updated_on"].as_str() > before["updated_on"].as_str());
    for changed in ["reviewers", "participants", "updated_on"] {
        before[changed].take();
        after[changed].take();
    }
    assert_eq!(after, before);
    let other = test.json(&pull(4)).await;
    assert_eq!(other["reviewers"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_answer_to_a_change_can_be_partial() {
    let test = TestBox::new();
    let token = test.token(&["pullrequest:write"]);
    let path = format!("{}?fields=id,reviewers.uuid", pull(3));
    let answer = test.put(&token, &path, &edit("x", &[BO])).await;
    let expected = json!({ "id": 3, "reviewers": [{ "uuid": BO }] });
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn a_change_needs_the_scope_to_write() {
    let test = TestBox::new();
    let token = test.token(&["account", "pullrequest"]);
    let answer = test.put(&token, &pull(3), &edit("x", &[])).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let detail = &answer.json()["error"]["detail"];
    assert_eq!(detail["required"], json!(["pullrequest:write"]));
    let anonymous = Request::put(pull(3)).body(edit("x", &[]).to_string().into());
    let answer = test.send(anonymous.unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let unchanged = test.json(&pull(3)).await;
    assert_eq!(unchanged["reviewers"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    let test = TestBox::new();
    let token = test.token(&["pullrequest:write"]);
    let before = test.json(&pull(3)).await;
    for (id, body, reason) in [
        (3, json!({ "reviewers": [] }), "title"),
        (3, edit(" ", &[]), "title"),
        (3, edit("x", &["{nobody}"]), "{nobody}"),
        (3, edit("x", &[BO, ANN]), "author"),
        (3, json!({ "title": "x", "draft": false }), "draft"),
        (3, json!([]), "Bad request"),
        (1, edit("x", &[]), "open"),
    ] {
        let answer = test.put(&token, &pull(id), &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert!(answer.message().contains(reason), "{}", answer.message());
    }
    assert_eq!(test.json(&pull(3)).await, before);
    let missing = test.put(&token, &pull(999), &edit("x", &[])).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_list_with_a_deactivated_reviewer_is_refused_whole_without_a_name() {
    let test = TestBox::new();
    let token = test.token(&["account", "pullrequest:write"]);
    let robot = ROBOT.replace('{', "%7B").replace('}', "%7D");
    let status = async || {
        let account = test.get_as(&token, &format!("/2.0/users/{robot}")).await;
        account.json()["account_status"].clone()
    };
    assert_eq!(status().await, "active");
    let gone = Request::delete(format!("/sandbox/people/{robot}"));
    assert_eq!(test.call(gone).await.status, StatusCode::NO_CONTENT);
    assert_eq!(status().await, "inactive");
    let before = test.json(&pull(3)).await;
    let answer = test.put(&token, &pull(3), &edit("x", &[BO, ROBOT])).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.message(), "reviewers: Malformed reviewers list");
    assert_eq!(test.json(&pull(3)).await, before);
    let rest = test.put(&token, &pull(3), &edit("x", &[BO])).await;
    assert_eq!(rest.status, StatusCode::OK, "{}", rest.text());
}
