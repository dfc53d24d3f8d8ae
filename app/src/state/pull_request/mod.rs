//! State of the panel: everything that is asked about one pull request, once.

use std::sync::Arc;

use bitbucket_cloud::{Error, FileChange, PullRequest, PullRequestState};
use leptos::prelude::*;
use sightline_insight::overlap::{FileHunks, hunks};

use super::{Fetched, history::HistoryStore, settings};
use crate::{
    api::{ServicesHandle, use_services},
    cache::records,
    model::{history::CrawlTarget, settings::LoadedSettings},
};

/// Resources of one pull request. Cheap to copy.
#[derive(Clone, Copy)]
pub struct PullRequestStore {
    /// Its newest state that was read.
    pub pull_request: RwSignal<Arc<PullRequest>>,
    /// Files that it changes.
    pub files: Fetched<Vec<FileChange>>,
    /// Lines that it changes; none for one that is closed, which overlaps with nothing.
    pub hunks: Fetched<Vec<FileHunks>>,
    /// Settings of its destination.
    pub settings: Fetched<LoadedSettings>,
    /// The repository besides.
    pub history: HistoryStore,
    services: ServicesHandle,
}

/// Commits between which a pull request lies: what it changes stays while they do.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Commits {
    source: Option<String>,
    destination: Option<String>,
}

impl PullRequestStore {
    /// Asks for everything about a pull request. It ends with the current owner.
    pub fn new(pull_request: Arc<PullRequest>) -> Self {
        let services = use_services();
        let pull_request = RwSignal::new(pull_request);
        let commits = Memo::new(move |_| pull_request.with(|one| Commits::of(one)));
        let destination = Memo::new(move |_| commits.with(|commits| commits.destination.clone()));
        let history = HistoryStore::new();
        history.crawl(CrawlTarget::Visit);
        Self {
            pull_request,
            files: LocalResource::new(move || {
                commits.track();
                files(services, pull_request.get_untracked())
            }),
            hunks: LocalResource::new(move || {
                commits.track();
                hunks_of(services, pull_request.get_untracked())
            }),
            settings: LocalResource::new(move || {
                destination.track();
                settings::fetch(services.get(), pull_request.get_untracked())
            }),
            history,
            services,
        }
    }

    /// Reads the pull request again. What is shown stays until the answer comes.
    pub fn reload(self) {
        let services = self.services.get();
        let id = self.pull_request.with_untracked(|one| one.id);
        leptos::task::spawn_local_scoped_with_cancellation(async move {
            let answer = services
                .client
                .pull_request(services.repository(), id)
                .await;
            if let Ok(pull_request) = answer {
                self.pull_request.set(Arc::new(pull_request));
            }
        });
    }

    /// Settings that apply, once they are known: Sightline's own where they cannot be read.
    pub fn rules(self) -> Option<Arc<LoadedSettings>> {
        self.settings.get().map(Result::unwrap_or_default)
    }
}

impl Commits {
    fn of(pull_request: &PullRequest) -> Self {
        let hash = |end: &bitbucket_cloud::Endpoint| {
            let commit = end.commit.as_ref();
            commit.map(|commit| commit.hash.clone())
        };
        Self {
            source: hash(&pull_request.source),
            destination: hash(&pull_request.destination),
        }
    }
}

async fn files(
    services: ServicesHandle,
    pull_request: Arc<PullRequest>,
) -> Result<Arc<Vec<FileChange>>, Error> {
    let services = services.get();
    services.cache.ready().await;
    match records::diff(&services.cache, &pull_request) {
        Some(diff) => Ok(Arc::new(diff.files())),
        None => services.files(&pull_request).await.map(Arc::new),
    }
}

async fn hunks_of(
    services: ServicesHandle,
    pull_request: Arc<PullRequest>,
) -> Result<Arc<Vec<FileHunks>>, Error> {
    if pull_request.state != PullRequestState::Open {
        return Ok(Arc::default());
    }
    let services = services.get();
    services.cache.ready().await;
    if let Some(diff) = records::diff(&services.cache, &pull_request) {
        return Ok(Arc::new(diff.hunks));
    }
    let hunks = hunks(&services.diff(&pull_request).await?);
    records::keep_diff(&services.cache, &pull_request, &hunks);
    Ok(Arc::new(hunks))
}

/// Provides the store to the sections of the panel.
pub fn provide_pull_request(pull_request: Arc<PullRequest>) -> PullRequestStore {
    let store = PullRequestStore::new(pull_request);
    provide_context(store);
    store
}

/// The store of the panel.
///
/// # Panics
/// Outside of the panel.
pub fn use_pull_request() -> PullRequestStore {
    expect_context()
}
