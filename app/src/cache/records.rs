//! Records by table: what is kept of pull requests.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use sightline_insight::overlap::FileHunks;

use super::{Rows, Table};
use crate::model::records::{CachedDiff, MergedPullRequest};

/// Merged pull requests, oldest first.
pub fn merged(rows: &dyn Rows) -> Vec<Arc<MergedPullRequest>> {
    let rows = rows.rows(Table::Merged);
    let records = rows
        .iter()
        .filter_map(|(_, row)| MergedPullRequest::parse(row));
    let mut merged: Vec<_> = records.map(Arc::new).collect();
    merged.sort_by_key(|record| (record.merged_on, record.id));
    merged
}

/// Diff of an open pull request, if it is kept and the source has not moved since.
pub fn diff(rows: &dyn Rows, pull_request: &PullRequest) -> Option<CachedDiff> {
    let row = rows.row(Table::Open, &pull_request.id.to_string())?;
    CachedDiff::parse(&row).filter(|diff| diff.holds(pull_request))
}

/// Keeps the diff of an open pull request.
pub fn keep_diff(rows: &dyn Rows, pull_request: &PullRequest, hunks: &[FileHunks]) {
    if let Some(diff) = CachedDiff::of(pull_request, hunks.to_vec()) {
        rows.put(Table::Open, &pull_request.id.to_string(), &diff.line());
    }
}
