//! Questions of the pages to git beyond those that [`Git`] answers directly.

use super::refusal::Refusal;
use crate::{
    git::{Commit, DiffOptions, Git, GitError, Range, Walk},
    world::PullRequest,
};

const CONTEXT_LINES: usize = 3;

impl From<GitError> for Refusal {
    fn from(error: GitError) -> Self {
        match error {
            GitError::UnknownPath { .. } | GitError::UnknownRevision { .. } => Self::NotFound,
            error => {
                tracing::error!(%error, "git has no answer");
                Self::Internal
            }
        }
    }
}

/// The commits that a pull request brings, newest first.
pub(crate) async fn brought_by(git: &Git, pull: &PullRequest) -> Result<Vec<Commit>, Refusal> {
    let walk = Walk {
        include: vec![git.resolve(&pull.source.commit).await?],
        exclude: vec![git.resolve(&pull.destination.commit).await?],
        ..Walk::default()
    };
    Ok(git.log(&walk).await?)
}

/// Changes of a pull request, as a unified diff.
pub(crate) async fn diff_of_pull_request(git: &Git, pull: &PullRequest) -> Result<String, Refusal> {
    let source = git.resolve(&pull.source.commit).await?;
    let destination = git.resolve(&pull.destination.commit).await?;
    diff(git, &git.since_fork(&source, &destination).await?).await
}

/// Differences in a range, as a unified diff.
pub(crate) async fn diff(git: &Git, range: &Range) -> Result<String, Refusal> {
    let bytes = git
        .diff(range, &DiffOptions::default(), CONTEXT_LINES)
        .await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
