//! Changes of a pull request: its files, and its lines.

use std::sync::Arc;

use bitbucket_cloud::{Error, FileChange, PullRequest, PullRequestState};
use sightline_insight::overlap::{FileHunks, hunks};

use crate::{api::SharedServices, cache::records};

/// Commits between which a pull request lies: what it changes stays while they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Commits {
    source: Option<String>,
    /// Head of the destination.
    pub destination: Option<String>,
}

impl Commits {
    /// Commits of a pull request.
    pub(super) fn of(pull_request: &PullRequest) -> Self {
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

/// Files that a pull request changes.
pub(super) async fn files(
    services: SharedServices,
    pull_request: Arc<PullRequest>,
) -> Result<Arc<Vec<FileChange>>, Error> {
    services.cache.ready_soon().await;
    match records::diff(&services.cache, &pull_request) {
        Some(diff) => Ok(Arc::new(diff.files())),
        None => services.files(&pull_request).await.map(Arc::new),
    }
}

/// Lines that a pull request changes; none for one that is closed.
pub(super) async fn hunks_of(
    services: SharedServices,
    pull_request: Arc<PullRequest>,
) -> Result<Arc<Vec<FileHunks>>, Error> {
    if pull_request.state != PullRequestState::Open {
        return Ok(Arc::default());
    }
    services.cache.ready_soon().await;
    if let Some(diff) = records::diff(&services.cache, &pull_request) {
        return Ok(Arc::new(diff.hunks));
    }
    let diff = services.diff(&pull_request).await;
    if diff.as_ref().is_err_and(Error::is_lasting) {
        // Other pull requests need not ask for it.
        records::keep_refusal(&services.cache, &pull_request);
    }
    let hunks = hunks(&diff?);
    records::keep_diff(&services.cache, &pull_request, &hunks);
    Ok(Arc::new(hunks))
}
