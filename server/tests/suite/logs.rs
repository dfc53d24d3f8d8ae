//! What stands in the log, and what never does.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use axum::http::Request;

use crate::support::{CLIENT, Call, Page, READER, REGISTRATION, SECRET, Server};

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
    pub(crate) fn start() -> (Self, tracing::subscriber::DefaultGuard) {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
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
