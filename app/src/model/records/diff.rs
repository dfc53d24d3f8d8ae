//! Diff of an open pull request, kept until its source moves.

use bitbucket_cloud::{FileChange, PullRequest};
use serde::{Deserialize, Serialize};
use sightline_insight::overlap::FileHunks;

/// The diff of an open pull request, as far as the analysis wants it.
///
/// It holds as long as the source stays: the diff is against the point where the source left its
/// destination, which does not move when the destination does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CachedDiff {
    /// Head of its source.
    pub source: String,
    /// The branch that it goes to.
    pub target: String,
    /// Changed lines of its files.
    pub hunks: Vec<FileHunks>,
}

impl CachedDiff {
    /// Record for a pull request whose diff was just read; `None` if one of its ends is gone.
    pub fn of(pull: &PullRequest, hunks: Vec<FileHunks>) -> Option<Self> {
        Some(Self {
            source: pull.source.commit.as_ref()?.hash.clone(),
            target: pull.destination.branch.as_ref()?.name.clone(),
            hunks,
        })
    }

    /// Returns whether a pull request still has this diff: the same source commit and target branch.
    pub fn holds(&self, pull: &PullRequest) -> bool {
        let source = pull.source.commit.as_ref();
        let target = pull.destination.branch.as_ref();
        source.is_some_and(|commit| commit.hash == self.source)
            && target.is_some_and(|branch| branch.name == self.target)
    }

    /// The files alone.
    pub fn files(&self) -> Vec<FileChange> {
        files(&self.hunks)
    }
}

/// Files of a change whose diff was read.
pub fn files(changes: &[FileHunks]) -> Vec<FileChange> {
    let file = |file: &FileHunks| {
        let (old, new) = (file.old_path.clone(), file.new_path.clone());
        FileChange::new(old, new, file.added, file.removed)
    };
    changes.iter().map(file).collect()
}
