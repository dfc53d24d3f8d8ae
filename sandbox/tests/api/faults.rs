//! Faults on demand, the ledger of calls, and the rate limit.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode},
};
use serde_json::{Value, json};

use crate::support::{Answer, REPOSITORY, TestBox};

async fn add_fault(test: &TestBox, fault: Value) -> Answer {
    let request = Request::post("/sandbox/faults")
        .header("content-type", "application/json")
        .body(Body::from(fault.to_string()))
        .unwrap();
    test.send(request).await
}

async fn delete(test: &TestBox, path: &str) {
    let request = Request::builder().method(Method::DELETE).uri(path);
    assert_eq!(test.call(request).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_fault_strikes_its_paths_until_it_is_used_up_or_ended() {
    let test = TestBox::new();
    let path = format!("{REPOSITORY}/commits?pagelen=1");
    let fault = json!({ "path_contains": "/commits", "status": 503, "times": 1 });
    assert_eq!(add_fault(&test, fault).await.status, StatusCode::NO_CONTENT);
    assert_eq!(test.get(REPOSITORY).await.status, StatusCode::OK);
    let struck = test.get(&path).await;
    assert_eq!(struck.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(struck.json()["type"], "error");
    assert_eq!(struck.header("access-control-allow-origin"), "*");
    assert_eq!(test.get(&path).await.status, StatusCode::OK);
    add_fault(&test, json!({ "status": 429 })).await;
    assert_eq!(test.get(&path).await.status, StatusCode::TOO_MANY_REQUESTS);
    delete(&test, "/sandbox/faults").await;
    assert_eq!(test.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_fault_that_cannot_be_is_refused() {
    let test = TestBox::new();
    let impossible = add_fault(&test, json!({ "status": 7 })).await;
    assert_eq!(impossible.status, StatusCode::BAD_REQUEST);
    let unknown = add_fault(&test, json!({ "statsu": 500 })).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(test.get(REPOSITORY).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_this_machine_may_use_the_workbench() {
    let test = TestBox::new();
    let mut request = Request::get("/sandbox/requests")
        .body(Body::empty())
        .unwrap();
    let stranger = SocketAddr::from(([192, 0, 2, 1], 50_000));
    request.extensions_mut().insert(ConnectInfo(stranger));
    assert_eq!(test.send(request).await.status, StatusCode::FORBIDDEN);
    assert_eq!(test.get("/sandbox/requests").await.status, StatusCode::OK);
}

#[tokio::test]
async fn calls_are_written_down_and_counted_against_the_limit() {
    let test = TestBox::new();
    let path = format!("{REPOSITORY}/pullrequests/3?fields=id");
    for used in 0..1_000 {
        let answer = test.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK);
        let near = if used >= 800 { "true" } else { "false" };
        assert_eq!(answer.header("x-ratelimit-nearlimit"), near, "{used}");
    }
    let refused = test.get(&path).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        refused.message(),
        "Rate limit for this resource has been exceeded"
    );
    let calls = test.get("/sandbox/requests").await.json();
    let calls = calls.as_array().unwrap();
    assert_eq!(calls.len(), 1_001);
    assert_eq!(calls[0]["path"], path);
    assert_eq!(calls[0]["caller"], "anonymous");
    assert_eq!(calls[1_000]["status"], 429);
    delete(&test, "/sandbox/requests").await;
    assert_eq!(test.get(&path).await.status, StatusCode::OK);
}
