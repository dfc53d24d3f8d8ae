//! What is being fetched.

use bitbucket_cloud::Error;
use leptos::{prelude::*, task::spawn_local};

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

/// Fetches into `state`. What comes after the view is gone is dropped.
pub(crate) fn load<T>(
    state: RwSignal<Load<T>>,
    fetch: impl Future<Output = Result<T, Error>> + 'static,
) where
    T: Send + Sync + 'static,
{
    state.set(Load::Loading);
    spawn_local(async move {
        let loaded = fetch.await.into();
        let _gone = state.try_set(loaded);
    });
}
