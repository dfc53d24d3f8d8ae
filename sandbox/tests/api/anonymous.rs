//! Reads by a page of another origin that has no credentials: what `trunk serve` shows.

use axum::http::{Request, StatusCode};
use serde_json::json;

use crate::support::{Answer, REPOSITORY, TestBox, pluck};

/// Pages of `trunk serve`, on its usual port and on another one.
const ORIGINS: [&str; 3] = [
    "http://localhost:8080",
    "http://127.0.0.1:8080",
    "http://localhost:3000",
];

/// Headers that `fetch(url)` of a page sends: no preflight, no credentials.
async fn fetch(test: &TestBox, origin: &str, path: &str) -> Answer {
    let request = Request::get(path)
        .header("origin", origin)
        .header("accept", "*/*")
        .header("sec-fetch-mode", "cors")
        .header("sec-fetch-site", "same-site");
    let answer = test.call(request).await;
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "*",
        "the browser keeps {path} from {origin}"
    );
    answer
}

#[tokio::test]
async fn everything_that_the_app_reads_is_readable_from_local_origins() {
    let test = TestBox::new();
    for path in [
        "",
        "/pullrequests?state=OPEN&pagelen=50",
        "/pullrequests/activity",
        "/pullrequests/3",
        "/pullrequests/3/activity",
        "/pullrequests/3/comments",
        "/pullrequests/3/commits",
        "/pullrequests/3/statuses",
        "/pullrequests/3/tasks",
        "/effective-default-reviewers",
        "/commits/main",
        "/commit/clash/statuses",
        "/diff/clash..main",
        "/diffstat/clash..main",
        "/file-conflicts/clash..main",
        "/filehistory/main/src/lib.rs",
        "/merge-base/clash..main",
        "/src/main/README.md",
    ] {
        for origin in ORIGINS {
            let answer = fetch(&test, origin, &format!("{REPOSITORY}{path}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        }
    }
}

#[tokio::test]
async fn redirects_are_followed_from_local_origins() {
    let test = TestBox::new();
    for origin in ORIGINS {
        for resource in ["conflicts", "diff", "diffstat"] {
            let path = format!("{REPOSITORY}/pullrequests/3/{resource}");
            let redirect = fetch(&test, origin, &path).await;
            // Fails for another origin, to which a browser would send `Origin: null`.
            let location = redirect.location();
            let answer = fetch(&test, origin, &location).await;
            assert_eq!(answer.status, StatusCode::OK, "{location}");
            assert!(!answer.body.is_empty(), "{location}");
        }
    }
}

#[tokio::test]
async fn a_page_without_configuration_finds_the_newest_open_pull_request() {
    let test = TestBox::new();
    let [origin, ..] = ORIGINS;
    let found = fetch(&test, origin, "/2.0/repositories?pagelen=1")
        .await
        .json();
    let repository = &found["values"][0];
    assert_eq!(repository["full_name"], "acme/widgets");
    assert_eq!(repository["is_private"], false);
    assert_eq!(repository["uuid"], "{22222222-2222-4222-8222-222222222222}");

    let full_name = repository["full_name"].as_str().unwrap();
    let newest = "state=OPEN&sort=-created_on&pagelen=1";
    let newest = format!("/2.0/repositories/{full_name}/pullrequests?{newest}");
    let newest = fetch(&test, origin, &newest).await.json();
    let newest = &newest["values"][0];
    let all = format!("{REPOSITORY}/pullrequests?state=OPEN&pagelen=50");
    let all = pluck(&test.walk(&all).await, "/created_on");
    let latest = all.iter().filter_map(|time| time.as_str()).max();
    assert_eq!(newest["created_on"].as_str(), latest);
    assert_eq!(newest["state"], "OPEN");
}

#[tokio::test]
async fn a_workspace_lists_its_repository_by_slug_and_by_uuid() {
    let test = TestBox::new();
    let uuid = "%7B11111111-1111-4111-8111-111111111111%7D";
    for workspace in ["acme", uuid] {
        let list = test.json(&format!("/2.0/repositories/{workspace}")).await;
        assert_eq!(list["size"], 1);
        assert_eq!(list["values"][0], test.json(REPOSITORY).await);
    }
    let none = test
        .json("/2.0/repositories/acme?q=slug=%22gadgets%22")
        .await;
    assert_eq!(none["values"], json!([]));
    let other = test.get("/2.0/repositories/other").await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn tokens_without_the_scope_list_no_repositories() {
    let test = TestBox::new();
    let (reads, account) = (test.token(&["repository"]), test.token(&["account"]));
    for path in ["/2.0/repositories", "/2.0/repositories/acme"] {
        let answer = test.get_as(&reads, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let answer = test.get_as(&account, path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
}
