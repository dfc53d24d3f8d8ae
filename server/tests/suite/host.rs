//! Names that the server answers to.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};

use crate::support::{CLIENT, Page, SECRET, Server};

async fn ask(server: &Server, path: &str, host: &str) -> StatusCode {
    let request = Request::get(path).header("host", host);
    server
        .send(request.body(Body::empty()).unwrap())
        .await
        .status
}

#[tokio::test]
async fn another_host_gets_no_answer() {
    let server = Server::installed().await;
    let page = Page::pull_request().url(CLIENT, SECRET);
    for host in [
        "evil.example",
        "sightline.example.evil",
        "sightline.example:8443",
        "127.0.0.1:7992",
        "",
        "sightline.example:443:443",
        "sightline.example:80:443",
        "sightline.example:port",
        "sightline.example:443@evil.example",
        "reader@sightline.example",
        "reader@sightline.example:443",
        "sightline.example/",
    ] {
        for path in [
            "/",
            "/atlassian-connect.json",
            "/static/panel/app-0123abcd.js",
            &page,
        ] {
            let status = ask(&server, path, host).await;
            assert_eq!(status, StatusCode::MISDIRECTED_REQUEST, "{host} {path}");
        }
    }
}

#[tokio::test]
async fn the_own_host_is_known_in_any_case_and_with_its_port() {
    let server = Server::new().await;
    for host in [
        "sightline.example",
        "SightLine.Example",
        "sightline.example:443",
    ] {
        assert_eq!(ask(&server, "/", host).await, StatusCode::OK, "{host}");
    }
    let server =
        server.changed(|config| config.descriptor.base_url = "http://localhost:7992".to_owned());
    assert_eq!(ask(&server, "/", "localhost:7992").await, StatusCode::OK);
    for other in ["localhost", "localhost:7992:80", "localhost:80"] {
        let status = ask(&server, "/", other).await;
        assert_eq!(status, StatusCode::MISDIRECTED_REQUEST, "{other}");
    }
}

#[tokio::test]
async fn two_hosts_are_none() {
    let server = Server::new().await;
    let request = Request::get("/")
        .header("host", "sightline.example")
        .header("host", "evil.example");
    let reply = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn the_name_in_the_request_line_counts_too() {
    let server = Server::new().await;
    let request = Request::get("https://evil.example/").header("host", "sightline.example");
    let reply = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn probes_ask_by_address() {
    let server = Server::new().await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(
            ask(&server, path, "10.0.0.7:7992").await,
            StatusCode::OK,
            "{path}"
        );
    }
}
