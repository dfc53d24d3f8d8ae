//! Pull requests that are opened, declined and merged.

use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

use crate::support::{Answer, REPOSITORY, TestBox};

const WRITE: &[&str] = &["pullrequest:write"];

async fn post(test: &TestBox, token: &str, path: &str, body: &Value) -> Answer {
    let request = Request::post(format!("{REPOSITORY}/pullrequests{path}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json");
    test.send(request.body(body.to_string().into()).unwrap())
        .await
}

async fn pull(test: &TestBox, id: u64) -> Value {
    test.json(&format!("{REPOSITORY}/pullrequests/{id}")).await
}

fn new(source: &str) -> Value {
    json!({ "title": "New", "source": { "branch": { "name": source } } })
}

#[tokio::test]
async fn a_pull_request_is_opened_on_the_heads_of_its_branches() {
    let test = TestBox::new();
    let token = test.token(WRITE);
    let answer = post(&test, &token, "", &new("feature/moves")).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let opened = answer.json();
    assert_eq!(opened["id"], 63);
    assert_eq!(answer.header("location"), opened["links"]["self"]["href"]);
    assert_eq!(opened, pull(&test, 63).await);
    assert_eq!(opened["state"], "OPEN");
    for (end, branch) in [("source", "feature/moves"), ("destination", "main")] {
        let hash = opened[end]["commit"]["hash"].as_str().unwrap();
        assert!(test.git(&["rev-parse", branch]).starts_with(hash));
    }
}

#[tokio::test]
async fn what_cannot_be_opened_is_refused() {
    let test = TestBox::new();
    let token = test.token(WRITE);
    for (body, reason) in [
        (json!({ "title": "New" }), "source"),
        (
            json!({ "source": { "branch": { "name": "clash" } } }),
            "title",
        ),
        (new("nowhere"), "nowhere"),
        (new("feature/one"), "no changes"),
        (json!([]), "Bad request"),
    ] {
        let answer = post(&test, &token, "", &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert!(answer.message().contains(reason), "{}", answer.message());
    }
    let reader = test.token(&["pullrequest"]);
    for path in ["", "/4/merge", "/4/decline"] {
        let answer = post(&test, &reader, path, &new("clash")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_declined_pull_request_is_closed_for_good() {
    let test = TestBox::new();
    let token = test.token(WRITE);
    let answer = post(&test, &token, "/4/decline", &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.json()["state"], "DECLINED");
    assert_eq!(answer.json()["closed_by"]["nickname"], "bo");
    for path in ["/4/decline", "/4/merge"] {
        let again = post(&test, &token, path, &json!({})).await;
        assert_eq!(again.status, StatusCode::BAD_REQUEST);
        assert_eq!(again.message(), "This pull request is already closed.");
    }
}

#[tokio::test]
async fn a_merge_has_the_files_that_git_merge_makes_and_moves_main() {
    let test = TestBox::new();
    let token = test.token(WRITE);
    let answer = post(&test, &token, "/4/merge", &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let merged = answer.json();
    assert_eq!(merged["state"], "MERGED");
    let hash = merged["merge_commit"]["hash"].as_str().unwrap();
    let commit = test.json(&format!("{REPOSITORY}/commit/main")).await;
    assert!(commit["hash"].as_str().unwrap().starts_with(hash));
    let parents = commit["parents"].as_array().unwrap();
    let parents: Vec<_> = parents.iter().map(|one| one["hash"].clone()).collect();
    let ends = [&test.commits.main, &test.commits.moves].map(|one| json!(one));
    assert_eq!(parents, ends);
    // A work tree, where the code merges without one.
    test.git(&["config", "user.name", "Witness"]);
    test.git(&["config", "user.email", "witness@example.com"]);
    test.git(&["merge", "--quiet", "--no-ff", "-m", "x", "feature/moves"]);
    for path in test.git(&["ls-files", "src", "README.md"]).lines() {
        let path_of = path.replace(' ', "%20");
        let file = test
            .get(&format!("{REPOSITORY}/src/{hash}/{path_of}"))
            .await;
        assert_eq!(file.status, StatusCode::OK, "{path}");
        let text = test.git(&["show", &format!("HEAD:{path}")]);
        assert_eq!(file.text().trim_end(), text, "{path}");
    }
    let gone = format!("{REPOSITORY}/src/{hash}/docs/guide.md");
    assert_eq!(test.get(&gone).await.status, StatusCode::NOT_FOUND);
    let other = pull(&test, 6).await;
    assert_eq!(other["destination"]["commit"]["hash"], json!(hash));
}

#[tokio::test]
async fn a_merge_is_refused_where_git_conflicts_or_the_sandbox_cannot() {
    let test = TestBox::new();
    let token = test.token(WRITE);
    for (id, body, reason) in [
        (5, json!({}), "resolve all merge conflicts"),
        (3, json!({}), "draft"),
        (4, json!({ "merge_strategy": "squash" }), "merge_strategy"),
        (4, json!({ "force": true }), "Bad request"),
    ] {
        let answer = post(&test, &token, &format!("/{id}/merge"), &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert!(answer.message().contains(reason), "{}", answer.message());
        assert_eq!(pull(&test, id).await["state"], "OPEN");
    }
}
