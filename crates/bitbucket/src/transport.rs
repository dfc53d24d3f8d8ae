//! How calls are made.

use serde::de::DeserializeOwned;

use crate::{Error, Request};

/// Makes calls in somebody's name.
///
/// Implementations follow redirects, and give up after a time of their choice with
/// [`Error::Timeout`].
pub trait Transport {
    /// The answer, decoded from JSON.
    fn json<T: DeserializeOwned>(
        &self,
        request: &Request,
    ) -> impl Future<Output = Result<T, Error>>;

    /// The answer as it came, for diffs and files.
    fn text(&self, request: &Request) -> impl Future<Output = Result<String, Error>>;
}
