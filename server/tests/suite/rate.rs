//! Rate limit of an installation.

use std::num::NonZeroU32;

use axum::http::StatusCode;

use crate::support::{CLIENT, Call, OTHER_CLIENT, Page, REGISTRATION, SECRET, Server};

fn per_minute(requests: u32) -> NonZeroU32 {
    NonZeroU32::new(requests).unwrap()
}

#[tokio::test]
async fn an_installation_over_its_rate_is_told_to_wait_and_others_are_not() {
    let server = Server::with(|config| config.limits.tenant_requests = per_minute(3)).await;
    server.install(CLIENT, SECRET).await;
    server.install(OTHER_CLIENT, "other").await;
    for _ in 0..3 {
        assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
    }
    let refused = server.opens(CLIENT, SECRET).await;
    assert_eq!(refused, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(server.opens(OTHER_CLIENT, "other").await, StatusCode::OK);
}

#[tokio::test]
async fn forged_requests_use_up_nobodys_rate() {
    let server = Server::with(|config| config.limits.tenant_requests = per_minute(1)).await;
    server.install(CLIENT, SECRET).await;
    for _ in 0..10 {
        let status = server.opens(CLIENT, REGISTRATION).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
}

#[tokio::test]
async fn whoever_is_told_to_wait_is_told_how_long() {
    let server = Server::with(|config| config.limits.tenant_requests = per_minute(2)).await;
    server.install(CLIENT, SECRET).await;
    for _ in 0..2 {
        assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
    }
    let mut back = Page::pull_request();
    back.path = "/connect/done";
    back.query = format!(
        "client_key={}",
        CLIENT.replace('{', "%7B").replace('}', "%7D")
    );
    let session = Call::new("/connect/session", "".into()).signed(CLIENT, SECRET);
    let replies = [
        server.get(&Page::pull_request().url(CLIENT, SECRET)).await,
        server.get(&back.url(CLIENT, SECRET)).await,
        server.send(session.request()).await,
    ];
    let webhook = Call::webhook().signed(CLIENT, SECRET).request();
    // Bitbucket sends an event again after 503, and not after 429.
    let webhook = (StatusCode::SERVICE_UNAVAILABLE, server.send(webhook).await);
    let replies = replies.map(|reply| (StatusCode::TOO_MANY_REQUESTS, reply));
    for (status, reply) in replies.into_iter().chain([webhook]) {
        assert_eq!(reply.status, status, "{}", reply.body);
        // Two a minute: one every 30 seconds.
        let seconds: u64 = reply.header("retry-after").parse().unwrap();
        assert!((1..=30).contains(&seconds), "{seconds}");
    }
}
