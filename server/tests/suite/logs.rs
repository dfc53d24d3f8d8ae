//! Contents of the log, and what never gets there.

use std::{
    io::Write,
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::http::Request;
use sightline::{LogColors, LogFormat};
use tracing::{Level, subscriber::DefaultGuard};
use tracing_subscriber::filter::Targets;

use crate::binary::{Running, free_address, read};
use crate::place::Place;
use crate::support::{
    CLIENT, Call, Page, READER, REGISTRATION, SECRET, Server, heed_every_callsite,
};

#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Everything of this thread, however unimportant.
    pub(crate) fn start() -> (Self, DefaultGuard) {
        Self::start_as(LogFormat::Human, Level::TRACE)
    }

    fn start_as(format: LogFormat, level: Level) -> (Self, DefaultGuard) {
        heed_every_callsite();
        let log = Self::default();
        let writer = log.clone();
        let filter = Targets::new().with_default(level);
        let subscriber =
            sightline::log_subscriber(format, LogColors::Off, filter, move || writer.clone());
        (log, tracing::subscriber::set_default(subscriber))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test]
async fn the_log_never_holds_a_token_a_secret_or_a_query_string() {
    let (log, _guard) = Log::start();
    let server = Server::installed().await;
    let mut secrets = vec![
        SECRET.to_owned(),
        REGISTRATION.to_owned(),
        "a new secret".to_owned(),
        "guessed secret".to_owned(),
        "5e5e5e5e".to_owned(),
    ];
    let page = Page::pull_request();
    secrets.extend(page.query.split('&').map(str::to_owned));
    secrets.retain(|secret| secret != "cp=");
    secrets.push(READER.to_owned());
    for secret in [SECRET, "guessed secret"] {
        let url = page.url(CLIENT, secret);
        let reply = server.get(&url).await;
        if reply.status.is_success() {
            secrets.push(reply.context()["session"].as_str().unwrap().to_owned());
        }
        server
            .get(&format!("/connect/done?{}", url.split_once('?').unwrap().1))
            .await;
        server
            .get(&format!("/nowhere?{}", url.split_once('?').unwrap().1))
            .await;
        secrets.extend(page.token(CLIENT, secret).split('.').map(str::to_owned));
        for call in [
            Call::webhook().signed(CLIENT, secret),
            Call::installed(CLIENT, "a new secret").signed(CLIENT, secret),
            Call::uninstalled(CLIENT).signed(CLIENT, secret),
        ] {
            server.call(&call).await;
            let token = call.authorization.as_deref().unwrap().split('.').skip(1);
            secrets.extend(token.map(str::to_owned));
        }
        let mut broken = Call::installed(CLIENT, secret);
        broken.body = format!("{{\"sharedSecret\": \"{secret}\"").into();
        server.call(&broken).await;
        let session = Request::post(format!("/connect/session?{}", page.query));
        let session = session.header("authorization", format!("JWT {secret}.a.b"));
        server
            .send(session.body(axum::body::Body::empty()).unwrap())
            .await;
    }
    let text = log.text();
    assert!(
        text.contains("request{method=GET path=\"/pull-request\""),
        "{text}"
    );
    for secret in secrets {
        assert!(!text.contains(&secret), "{secret:?} stands in the log");
    }
}

#[tokio::test]
async fn the_log_says_why_a_page_was_refused_under_the_id_that_the_page_shows() {
    let server = Server::installed().await;
    let (log, _guard) = Log::start();
    for (url, reason) in [
        (Page::pull_request().url(CLIENT, "guessed"), "Signature"),
        (
            Page::pull_request()
                .url(CLIENT, SECRET)
                .replace("=7&", "=8&"),
            "Qsh",
        ),
        ("/pull-request".to_owned(), "TokenMissing"),
    ] {
        let reply = server.get(&url).await;
        let id = reply.header("x-request-id");
        let text = log.text();
        let line = text
            .lines()
            .find(|line| line.contains(id) && line.contains("refused a page"));
        assert!(line.unwrap().contains(reason), "{line:?}");
    }
}

#[tokio::test]
async fn a_path_in_the_log_is_short_and_holds_no_token() {
    let server = Server::installed().await;
    let (log, _guard) = Log::start();
    let token = Page::pull_request().token(CLIENT, SECRET);
    for path in [
        format!("/pull-request%3Fjwt={token}"),
        format!("/pull-request%3fjwt%3D{token}"),
        format!("/pull-request%253Fjwt={token}"),
        format!("/pull-request;jwt={token}"),
        format!("/pull-request&jwt={token}"),
        format!("/pull-request/{token}"),
        format!("/{token}"),
        "/a".repeat(4_000),
    ] {
        assert_eq!(server.get(&path).await.status, 404);
    }
    let foreign = Request::get(format!("/pull-request%3Fjwt={token}")).header("host", "evil");
    server
        .send(foreign.body(axum::body::Body::empty()).unwrap())
        .await;
    let text = log.text();
    assert!(
        text.contains("refused a request for another host"),
        "{text}"
    );
    for piece in token.split('.') {
        assert!(!text.contains(piece), "{text}");
    }
    assert!(text.lines().all(|line| line.len() < 500), "{text}");
}

/// A clientKey that would begin a line of its own, and another field.
const FORGED: &str = "x\u{2028}ERROR forged\u{202e} id=1 \"status=\\\u{7f}é";

#[tokio::test]
async fn values_from_outside_forge_nothing_in_a_line() {
    for format in [LogFormat::Human, LogFormat::Json] {
        let server = Server::new().await;
        let (log, guard) = Log::start_as(format, Level::INFO);
        // DEL is a control character, which no clientKey has.
        let key = FORGED.replace('\u{7f}', "");
        let status = server.call(&Call::installed(&key, SECRET)).await;
        assert_eq!(status, 401);
        drop(guard);
        let text = log.text();
        assert_eq!(text.lines().count(), 1, "{text}");
        let plain = |b: u8| b == b'\n' || b == b' ' || b.is_ascii_graphic();
        assert!(text.bytes().all(plain), "{text}");
        match format {
            LogFormat::Human => {
                let outside = outside_of_quotes(&text);
                assert!(outside.contains(" client= "), "{outside}");
                for forged in ["ERROR", "id=1", "status"] {
                    assert!(!outside.contains(forged), "{outside}");
                }
            }
            LogFormat::Json => {
                let line: serde_json::Value = serde_json::from_str(&text).unwrap();
                assert_eq!(line["fields"]["client"], key.as_str());
            }
        }
    }
}

/// A line without what stands in double quotes.
fn outside_of_quotes(line: &str) -> String {
    let (mut text, mut quoted, mut characters) = (String::new(), false, line.chars());
    while let Some(c) = characters.next() {
        match c {
            '\\' if quoted => drop(characters.next()),
            '"' => quoted = !quoted,
            _ if !quoted => text.push(c),
            _ => {}
        }
    }
    assert!(!quoted, "{line}");
    text
}

/// The pipe and the queue hold far fewer lines than are written here.
#[tokio::test]
async fn a_reader_of_the_log_that_stalls_stops_no_request() {
    const REQUESTS: usize = 4_000;
    let place = Place::sqlite().await.unwrap();
    let metrics = free_address();
    let flags = ["--metrics-listen", &metrics.to_string()];
    let server = Running::start_with(&[], &place, &flags, Some(Stdio::piped())).await;
    for n in 0..REQUESTS {
        let answer = tokio::time::timeout(Duration::from_secs(30), server.get("/pull-request"));
        assert_eq!(answer.await, Ok(Some(401)), "{n}");
    }
    let text = read(metrics, "/metrics").await.unwrap();
    let mut lines = text.lines();
    let dropped = lines.find_map(|line| line.strip_prefix("sightline_log_lines_dropped_total "));
    let dropped: usize = dropped.unwrap().parse().unwrap();
    assert!(dropped > 0 && dropped < REQUESTS, "{dropped}");
}
