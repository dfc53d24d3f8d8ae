//! Pull requests out of the ordinary, as the workbench makes them.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{REPOSITORY, TestBox, pluck};

fn path(rest: &str) -> String {
    format!("{REPOSITORY}/pullrequests/{rest}")
}

#[tokio::test]
async fn thousands_of_comments_are_there_page_by_page_and_counted() {
    let test = TestBox::new();
    let change = json!({ "comments": 2_500 });
    test.change_pull_request(3, &change, StatusCode::NO_CONTENT)
        .await;
    // Three were there.
    assert_eq!(test.json(&path("3")).await["comment_count"], 2_503);
    let comments = test.walk(&path("3/comments?pagelen=100")).await;
    let mut ids: Vec<u64> = pluck(&comments, "/id")
        .iter()
        .map(|id| id.as_u64().unwrap())
        .collect();
    assert_eq!(ids.len(), 2_503);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 2_503, "each has a number of its own");
    let times = pluck(&comments, "/created_on");
    assert!(
        times.is_sorted_by_key(|time| time.as_str().unwrap().to_owned()),
        "oldest first"
    );
    let newest = test.json(&path("3/activity?pagelen=50")).await;
    assert_eq!(newest["values"].as_array().unwrap().len(), 50);
    assert!(newest["next"].is_string());
    assert_eq!(test.json(&path("4")).await["comment_count"], 0);
}

#[tokio::test]
async fn a_branch_that_is_gone_leaves_its_commit_and_a_fork_leaves_nothing() {
    let test = TestBox::new();
    for (id, gone) in [(4, "branch"), (6, "fork")] {
        let change = json!({ "gone": gone });
        test.change_pull_request(id, &change, StatusCode::NO_CONTENT)
            .await;
    }
    let branch = test.json(&path("4")).await;
    assert_eq!(
        branch["source"]["commit"]["hash"],
        test.commits.moves[..12],
        "known by its hash"
    );
    let commits = test.walk(&path("4/commits")).await;
    assert_eq!(commits, Vec::<Value>::new());
    assert_eq!(
        test.get(&path("4/diffstat")).await.status,
        StatusCode::FOUND
    );

    let fork = test.json(&path("6")).await;
    let source = json!({
        "branch": { "name": "feature/moves" }, "commit": null, "repository": null,
    });
    assert_eq!(fork["source"], source);
    for rest in ["6/commits", "6/diffstat", "6/diff", "6/conflicts"] {
        let answer = test.get(&path(rest)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{rest}");
        assert!(!answer.message().is_empty());
    }
    let other = test.json(&path("8")).await;
    assert!(other["source"]["repository"].is_object());
}

#[tokio::test]
async fn what_cannot_be_changed_is_refused() {
    let test = TestBox::new();
    for (id, change, status) in [
        (999, json!({}), StatusCode::NOT_FOUND),
        (
            3,
            json!({ "gone": "main" }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (3, json!({ "coments": 1 }), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        test.change_pull_request(id, &change, status).await;
    }
    assert_eq!(test.json(&path("3")).await["comment_count"], 3);
}
