//! State that pages share: resources, signals and memos. No views.

pub mod built;
pub mod computed;
pub mod configure;
pub mod debounced;
pub mod export;
pub mod flow;
pub mod history;
pub mod hotspots;
pub mod other_lines;
pub mod overlaps;
pub mod page_link;
pub mod pull_request;
pub mod queue;
pub mod repository;
pub mod reveal;
pub mod rows;
pub mod scope;
pub mod settings;
pub mod summary;
pub mod workload;

use std::sync::Arc;

use bitbucket_cloud::Error;
use leptos::prelude::*;

/// Something that Bitbucket answers.
pub type Fetched<T> = LocalResource<Result<Arc<T>, Error>>;

/// `None` while it is loading.
pub type Loading<T, E = Error> = Option<Result<T, E>>;

/// Loading state of a value, without the value: for a view that follows the value by itself.
pub fn is_ready<T>(value: Memo<Loading<T>>) -> Memo<Loading<()>>
where
    T: Send + Sync + 'static,
{
    Memo::new(move |_| {
        value.with(|value| {
            let value = value.as_ref()?;
            Some(value.as_ref().map(|_| ()).map_err(Clone::clone))
        })
    })
}

/// Fetches again if it failed.
pub fn retry_failed<T: 'static>(fetched: Fetched<T>) {
    if matches!(&*fetched.read_untracked(), Some(Err(_))) {
        retry(fetched);
    }
}

/// Fetches again what failed; it is loading until the answer comes.
pub fn retry<T: 'static>(fetched: Fetched<T>) {
    fetched.set(None);
    fetched.refetch();
}
