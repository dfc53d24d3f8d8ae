//! Pages of lists.

use axum::http::StatusCode;
use serde_json::json;

use crate::support::{REPOSITORY, TestBox, below_origin, pluck};

#[tokio::test]
async fn following_next_reads_every_value_once() {
    let test = TestBox::new();
    for pagelen in [1, 7, 50] {
        let values = test
            .walk(&format!("{REPOSITORY}/pullrequests?pagelen={pagelen}"))
            .await;
        let expected: Vec<_> = (3..=62).rev().map(|id| json!(id)).collect();
        assert_eq!(pluck(&values, "/id"), expected);
    }
}

#[tokio::test]
async fn links_keep_the_question() {
    let test = TestBox::new();
    let path = format!("{REPOSITORY}/pullrequests?q=id%20%3E%2010&sort=id&pagelen=20&page=2");
    let page = test.json(&path).await;
    assert_eq!(page["size"], 52);
    assert_eq!(page["page"], 2);
    assert_eq!(page["values"][0]["id"], 31);
    let next = test
        .json(&below_origin(page["next"].as_str().unwrap()))
        .await;
    assert_eq!(next["values"][0]["id"], 51);
    assert_eq!(next.get("next"), None);
    let previous = test
        .json(&below_origin(page["previous"].as_str().unwrap()))
        .await;
    assert_eq!(previous["values"][0]["id"], 11);
    assert_eq!(previous.get("previous"), None);
}

#[tokio::test]
async fn a_page_beyond_the_end_is_empty() {
    let test = TestBox::new();
    let page = test
        .json(&format!("{REPOSITORY}/pullrequests?page=99"))
        .await;
    assert_eq!(page["values"], json!([]));
    assert_eq!(page.get("next"), None);
}

#[tokio::test]
async fn lengths_outside_the_limits_are_refused() {
    let test = TestBox::new();
    for path in [
        "/pullrequests?pagelen=51",
        "/pullrequests?pagelen=0",
        "/pullrequests?pagelen=-1",
        "/pullrequests?page=0",
        "/pullrequests/3/comments?pagelen=101",
        "/commits?pagelen=101",
        "/diffstat/clash..main?pagelen=501",
        "/src/main/?pagelen=x",
    ] {
        let answer = test.get(&format!("{REPOSITORY}{path}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn commits_have_neither_size_nor_page_numbers() {
    let test = TestBox::new();
    let page = test.json(&format!("{REPOSITORY}/commits?pagelen=2")).await;
    assert_eq!(page.get("size"), None);
    assert_eq!(page.get("page"), None);
    let next = test
        .json(&below_origin(page["next"].as_str().unwrap()))
        .await;
    assert_eq!(next.get("previous"), None);
}
