//! What is being fetched.

use bitbucket_cloud::Error;

/// A thing that comes from Bitbucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Load<T> {
    /// It did not come.
    Failed(Error),
    /// It has not come yet.
    Loading,
    /// It is here.
    Ready(T),
}

impl<T> From<Result<T, Error>> for Load<T> {
    fn from(result: Result<T, Error>) -> Self {
        match result {
            Ok(value) => Self::Ready(value),
            Err(error) => Self::Failed(error),
        }
    }
}
