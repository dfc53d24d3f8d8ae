use std::time::{Duration, SystemTime};

use axum::http::StatusCode;
use futures_util::StreamExt;
use sightline::LiveReload;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tower::ServiceExt;

use crate::binary::Running;
use crate::place::Place;
use crate::support::{CLIENT, Page, SECRET, Server};

#[tokio::test]
async fn it_is_off_by_default_and_then_there_is_nothing_of_it() {
    let server = Server::installed().await;
    for path in ["/live-reload", "/live-reload.js"] {
        assert_eq!(server.get(path).await.status, StatusCode::NOT_FOUND);
    }
    let page = server.get(&Page::pull_request().url(CLIENT, SECRET)).await;
    assert!(!page.body.contains("live-reload"));
}

#[tokio::test]
async fn pages_load_the_script_which_tells_the_host_page_and_nothing_else() {
    let server = Server::installed().await;
    let server = server.changed(|config| config.live_reload = LiveReload::On);
    let page = server.get(&Page::pull_request().url(CLIENT, SECRET)).await;
    assert!(
        page.body
            .contains("<script src=\"live-reload.js\"></script>")
    );
    let script = server.get("/live-reload.js").await;
    assert_eq!(
        script.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert!(script.body.contains("new EventSource(\"live-reload\")"));
    assert!(
        script
            .body
            .contains("parent.postMessage(\"sightline:reload\", \"*\")")
    );
}

#[tokio::test]
async fn the_stream_says_reload_when_the_app_was_built_anew_and_again_the_next_time() {
    let server = Server::installed().await;
    let server = server.changed(|config| config.live_reload = LiveReload::On);
    let request = axum::http::Request::get("/live-reload")
        .header("host", "sightline.example")
        .body(axum::body::Body::empty());
    let response = server.router().oneshot(request.unwrap()).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut stream = response.into_body().into_data_stream();
    let html = server.html();
    for build in 1..=2 {
        let quiet = tokio::time::timeout(Duration::from_millis(500), stream.next()).await;
        assert!(quiet.is_err(), "nothing was built, {quiet:?} came");
        let at = SystemTime::now() + Duration::from_secs(build);
        let file = std::fs::File::open(&html).unwrap();
        file.set_modified(at).unwrap();
        let next = tokio::time::timeout(Duration::from_secs(5), stream.next()).await;
        assert_eq!(next.unwrap().unwrap().unwrap(), "data: reload\n\n");
    }
}

#[tokio::test]
async fn an_open_stream_does_not_hold_up_a_graceful_stop() {
    let place = Place::sqlite().await.unwrap();
    let mut server = Running::start(&place, &["--live-reload"]).await;
    assert!(server.log().contains("--live-reload is for development"));
    let mut stream = server.connect().await.unwrap();
    let host = server.address;
    let request = format!("GET /live-reload HTTP/1.1\r\nhost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut start = [0; 15];
    stream.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"HTTP/1.1 200 OK");
    server.signal("-TERM");
    let stopped = tokio::time::timeout(Duration::from_secs(5), server.ended()).await;
    assert!(stopped.unwrap().success());
}
