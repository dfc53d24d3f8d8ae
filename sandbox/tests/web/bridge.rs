//! The bridge's scripts.

use axum::http::StatusCode;
use sightline_sandbox::web::bridge::Bridge;

use crate::support::TestBox;

#[tokio::test]
async fn the_frame_gets_the_genuine_bundle_and_then_the_shim() {
    let test = TestBox::new();
    let answer = test.get("/atlassian-connect/all.js?crev=1").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    let bundle = answer
        .text
        .find("simple-xdm")
        .or(answer.text.find("ConsumerOptions"));
    let shim = answer.text.find("requestAccessToken").unwrap();
    assert!(bundle.unwrap() < shim);
    let host = test.get("/atlassian-connect/connect-host.js").await;
    assert!(host.text.contains("createExtension"));
    assert!(!host.text.contains("requestAccessToken"));
}

#[tokio::test]
async fn a_missing_bundle_is_explained() {
    let empty = tempfile::tempdir().unwrap();
    let test = TestBox::with_bridge(Bridge::new(empty.path()));
    for script in ["all.js", "connect-host.js"] {
        let answer = test.get(&format!("/atlassian-connect/{script}")).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.text.contains("npm ci"), "{}", answer.text);
    }
}
