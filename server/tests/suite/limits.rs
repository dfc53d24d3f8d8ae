//! Methods and sizes.

use std::{convert::Infallible, time::Duration};

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};

use futures_util::stream;
use sightline::Config;

use crate::logs::Log;
use crate::support::{CLIENT, Call, Page, SECRET, Server};

fn ask(method: Method, path: &str) -> Request<Body> {
    let request = Request::builder().method(method).uri(path);
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn head_answers_as_get_does_without_a_body() {
    let server = Server::installed().await;
    for path in [
        "/",
        "/atlassian-connect.json",
        "/healthz",
        "/static/panel/app-0123abcd.js",
        &Page::pull_request().url(CLIENT, "guessed"),
    ] {
        let get = server.get(path).await;
        let head = server.send(ask(Method::HEAD, path)).await;
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"));
        assert_eq!(head.body, "", "{path}");
    }
}

#[tokio::test]
async fn other_methods_are_not_allowed() {
    let server = Server::installed().await;
    for (method, path, allowed) in [
        (Method::OPTIONS, "/", "GET,HEAD"),
        (Method::POST, "/pull-request", "GET,HEAD"),
        (Method::DELETE, "/atlassian-connect.json", "GET,HEAD"),
        (Method::GET, "/connect/installed", "POST"),
        (Method::PUT, "/connect/uninstalled", "POST"),
        (Method::OPTIONS, "/connect/session", "POST"),
    ] {
        let reply = server.send(ask(method, path)).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert_eq!(reply.header("allow"), allowed, "{path}");
        assert_eq!(reply.header("access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_cut_off_whether_it_says_its_length_or_not() {
    let server = Server::installed().await;
    let mut call = Call::installed(CLIENT, "new").signed(CLIENT, SECRET);
    call.body["publicKey"] = "k".repeat(64 * 1024).into();
    assert_eq!(
        server.call(&call).await,
        StatusCode::PAYLOAD_TOO_LARGE,
        "with a length"
    );
    let (parts, body) = call.request().into_parts();
    let streamed = Body::from_stream(body.into_data_stream());
    let request = Request::from_parts(parts, streamed);
    assert_eq!(
        server.send(request).await.status,
        StatusCode::PAYLOAD_TOO_LARGE,
        "without"
    );
    assert_eq!(server.opens(CLIENT, SECRET).await, StatusCode::OK);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_refused_without_a_line_of_an_error() {
    let (log, _guard) = Log::start();
    let limits = |config: &mut Config| config.limits.body_time = Duration::from_millis(10);
    let server = Server::with(limits).await;
    let call = Call::installed(CLIENT, SECRET).signed(CLIENT, SECRET);
    let (parts, _) = call.request().into_parts();
    let body = Body::from_stream(stream::pending::<Result<&str, Infallible>>());
    let reply = server.send(Request::from_parts(parts, body)).await;
    assert_eq!(reply.status, StatusCode::REQUEST_TIMEOUT);
    assert!(!log.text().contains("ERROR"), "{}", log.text());
}

#[tokio::test]
async fn a_body_within_the_limit_is_taken() {
    let server = Server::installed().await;
    let mut call = Call::installed(CLIENT, "new").signed(CLIENT, SECRET);
    call.body["publicKey"] = "k".repeat(60 * 1024).into();
    assert_eq!(server.call(&call).await, StatusCode::NO_CONTENT);
}
