//! Other sites' pages and other machines change nothing here.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, header},
};
use serde_json::json;
use sightline_sandbox::web;
use tower::ServiceExt;

use crate::support::{App, Running};

const GUARDED: [&str; 6] = [
    "/!api/internal/connect/access-token",
    "/!api/internal/connect/consent",
    "/!api/internal/session",
    "/sandbox/apps",
    "/sandbox/apps/demo-app/install",
    "/sandbox/tokens/expire",
];

#[tokio::test]
async fn calls_from_other_origins_are_refused() {
    let running = Running::with(&App::start().await).await;
    let subdomain = running.web().replace("://", "://evil.");
    for path in GUARDED {
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", subdomain.as_str()),
            ("origin", running.api()),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let call = running.post(path).header(name, value).json(&json!({}));
            let status = call.send().await.unwrap().status();
            assert_eq!(status, 403, "{path} with {name}: {value}");
        }
    }
}

#[tokio::test]
async fn calls_of_our_own_pages_and_of_tools_pass() {
    let running = Running::with(&App::start().await).await;
    let expire = || running.post("/sandbox/tokens/expire");
    assert_eq!(expire().send().await.unwrap().status(), 204);
    let own = expire()
        .header("origin", running.web())
        .header("sec-fetch-site", "same-origin");
    assert_eq!(own.send().await.unwrap().status(), 204);
}

#[tokio::test]
async fn the_workbench_answers_this_machine_only() {
    let running = Running::start().await;
    let router = web::router(running.sandbox.clone());
    for (peer, status) in [
        (Some("192.0.2.1:1000"), 403),
        (None, 403),
        (Some("127.0.0.1:1000"), 204),
        (Some("[::1]:1000"), 204),
    ] {
        let mut request = Request::post("/sandbox/tokens/expire")
            .header(header::HOST, "localhost")
            .body(Body::empty())
            .unwrap();
        if let Some(peer) = peer {
            let peer: SocketAddr = peer.parse().unwrap();
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        let answer = router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), status, "{peer:?}");
    }
}
