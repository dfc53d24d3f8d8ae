//! How calls are made.

use crate::{Error, Json, Request};

/// Makes calls in somebody's name.
///
/// Implementations follow redirects, and give up after a time of their choice with
/// [`Error::Timeout`].
pub trait Transport {
    /// The answer, which is JSON.
    fn json(&self, request: &Request) -> impl Future<Output = Result<Json, Error>>;

    /// The answer as it came, for diffs and files.
    fn text(&self, request: &Request) -> impl Future<Output = Result<String, Error>>;
}
