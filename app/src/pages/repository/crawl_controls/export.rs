//! What is known of each merged pull request, as a table for other programs.

use std::sync::Arc;

use bitbucket_cloud::Account;
use sightline_insight::FileChange;

use crate::{model::records::MergedPullRequest, text::history as words};

/// Rows, newest first, below the names of the columns.
pub(super) fn rows(merged: &[Arc<MergedPullRequest>]) -> Vec<Vec<String>> {
    let head = words::COLUMNS.map(str::to_owned).to_vec();
    let rows = merged.iter().rev().map(|record| row(record));
    [head].into_iter().chain(rows).collect()
}

fn row(record: &MergedPullRequest) -> Vec<String> {
    let name = |account: &Account| account.display_name.clone().unwrap_or_default();
    let people = record.people.iter().map(|one| name(&one.account));
    let people: Vec<String> = people.collect();
    let sum = |lines: fn(&FileChange) -> u64| record.files.iter().map(lines).sum::<u64>();
    vec![
        record.id.to_string(),
        record.title.clone(),
        record.author.as_ref().map(name).unwrap_or_default(),
        people.join("; "),
        record.target.clone(),
        record.created_on.to_string(),
        record.merged_on.to_string(),
        record.files.len().to_string(),
        sum(|file| file.lines_added).to_string(),
        sum(|file| file.lines_removed).to_string(),
    ]
}
