//! Scripts of other origins may read every answer.

use axum::http::{Method, Request, StatusCode};

use crate::support::{REPOSITORY, TestBox};

#[tokio::test]
async fn every_kind_of_answer_can_be_read_from_any_origin() {
    let test = TestBox::new();
    for (path, status) in [
        ("/commits", StatusCode::OK),
        ("/src/main/README.md", StatusCode::OK),
        ("/pullrequests/3/diffstat", StatusCode::FOUND),
        ("/pullrequests/999", StatusCode::NOT_FOUND),
        ("/nowhere", StatusCode::NOT_FOUND),
        ("/pullrequests?pagelen=0", StatusCode::BAD_REQUEST),
    ] {
        let request = Request::get(format!("{REPOSITORY}{path}"));
        let answer = test
            .call(request.header("origin", "https://app.example"))
            .await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(
            answer.header("access-control-allow-credentials"),
            "",
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_preflight_allows_the_authorization_header() {
    let test = TestBox::new();
    let request = Request::builder()
        .method(Method::OPTIONS)
        .uri(format!("{REPOSITORY}/pullrequests"))
        .header("origin", "https://app.example")
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "authorization");
    let answer = test.call(request).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer
            .header("access-control-allow-headers")
            .contains("Authorization")
    );
    assert!(
        answer
            .header("access-control-allow-methods")
            .contains("GET")
    );
}
