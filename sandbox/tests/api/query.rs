//! Filters and orders over whole answers.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{REPOSITORY, TestBox, pluck};

async fn ids(test: &TestBox, query: &str) -> Vec<Value> {
    let path = format!("{REPOSITORY}/pullrequests?pagelen=50&{query}");
    pluck(test.json(&path).await["values"].as_array().unwrap(), "/id")
}

#[tokio::test]
async fn states_are_asked_for_by_parameter_or_by_query() {
    let test = TestBox::new();
    for (query, expected) in [
        ("state=MERGED", json!([1])),
        ("state=MERGED&state=DECLINED", json!([2, 1])),
        ("state=SUPERSEDED", json!([])),
        ("q=state%3D%22MERGED%22", json!([1])),
        (
            "q=state%20IN%20(%22MERGED%22,%22DECLINED%22)",
            json!([2, 1]),
        ),
    ] {
        assert_eq!(json!(ids(&test, query).await), expected, "{query}");
    }
}

#[tokio::test]
async fn fields_of_every_depth_filter_and_sort() {
    let test = TestBox::new();
    for (query, expected) in [
        ("q=id%3C6&sort=id", json!([3, 4, 5])),
        ("q=id%3C6&sort=updated_on", json!([5, 4, 3])),
        ("q=id%3C6&sort=-created_on", json!([5, 4, 3])),
        (
            "q=id%3C6%20AND%20source.branch.name~%22moves%22",
            json!([4]),
        ),
        ("q=draft%3Dtrue", json!([3])),
        (
            "q=id%3C5%20AND%20author.nickname%3D%22ann%22",
            json!([4, 3]),
        ),
        ("q=updated_on%3E2026-01-05T00:00:00%2B00:00", json!([4, 3])),
    ] {
        assert_eq!(json!(ids(&test, query).await), expected, "{query}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused() {
    let test = TestBox::new();
    for query in [
        "q=id%20%3D",
        "q=(id=1",
        "q=nothing%3D1",
        "sort=nothing",
        "state=open",
    ] {
        let answer = test
            .get(&format!("{REPOSITORY}/pullrequests?{query}"))
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(!answer.message().is_empty());
    }
}
