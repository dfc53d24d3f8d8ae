//! How often an installation may ask.

use axum::http::StatusCode;

use crate::support::{CLIENT, OTHER_CLIENT, REGISTRATION, SECRET, Server};

#[tokio::test]
async fn an_installation_over_its_rate_is_told_to_wait_and_others_are_not() {
    let server = Server::with(|config| config.limits.tenant_requests = 3).await;
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
    let server = Server::with(|config| config.limits.tenant_requests = 1).await;
    server.install(CLIENT, SECRET).await;
    for _ in 0..10 {
        let status = server.opens(CLIENT, REGISTRATION).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
}
