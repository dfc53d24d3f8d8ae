//! The log. It never holds a query string, a token or a secret.

use std::{env, io::IsTerminal, time::Duration};

use axum::http::{HeaderName, HeaderValue, Request};
use tower_http::classify::ServerErrorsFailureClass;
use tracing::{Level, Span};
use tracing_subscriber::{
    field::MakeExt,
    filter::Targets,
    fmt::{format::debug_fn, layer},
    layer::SubscriberExt,
    registry,
    util::SubscriberInitExt,
};

/// Names a request in the log and on the pages that refuse one.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

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
    let filter = env::var("RUST_LOG").ok().and_then(|text| text.parse().ok());
    let filter = filter.unwrap_or_else(|| Targets::new().with_default(Level::INFO));
    let log = layer()
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // Every request has its fields written, whether a line comes of it or not, and painting them
    // takes as long as all else that is logged.
    let unpainted = debug_fn(|writer, field, value| match field.name() {
        "message" => write!(writer, "{value:?}"),
        name => write!(writer, "{name}={value:?}"),
    });
    let registry = registry().with(filter);
    // A second start, as in tests, keeps the first logger.
    let _ = match format {
        LogFormat::Human => {
            let log = log.fmt_fields(unpainted.delimited(" "));
            registry.with(log).try_init()
        }
        LogFormat::Json => registry.with(log.json()).try_init(),
    };
}

/// The span of a request, under whose fields its lines stand.
pub(crate) fn span<B>(request: &Request<B>) -> Span {
    let id = request.headers().get(&REQUEST_ID);
    tracing::info_span!(
        "request",
        method = %request.method(),
        path = request.uri().path(),
        id = id.and_then(|id| id.to_str().ok()),
    )
}

/// Tells the operator of an answer that says that something of ours failed.
pub(crate) fn failed(failure: ServerErrorsFailureClass, _: Duration, _: &Span) {
    match failure {
        ServerErrorsFailureClass::StatusCode(status) => {
            tracing::error!(status = status.as_u16(), "a request failed");
        }
        ServerErrorsFailureClass::Error(error) => tracing::error!(error, "a request failed"),
    }
}

/// A request that keeps its id only if that is plain and short: a proxy may name a request, but not
/// write whatever it likes into the log.
pub(crate) fn without_odd_id<B>(mut request: Request<B>) -> Request<B> {
    let plain = |id: &[u8]| id.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let headers = request.headers_mut();
    let mut ids = headers
        .get_all(&REQUEST_ID)
        .iter()
        .map(HeaderValue::as_bytes);
    if !ids.all(|id| (1..=MAX_REQUEST_ID).contains(&id.len()) && plain(id)) {
        headers.remove(&REQUEST_ID);
    }
    request
}
