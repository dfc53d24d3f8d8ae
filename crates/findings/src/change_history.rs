//! Changes that touched the files of a pull request before, as the histories of these files name them.

use std::sync::Arc;

use bitbucket_cloud::{Account, AuthoredCommit, CommitAuthor, FileChange, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{account::key, history::MergedHistory, merged::MergedPullRequest};

/// Seconds before the opening of a pull request within which a commit is taken for its own, where not
/// everything merged since the commit is known. Somebody may well have changed the same files a few days
/// earlier in a pull request that is not known, and that one counts by itself.
const BEFORE_OPENING: i64 = 86_400;

/// A commit that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadChange {
    /// The commit.
    pub commit: AuthoredCommit,
    /// Files that it changed.
    pub files: Vec<FileChange>,
}

impl ReadChange {
    fn author(&self) -> Option<Account> {
        self.commit.author.as_ref().and_then(CommitAuthor::account)
    }

    /// The change as if it had been merged by itself: without reviewers.
    fn record(&self) -> MergedPullRequest {
        let record = MergedPullRequest {
            id: 0,
            title: String::new(),
            source: self.commit.hash.clone(),
            target: String::new(),
            created_on: self.commit.date,
            merged_on: self.commit.date,
            author: self.author(),
            people: Vec::new(),
            files: Vec::new(),
            removed: Vec::new(),
        };
        record.with_files(&self.files)
    }

    /// Returns whether a merged pull request brought this commit, as far as can be told: it is its head, or
    /// is by its author, changes none but its files and lies before its merge. One that is older than
    /// `known_from`, the oldest merge that is known, is not older than the day before the opening either.
    fn is_in(&self, merged: &MergedPullRequest, known_from: i64) -> bool {
        if is_prefix(&merged.source, &self.commit.hash) {
            return true;
        }
        let author = self.author();
        let same = author.as_ref().map(key) == merged.author.as_ref().map(key);
        let from = known_from.min(merged.created_on.unix() - BEFORE_OPENING);
        let within = (from..=merged.merged_on.unix()).contains(&self.commit.date.unix());
        let known = |file: &FileChange| merged.files.iter().any(|one| one.path == file.path());
        same && within && self.files.iter().all(known)
    }
}

/// Returns whether one hash begins with the other: Bitbucket shortens some.
fn is_prefix(one: &str, other: &str) -> bool {
    !one.is_empty() && (other.starts_with(one) || one.starts_with(other))
}

/// The past with changes that no known pull request brought. Everything that was merged since the oldest
/// known one is known.
pub fn with_changes(merged: &Arc<MergedHistory>, changes: &[ReadChange]) -> Arc<MergedHistory> {
    let oldest = merged.merged.first();
    let known_from = oldest.map_or(i64::MAX, |pull| pull.merged_on.unix());
    let is_in = |change: &ReadChange, pull: &MergedPullRequest| change.is_in(pull, known_from);
    let new = |change: &&ReadChange| !merged.merged.iter().any(|pull| is_in(change, pull));
    let mut new: Vec<_> = changes
        .iter()
        .filter(new)
        .map(|change| Arc::new(change.record()))
        .collect();
    if new.is_empty() {
        return Arc::clone(merged);
    }
    new.extend(merged.merged.iter().cloned());
    new.sort_by_key(|record: &Arc<MergedPullRequest>| order(record.merged_on, record));
    Arc::new(MergedHistory::new(new))
}

/// Sorts by time; of equal ones the older record first.
fn order(on: Timestamp, record: &MergedPullRequest) -> (i64, u32) {
    (on.unix(), record.id)
}
