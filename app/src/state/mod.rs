//! State that pages share: resources, signals and memos. No views.

pub mod debounced;
pub mod flow;
pub mod history;
pub mod hotspots;
pub mod pull_request;
pub mod queue;
pub mod repository;
pub mod scope;
pub mod settings;

use std::sync::Arc;

use bitbucket_cloud::Error;
use leptos::prelude::LocalResource;

/// Something that Bitbucket answers.
pub type Fetched<T> = LocalResource<Result<Arc<T>, Error>>;

/// `None` while it is loading.
pub type Loading<T> = Option<Result<T, Error>>;
