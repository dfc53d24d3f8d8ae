//! Transport of calls.

use serde::de::DeserializeOwned;

use crate::{Error, Request};

/// Makes calls in somebody's name.
///
/// Implementations follow redirects, and give up after a time of their choice with
/// [`Error::Timeout`].
pub trait Transport {
    /// Answer of the API, which is JSON. [`decode`](crate::decode) reads it.
    fn json<T: DeserializeOwned>(
        &self,
        request: &Request,
    ) -> impl Future<Output = Result<T, Error>>;

    /// Answer as it came, for diffs and files.
    fn text(&self, request: &Request) -> impl Future<Output = Result<String, Error>>;
}
