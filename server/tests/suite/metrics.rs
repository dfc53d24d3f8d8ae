//! Metrics as Prometheus finds them.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request},
};
use sightline::{AppState, Clock, ops, router};
use tower::ServiceExt;

use crate::support::{CLIENT, Call, NOW, Page, READER, REGISTRATION, SECRET, Server};

async fn text(router: &Router, request: Request<Body>) -> String {
    let response = router.clone().oneshot(request).await.unwrap();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

fn get(path: &str) -> Request<Body> {
    let request = Request::get(path).header("host", "sightline.example");
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn requests_are_counted_by_route_and_refusals_by_reason() {
    let server = Server::new().await;
    let app = AppState::new(
        server.config.clone(),
        server.store.clone(),
        Clock::Fixed(NOW),
    );
    let app = app.unwrap();
    let (router, metrics) = (router::build(app.clone()), ops::operations(app));
    let mut install = Call::installed(CLIENT, SECRET)
        .signed(CLIENT, REGISTRATION)
        .request();
    let ours = "sightline.example".parse().unwrap();
    install.headers_mut().insert("host", ours);
    text(&router, install).await;
    let page = Page::pull_request();
    for secret in [SECRET, SECRET, "guessed"] {
        text(&router, get(&page.url(CLIENT, secret))).await;
    }
    let moved = page
        .url(CLIENT, SECRET)
        .replace("pull_request=7", "pull_request=8");
    text(&router, get(&moved)).await;
    text(&router, get("/pull-request")).await;
    text(&router, get("/no/such/page")).await;
    let mut odd = get("/");
    *odd.method_mut() = Method::from_bytes(b"PROPFIND").unwrap();
    text(&router, odd).await;

    let text = text(&metrics, get("/metrics")).await;
    for line in [
        r#"sightline_http_requests_total{method="GET",route="/pull-request",status="200"} 2"#,
        r#"sightline_http_requests_total{method="GET",route="/pull-request",status="401"} 3"#,
        r#"sightline_http_requests_total{method="GET",route="none",status="404"} 1"#,
        r#"sightline_http_requests_total{method="other",route="/",status="405"} 1"#,
        r#"sightline_token_refusals_total{reason="signature"} 1"#,
        r#"sightline_token_refusals_total{reason="request"} 1"#,
        r#"sightline_token_refusals_total{reason="missing"} 1"#,
        r#"sightline_lifecycle_events_total{event="installed",effect="applied"} 1"#,
        r#"sightline_http_request_seconds_count{route="/pull-request"} 5"#,
        r#"sightline_store_seconds_count{operation="recall"} 4"#,
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    for private in [READER, SECRET, "acme", "no/such", "PROPFIND", "jwt"] {
        assert!(!text.contains(private), "{private}\n{text}");
    }
}

#[tokio::test]
async fn the_world_does_not_see_the_metrics() {
    let server = Server::new().await;
    assert_eq!(server.get("/metrics").await.status, 404);
}
