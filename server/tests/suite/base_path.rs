//! A server that is reached under a path.

use axum::http::StatusCode;

use crate::support::{CLIENT, Call, Page, REGISTRATION, SECRET, Server};

async fn under_a_path() -> Server {
    let server =
        Server::with(|config| config.descriptor.base_url = "https://host.example/base".to_owned())
            .await;
    // The hash leaves the base path out.
    let mut call = Call::installed(CLIENT, SECRET).signed(CLIENT, REGISTRATION);
    call.path = "/base/connect/installed".to_owned();
    assert_eq!(server.call(&call).await, StatusCode::NO_CONTENT);
    server
}

#[tokio::test]
async fn everything_is_served_under_the_base_path_and_nothing_beside_it() {
    let server = under_a_path().await;
    for path in [
        "/base",
        "/base/atlassian-connect.json",
        "/base/healthz",
        "/base/site.css",
    ] {
        assert_eq!(server.get(path).await.status, StatusCode::OK, "{path}");
        let beside = path.strip_prefix("/base").unwrap();
        let beside = if beside.is_empty() { "/" } else { beside };
        assert_eq!(
            server.get(beside).await.status,
            StatusCode::NOT_FOUND,
            "{beside}"
        );
    }
    assert_eq!(server.get("/base/").await.status, StatusCode::OK);
    assert_eq!(
        server
            .get("/base/static/panel/app-0123abcd.js")
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(server.get("/basement").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn links_keep_to_the_base_path() {
    let server = under_a_path().await;
    let page = server.get("/base").await.body;
    assert!(page.contains("href=\"/base/site.css\""));
    assert!(page.contains("href=\"/base/atlassian-connect.json\""));
    assert!(page.contains("redirect_uri=https%3A%2F%2Fhost%2Eexample%2Fbase%2Fconnect%2Fdone"));
}

#[tokio::test]
async fn signatures_leave_the_base_path_out() {
    let server = under_a_path().await;
    let page = Page::pull_request();
    let url = format!("/base{}", page.url(CLIENT, SECRET));
    assert_eq!(server.get(&url).await.status, StatusCode::OK);
    let forged = format!("/base{}", page.url(CLIENT, "guessed"));
    assert_eq!(server.get(&forged).await.status, StatusCode::UNAUTHORIZED);
}
