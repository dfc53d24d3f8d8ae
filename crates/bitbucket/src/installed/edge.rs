//! Edge of the crate: one HTTP exchange, the time, a pause, chance.

use std::{fmt, time::Duration};

use http::{
    HeaderValue, Method, Request, Response,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use url::Url;
use zeroize::Zeroizing;

use super::Error;

/// Bytes of a request or a response. Debug output leaves them out: they may hold a token.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Body(pub Vec<u8>);

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.0.len())
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

/// The value of `Authorization`. Debug output leaves it out.
pub(super) fn authorization(scheme: &str, token: &str, path: &str) -> Result<HeaderValue, Error> {
    let text = Zeroizing::new(format!("{scheme} {token}"));
    let value = HeaderValue::from_str(&text);
    let mut value = value.map_err(|error| unfit(path, &error))?;
    value.set_sensitive(true);
    Ok(value)
}

/// A request for `url`, with a body of that media type.
pub(super) fn request(
    method: Method,
    url: &Url,
    authorization: HeaderValue,
    body: Option<(&'static str, Body)>,
) -> Result<Request<Body>, Error> {
    let request = Request::builder()
        .method(method)
        .uri(url.as_str())
        .header(AUTHORIZATION, authorization);
    let request = match body {
        Some((media_type, body)) => request.header(CONTENT_TYPE, media_type).body(body),
        None => request.body(Body::default()),
    };
    request.map_err(|error| unfit(url.path(), &error))
}

fn unfit(path: &str, error: &dyn fmt::Display) -> Error {
    Error::Request {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

/// Why a request has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// The answer has more bytes than are read.
    #[error("the answer has more than {limit} bytes")]
    TooLong {
        /// Bytes that are read.
        limit: usize,
    },
    /// No answer arrived.
    #[error("{reason}")]
    Unreachable {
        /// Description of the failure: no query, no credentials.
        reason: String,
    },
}

/// Network, clock, timer and random numbers that calls need. Cheap to clone.
pub trait Edge: Clone + Send + Sync + 'static {
    /// Sends one request, within a time of the edge's choice. Does not follow redirects.
    fn send(
        &self,
        request: Request<Body>,
    ) -> impl Future<Output = Result<Response<Body>, NoAnswer>> + Send;

    /// Seconds since the Unix epoch.
    fn now(&self) -> u64;

    /// Waits.
    fn pause(&self, time: Duration) -> impl Future<Output = ()> + Send;

    /// A random number, at least 0 and below 1.
    fn chance(&self) -> f64;
}
