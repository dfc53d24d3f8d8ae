//! The app for Forge: its permissions follow from the client's calls, its pages from those of Connect.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests"
)]

use std::{
    cell::RefCell,
    collections::BTreeSet,
    env, fs,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use bitbucket_cloud::{
    AccountId, Budget, Client, Error, Method, PullRequest, Repository, Request, Span, Transport,
    decode_text,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sightline_merge_check::{Event, check};
use xtask::{
    bundle::Program,
    forge::{
        calls::first_calls,
        check::{Limits, function_faults, page_faults, policy_faults},
        description::{Description, Function, MergeCheck},
    },
    workspace,
};

/// Endpoints, and the granular scopes that Bitbucket's OpenAPI document of July 2026 lists for them in
/// `x-atlassian-oauth2-scopes`; it lists none for one of them. `R` is the repository's path. Parameters
/// `spec` and `path` may hold slashes. Of two that fit, the first is meant.
const ENDPOINTS: &str = "
    get /user                                          read:user:bitbucket
    get /users/{selected_user}                         read:user:bitbucket
    get R                                              read:repository:bitbucket
    get R/pullrequests                                 read:pullrequest:bitbucket
    get R/pullrequests/activity                        read:pullrequest:bitbucket
    get R/pullrequests/{pull_request_id}               read:pullrequest:bitbucket
    put R/pullrequests/{pull_request_id}               read:pullrequest:bitbucket write:pullrequest:bitbucket
    get R/pullrequests/{pull_request_id}/activity      read:pullrequest:bitbucket
    get R/pullrequests/{pull_request_id}/comments      read:pullrequest:bitbucket
    get R/pullrequests/{pull_request_id}/diff          read:pullrequest:bitbucket
    get R/pullrequests/{pull_request_id}/diffstat      read:pullrequest:bitbucket
    get R/pullrequests/{pull_request_id}/statuses      read:pullrequest:bitbucket
    get R/pullrequests/{pull_request_id}/tasks         read:pullrequest:bitbucket
    get R/effective-default-reviewers                  read:pullrequest:bitbucket
    get R/commit/{commit}                              read:repository:bitbucket
    get R/commits                                      read:repository:bitbucket
    get R/diff/{spec}                                  read:repository:bitbucket
    get R/diffstat/{spec}                              read:repository:bitbucket
    get R/file-conflicts/{spec}
    get R/filehistory/{commit}/{path}                  read:repository:bitbucket
    get R/src/{commit}/{path}                          read:repository:bitbucket
";

/// Calls that the app makes elsewhere alone: opened by itself, or where it may write.
const NOT_IN_FORGE: [&str; 4] = [
    "first_public_repository",
    "newest_open_pull_request",
    "replace_reviewers",
    "is_active",
];

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Endpoint {
    method: &'static str,
    template: String,
    scopes: Vec<&'static str>,
}

fn endpoints() -> Vec<Endpoint> {
    let lines = ENDPOINTS.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let method = words.next().unwrap();
            let path = words.next().unwrap();
            let template = match path.strip_prefix('R') {
                Some(rest) => format!("/repositories/{{workspace}}/{{repo_slug}}{rest}"),
                None => path.to_owned(),
            };
            let scopes = words.collect();
            Endpoint {
                method,
                template,
                scopes,
            }
        })
        .collect()
}

impl Endpoint {
    fn fits(&self, method: &str, path: &str) -> bool {
        let path = path.split('?').next().unwrap();
        let (template, path) = (self.template.split('/'), path.split('/'));
        let template: Vec<&str> = template.collect();
        let path: Vec<&str> = path.collect();
        let open_ended = matches!(template.last(), Some(&"{spec}" | &"{path}"));
        let long_enough = match open_ended {
            true => path.len() >= template.len(),
            false => path.len() == template.len(),
        };
        let mut pairs = template.iter().zip(&path);
        let same = |(one, other): (&&str, &&str)| one.starts_with('{') || one == other;
        self.method == method && long_enough && pairs.all(same)
    }
}

/// Writes down what is asked for, and answers nothing.
#[derive(Default)]
struct Recorder(RefCell<Vec<(&'static str, String)>>);

impl Recorder {
    fn record(&self, request: &Request) -> Error {
        let method = match request.method() {
            Method::Get => "get",
            Method::Put(_) => "put",
        };
        let path = request.path().strip_prefix("/2.0").unwrap().to_owned();
        self.0.borrow_mut().push((method, path));
        Error::NoHost
    }
}

impl Transport for &Recorder {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        Err(self.record(request))
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        Err(self.record(request))
    }
}

/// Writes down what a merge check asks for, and answers so that it asks for all that it may: it is compared with
/// a pull request whose source is gone, and its own diff is refused.
#[derive(Default)]
struct Answering(RefCell<Vec<String>>);

impl Answering {
    fn answer(&self, request: &Request) -> Result<String, Error> {
        assert_eq!(*request.method(), Method::Get);
        let path = request.path().strip_prefix("/2.0").unwrap();
        self.0.borrow_mut().push(path.to_owned());
        let own = pull_request(json!({ "hash": "1f3c" }));
        let answer = if path.contains("/src/") {
            json!({ "thresholds": { "conflicts": 0, "lines": 0, "forgotten": 0 } })
        } else if path.contains("/diff/") {
            return Err(Error::from_status(555, "too large"));
        } else if path.contains("/diffstat/") {
            json!({ "values": [] })
        } else if path.contains("state=OPEN") {
            let mut other = pull_request(Value::Null);
            other["id"] = json!(8);
            json!({ "values": [own, other] })
        } else if path.contains("/pullrequests/") {
            own
        } else {
            json!({ "uuid": "{2}", "full_name": "acme/widgets", "links": { "html": { "href": "" } } })
        };
        Ok(answer.to_string())
    }
}

impl Transport for &Answering {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        decode_text(&self.answer(request)?, request)
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        self.answer(request)
    }
}

/// The future's value: nothing here waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

/// A pull request whose source has that commit.
fn pull_request(commit: Value) -> Value {
    let end = |commit: Value| {
        json!({ "commit": commit, "branch": { "name": "main" },
                "repository": { "full_name": "acme/widgets" } })
    };
    json!({
        "id": 7, "title": "Hello", "state": "OPEN", "author": null,
        "created_on": "2026-07-01T09:05:00+00:00", "updated_on": "2026-07-01T09:05:00+00:00",
        "source": end(commit), "destination": end(json!({ "hash": "2a4d" })),
    })
}

/// Paths that the merge check asks for.
fn calls_of_the_check() -> Vec<String> {
    let uuid = json!({ "uuid": "{00000000-0000-4000-8000-000000000000}" });
    let event = json!({ "workspace": uuid, "repository": uuid, "pullrequest": { "id": 7 } });
    let event: Event = serde_json::from_value(event).unwrap();
    let answering = Answering::default();
    let _ = now(check(&event, &answering, || 0));
    answering.0.into_inner()
}

/// Names of the calls that were made, and what each asked for.
fn calls() -> Vec<(&'static str, &'static str, String)> {
    let recorder = Recorder::default();
    let client = Client::new(&recorder, Budget::of(Budget::HOURLY));
    let repository = Repository::parse("acme/widgets").unwrap();
    let pull = pull_request(json!({ "hash": "1f3c" }));
    let pull: PullRequest = serde_json::from_value(pull).unwrap();
    let range = pull.range().unwrap();
    let who = AccountId::new("{3}".to_owned());
    let mut names = Vec::new();
    macro_rules! call {
        ($name:ident $(, $given:expr)*) => {
            assert!(now(client.$name($($given),*)).is_err(), stringify!($name));
            names.push(stringify!($name));
        };
    }
    call!(repository, &repository);
    call!(viewer);
    call!(pull_request, &repository, 7);
    call!(open_pull_requests, &repository);
    call!(pull_request_files, &repository, 7);
    call!(files_between, &repository, &range);
    call!(diff_between, &repository, &range, 0);
    call!(files_of, &repository, &pull);
    call!(diff_of, &repository, &pull, 0);
    call!(pull_request_diff, &repository, 7, 0);
    call!(conflicts, &repository, &range);
    call!(file_history, &repository, "1f3c", "src/lib.rs");
    call!(commit_files, &repository, "1f3c");
    call!(commit_hash, &repository, "1f3c");
    call!(file, &repository, "1f3c", "src/lib.rs");
    call!(merged_pull_requests, &repository, Span::All);
    call!(all_activity, &repository);
    call!(commits_behind, &repository, &range);
    call!(statuses, &repository, 7);
    call!(tasks, &repository, 7);
    call!(activity, &repository, 7);
    call!(oldest_comments, &repository, 7);
    call!(default_reviewers, &repository);
    call!(replace_reviewers, &repository, 7, "Hello", &[]);
    call!(is_active, &who);
    let made = recorder.0.into_inner();
    assert_eq!(made.len(), names.len());
    let named = names.into_iter().zip(made);
    named
        .map(|(name, (method, path))| (name, method, path))
        .collect()
}

/// Scopes of the manifest.
fn manifest() -> BTreeSet<String> {
    let text = fs::read_to_string(workspace::root().join("forge/manifest.yml")).unwrap();
    let items = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- "));
    let scopes =
        items.filter(|item| item.ends_with(":bitbucket") && item.matches(':').count() == 2);
    scopes.map(str::to_owned).collect()
}

fn endpoint(method: &str, path: &str) -> Endpoint {
    let found = endpoints().into_iter().find(|it| it.fits(method, path));
    found.unwrap_or_else(|| panic!("{method} {path} is no endpoint of the list"))
}

fn scopes<'a>(calls: impl IntoIterator<Item = (&'a str, &'a str)>) -> BTreeSet<String> {
    let calls = calls.into_iter();
    let scopes = calls.flat_map(|(method, path)| endpoint(method, path).scopes);
    scopes.map(str::to_owned).collect()
}

#[test]
fn scopes_are_those_of_the_calls_that_app_and_merge_check_make_in_forge() {
    let made = calls();
    let in_forge = made
        .iter()
        .filter(|(name, ..)| !NOT_IN_FORGE.contains(name));
    let of_app = scopes(in_forge.map(|(_, method, path)| (*method, path.as_str())));
    let made = calls_of_the_check();
    let of_check = scopes(made.iter().map(|path| ("get", path.as_str())));
    let read = ["read:pullrequest:bitbucket", "read:repository:bitbucket"];
    assert_eq!(of_check, read.map(str::to_owned).into());
    assert_eq!(manifest(), &of_app | &of_check);
}

#[test]
fn the_merge_check_asks_for_all_kinds_of_calls_that_it_may_make() {
    let made = calls_of_the_check();
    let asked: BTreeSet<String> = made
        .iter()
        .map(|path| endpoint("get", path).template)
        .collect();
    let expected = [
        "",
        "/diff/{spec}",
        "/diffstat/{spec}",
        "/pullrequests",
        "/pullrequests/{pull_request_id}",
        "/pullrequests/{pull_request_id}/diff",
        "/src/{commit}/{path}",
    ];
    let expected = expected.map(|rest| format!("/repositories/{{workspace}}/{{repo_slug}}{rest}"));
    assert_eq!(asked, expected.into());
}

#[test]
fn a_check_needs_a_function_that_is_exported() {
    let function = |callable| Function {
        file: "function/index.cjs".to_owned(),
        name: "mergeCheck".to_owned(),
        callable,
    };
    let check = |function: &str| MergeCheck {
        key: "check".to_owned(),
        name: "Sightline".to_owned(),
        description: String::new(),
        function: function.to_owned(),
        triggers: vec!["on-merge".to_owned()],
    };
    let app = |callable, named: &str| Description {
        id: String::new(),
        name: String::new(),
        scopes: Vec::new(),
        modules: Vec::new(),
        resources: [].into(),
        merge_checks: vec![check(named)],
        functions: [("one".to_owned(), function(callable))].into(),
    };
    assert!(function_faults(&app(true, "one")).is_empty());
    let missing = ["one: function/index.cjs exports no mergeCheck"];
    assert_eq!(function_faults(&app(false, "one")), missing);
    let unknown = ["check: there is no two"];
    assert_eq!(function_faults(&app(true, "two")), unknown);
}

#[test]
fn every_call_of_the_client_is_among_them() {
    let folder = workspace::root().join("crates/bitbucket/src/client");
    let mut written = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let functions = text.split("pub async fn ").skip(1);
        let names = functions.map(|rest| rest.split(['<', '(']).next().unwrap().to_owned());
        written.extend(names);
    }
    // It asks for what an answer names, at the endpoint of that answer.
    assert!(written.remove("page"));
    let made: BTreeSet<String> = calls()
        .iter()
        .map(|(name, ..)| (*name).to_owned())
        .collect();
    let alone = ["first_public_repository", "newest_open_pull_request"].map(str::to_owned);
    let all: BTreeSet<String> = made.into_iter().chain(alone).collect();
    assert_eq!(written, all);
}

#[test]
fn the_list_of_endpoints_is_what_bitbucket_describes() {
    // The document is not part of the project. Where it is not at hand, the list stands for it.
    let shared = workspace::root().join("../shared");
    let document = shared.join("spec/bitbucket-openapi.json");
    let text = match fs::read(&document) {
        Ok(text) => text,
        Err(error) if env::var_os("CI").is_some() && shared.exists() => {
            panic!("{}: {error}", document.display())
        }
        Err(error) => {
            eprintln!("not compared with {}: {error}", document.display());
            return;
        }
    };
    let document: Value = serde_json::from_slice(&text).unwrap();
    for endpoint in endpoints() {
        let described = &document["paths"][&endpoint.template][endpoint.method];
        assert!(
            described.is_object(),
            "{} is not described",
            endpoint.template
        );
        let scopes = &described["x-atlassian-oauth2-scopes"][0]["scopes"];
        let scopes = scopes.as_array().cloned().unwrap_or_default();
        assert_eq!(
            json!(scopes),
            json!(endpoint.scopes),
            "{}",
            endpoint.template
        );
    }
}

#[test]
fn first_calls_have_places_for_what_a_page_stands_on() {
    let [panel, page] = [Program::Panel, Program::Repository].map(first_calls);
    let common = [
        "/2.0/repositories/{workspace}/{repository}?fields=uuid,full_name,links.html.href",
        "/2.0/user?fields=uuid",
    ];
    assert_eq!(
        panel.iter().take(2).collect::<Vec<_>>(),
        common.iter().collect::<Vec<_>>()
    );
    assert_eq!(
        page.iter().take(2).collect::<Vec<_>>(),
        common.iter().collect::<Vec<_>>()
    );
    let start = "/2.0/repositories/{workspace}/{repository}/pullrequests/{pull_request}?fields=";
    assert!(panel.last().unwrap().starts_with(start), "{panel:?}");
    let start = "/2.0/repositories/{workspace}/{repository}/pullrequests?state=OPEN&";
    assert!(page.last().unwrap().starts_with(start), "{page:?}");
}

#[test]
fn a_policy_must_compile_webassembly_and_allow_no_inline_script() {
    let faults = |policy: &str| policy_faults(policy).collect::<Vec<_>>();
    let good =
        "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'";
    assert!(faults(good).is_empty());
    assert_eq!(
        faults("script-src 'self'; style-src 'unsafe-eval'").len(),
        1
    );
    assert_eq!(faults("script-src 'unsafe-inline'").len(), 2);
}

#[test]
fn addresses_of_a_page_are_relative_and_lead_to_files() {
    let folder = tempfile::tempdir().unwrap();
    let page = |html: &str| {
        fs::write(folder.path().join("index.html"), html).unwrap();
        page_faults(folder.path()).unwrap()
    };
    fs::write(folder.path().join("a.js"), "").unwrap();
    assert!(page("<script src=\"./a.js\"></script>").is_empty());
    let faults = page(
        "<script src=\"/a.js\"></script><link href=\"https://example.com/b.css\">\
         <link href=\"./b.css\">",
    );
    let expected = [
        "/a.js is not relative",
        "https://example.com/b.css is not relative",
        "./b.css is no file",
    ];
    assert_eq!(faults, expected);
}

#[test]
fn limits_are_those_of_forge() {
    let most = Limits {
        bytes: 100_000_000,
        resources: 10,
        modules: 150,
    };
    assert!(most.faults().is_empty());
    let over = Limits {
        bytes: 100_000_001,
        resources: 11,
        modules: 151,
    };
    assert_eq!(over.faults().len(), 3);
}
