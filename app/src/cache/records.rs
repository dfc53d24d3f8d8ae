//! Records by table: what is kept of pull requests.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use sightline_insight::overlap::FileHunks;

use super::{Cache, Table};
use crate::model::{
    change_history::ReadChange,
    history::OpenPullRequest,
    records::{CachedDiff, MergedPullRequest},
};

/// Merged pull requests, oldest first.
pub async fn merged(cache: &Cache) -> Vec<Arc<MergedPullRequest>> {
    let records = cache.all::<MergedPullRequest>(Table::Merged).await;
    let records = records.into_iter().map(|(_, record)| Arc::new(record));
    let mut merged: Vec<_> = records.collect();
    merged.sort_by_key(|record| (record.merged_on, record.id));
    merged
}

/// Keeps a merged pull request. Its diff as an open one is dropped, as it is not used any more.
pub fn keep_merged(cache: &Cache, record: &MergedPullRequest) {
    cache.put(Table::Merged, &record.key(), record);
    cache.remove(Table::Diffs, &record.id.to_string());
}

/// Drops a merged pull request.
pub fn remove_merged(cache: &Cache, record: &MergedPullRequest) {
    cache.remove(Table::Merged, &record.key());
}

/// Diff of an open pull request, if it is kept and the source has not moved since.
pub fn diff(cache: &Cache, pull_request: &PullRequest) -> Option<CachedDiff> {
    let diff: CachedDiff = cache.get(Table::Diffs, &pull_request.id.to_string())?;
    Some(diff).filter(|diff| diff.holds(pull_request))
}

/// An open pull request, with its diff if that is kept.
pub fn open(cache: &Cache, pull_request: PullRequest) -> OpenPullRequest {
    OpenPullRequest {
        changes: diff(cache, &pull_request).map(|diff| Arc::new(diff.hunks)),
        refused: is_refused(cache, &pull_request),
        pull_request: Arc::new(pull_request),
    }
}

/// Prefix of the keys of diffs that Bitbucket refused for good.
const REFUSED: &str = "refused ";

/// Notes that Bitbucket cannot give the diff of an open pull request as it is now.
pub fn keep_refusal(cache: &Cache, pull_request: &PullRequest) {
    if let Some(refused) = CachedDiff::of(pull_request, Vec::new()) {
        cache.put(Table::Meta, &refusal_key(pull_request.id), &refused);
    }
}

/// Returns whether Bitbucket could not give the diff, and the source has not moved since.
pub fn is_refused(cache: &Cache, pull_request: &PullRequest) -> bool {
    let refused: Option<CachedDiff> = cache.get(Table::Meta, &refusal_key(pull_request.id));
    refused.is_some_and(|refused| refused.holds(pull_request))
}

/// Numbers of the pull requests whose refusal is kept.
pub fn refusals(cache: &Cache) -> impl Iterator<Item = u32> {
    let keys = cache.keys(Table::Meta).into_iter();
    keys.filter_map(|key| key.strip_prefix(REFUSED)?.parse().ok())
}

/// Drops what is kept of a refusal.
pub fn remove_refusal(cache: &Cache, id: u32) {
    cache.remove(Table::Meta, &refusal_key(id));
}

fn refusal_key(id: u32) -> String {
    format!("{REFUSED}{id}")
}

/// Keeps the diff of an open pull request.
pub fn keep_diff(cache: &Cache, pull_request: &PullRequest, hunks: &[FileHunks]) {
    if let Some(diff) = CachedDiff::of(pull_request, hunks.to_vec()) {
        cache.put(Table::Diffs, &pull_request.id.to_string(), &diff);
    }
}

/// Prefix of the keys of changes that were read for a pull request.
const CHANGES: &str = "changes ";

/// Changes that were read for pull requests, each once.
pub fn changes(cache: &Cache) -> Vec<ReadChange> {
    let keys = cache.keys(Table::Meta).into_iter();
    let lists = keys
        .filter(|key| key.starts_with(CHANGES))
        .filter_map(|key| cache.get::<Vec<ReadChange>>(Table::Meta, &key));
    let mut changes: Vec<ReadChange> = lists.flatten().collect();
    changes.sort_by(|a, b| a.commit.hash.cmp(&b.commit.hash));
    changes.dedup_by(|a, b| a.commit.hash == b.commit.hash);
    changes
}

/// Keeps the changes that were read for a pull request.
pub fn keep_changes(cache: &Cache, id: u32, changes: &[ReadChange]) {
    cache.put(Table::Meta, &format!("{CHANGES}{id}"), &changes);
}
