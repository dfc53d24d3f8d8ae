//! State that pages share: resources, signals and memos. No views.

pub mod history;
pub mod pull_request;
pub mod settings;
pub mod summary;

use std::sync::Arc;

use bitbucket_cloud::Error;
use leptos::prelude::*;

/// Something that Bitbucket answers.
pub type Fetched<T> = LocalResource<Result<Arc<T>, Error>>;

/// `None` while it is loading.
pub type Loading<T> = Option<Result<T, Error>>;

/// Fetches again what failed; it is loading until the answer comes.
pub fn retry<T: 'static>(fetched: Fetched<T>) {
    fetched.set(None);
    fetched.refetch();
}
