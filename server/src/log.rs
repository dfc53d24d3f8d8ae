//! The log. It never holds a query string, a token or a secret.

use std::{
    collections::hash_map::RandomState,
    env, fmt,
    hash::BuildHasher,
    io::IsTerminal,
    sync::atomic::{AtomicU64, Ordering},
};

use axum::http::{HeaderMap, HeaderName, HeaderValue, Request};
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

pub(crate) fn span<B>(request: &Request<B>, id: &RequestId) -> Span {
    tracing::info_span!(
        "request",
        method = %request.method(),
        path = request.uri().path(),
        %id,
    )
}

/// The name of a request: plain and short.
#[derive(Clone)]
pub(crate) struct RequestId(HeaderValue);

impl RequestId {
    /// As it is sent back.
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.to_str().unwrap_or("-"))
    }
}

/// Names requests.
///
/// The names only have to differ: they are a count under a hash with a random key, so that they need
/// no randomness each and tell nobody how busy the server is.
#[derive(Debug, Default)]
pub(crate) struct Names {
    hash: RandomState,
    count: AtomicU64,
}

impl Names {
    /// A proxy may name the request, but not write whatever it likes into the log: a name that is not
    /// short and plain gives way to one of ours.
    pub(crate) fn name(&self, headers: &HeaderMap) -> RequestId {
        let plain = |id: &[u8]| id.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
        let given = headers.get(REQUEST_ID);
        let given = given.filter(|id| id.len() <= MAX_REQUEST_ID && plain(id.as_bytes()));
        given.map_or_else(|| self.next(), |id| RequestId(id.clone()))
    }

    /// 32 hexadecimal digits.
    fn next(&self) -> RequestId {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let halves = [0_u8, 1].map(|half| self.hash.hash_one((count, half)));
        let digit = |number: u32| char::from_digit(number, 16).map_or(b'-', |digit| digit as u8);
        let mut digits = [0; 32];
        for (half, digits) in halves.into_iter().zip(digits.chunks_mut(16)) {
            for (position, text) in digits.iter_mut().enumerate() {
                *text = digit((half >> (4 * position)) as u32 & 15);
            }
        }
        let name = HeaderValue::from_bytes(&digits);
        RequestId(name.unwrap_or_else(|_| HeaderValue::from_static("-")))
    }
}
