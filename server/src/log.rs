//! The log. It never holds a query string, a token or a secret.

use std::io::IsTerminal;

use axum::http::{HeaderMap, HeaderName, Request};
use tracing::Span;
use tracing_subscriber::EnvFilter;

/// Names a request in the log and on the pages that refuse one.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Room for a UUID, or for what proxies make.
const MAX_REQUEST_ID: usize = 64;

/// How log lines look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For reading.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

/// Starts logging to standard error; `RUST_LOG` filters.
pub fn init(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second start, as in tests, keeps the first logger.
    let _ = match format {
        LogFormat::Human => log.try_init(),
        LogFormat::Json => log.json().try_init(),
    };
}

pub(crate) fn span<B>(request: &Request<B>) -> Span {
    tracing::info_span!(
        "request",
        method = %request.method(),
        path = request.uri().path(),
        id = request_id(request.headers()),
    )
}

/// Drops a request id that is not short and plain; it gets one of ours.
pub(crate) async fn check_request_id<B>(mut request: Request<B>) -> Request<B> {
    let plain = |id: &[u8]| id.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let id = request.headers().get(REQUEST_ID).map(|id| id.as_bytes());
    if id.is_some_and(|id| id.len() > MAX_REQUEST_ID || !plain(id)) {
        request.headers_mut().remove(REQUEST_ID);
    }
    request
}

pub(crate) fn request_id(headers: &HeaderMap) -> &str {
    let id = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
    id.unwrap_or("-")
}
