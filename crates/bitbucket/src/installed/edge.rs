//! Where the crate ends: one HTTP exchange, the time, a pause, chance.

use std::{fmt, time::Duration};

use zeroize::Zeroizing;

/// HTTP methods that are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Removes.
    Delete,
    /// Reads.
    Get,
    /// Adds.
    Post,
    /// Replaces.
    Put,
}

impl Method {
    /// As HTTP writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "DELETE",
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }

    /// Whether doing it twice does the same as doing it once.
    pub(super) const fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post)
    }
}

/// The value of `Authorization`, scheme included. Debug output leaves it out.
#[derive(Clone)]
pub struct Credentials(Zeroizing<String>);

impl Credentials {
    pub(super) fn bearer(token: &str) -> Self {
        Self(Zeroizing::new(format!("Bearer {token}")))
    }

    pub(super) fn jwt(token: &str) -> Self {
        Self(Zeroizing::new(format!("JWT {token}")))
    }

    /// The header's value. Name of the method on purpose: look twice where it is called.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials([redacted])")
    }
}

/// One HTTP request.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its method.
    pub method: Method,
    /// Absolute, on one of the configured hosts.
    pub url: String,
    /// Who calls.
    pub authorization: Credentials,
    /// The body with its media type.
    pub body: Option<(&'static str, String)>,
}

/// One HTTP response, redirects included.
#[derive(Clone, Default)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Location`, where there is one.
    pub location: Option<String>,
    /// `Retry-After`, where it is a number of seconds.
    pub retry_after: Option<Duration>,
    /// The body, up to a limit of the edge's choice.
    pub body: Vec<u8>,
}

/// Leaves the body out: it may hold a token.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// No answer arrived.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Unreachable {
    /// What is known about it: no query, no credentials.
    pub reason: String,
}

/// The world outside.
pub trait Edge: Send + Sync {
    /// Sends one request, within a time of the edge's choice. Does not follow redirects.
    fn send(&self, call: Call) -> impl Future<Output = Result<Answer, Unreachable>> + Send;

    /// Seconds since the Unix epoch.
    fn now(&self) -> u64;

    /// Waits.
    fn pause(&self, time: Duration) -> impl Future<Output = ()> + Send;

    /// A random number, at least 0 and below 1.
    fn chance(&self) -> f64;
}
