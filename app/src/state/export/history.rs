//! Table of the merged pull requests and what is known of them, for other programs.

use std::sync::Arc;

use bitbucket_cloud::Account;
use sightline_insight::FileChange;

use crate::{
    history::review_times::AllReviewTimes, model::records::MergedPullRequest,
    text::history as words,
};

/// Rows, newest first, below the names of the columns.
/// `times` date merges.
pub fn rows(merged: &[Arc<MergedPullRequest>], times: &AllReviewTimes) -> Vec<Vec<String>> {
    let head = words::COLUMNS.map(str::to_owned).to_vec();
    let rows = merged.iter().rev().map(|record| row(record, times));
    [head].into_iter().chain(rows).collect()
}

fn row(record: &MergedPullRequest, times: &AllReviewTimes) -> Vec<String> {
    let name = |account: &Account| account.display_name.clone().unwrap_or_default();
    let people = record.people.iter().map(|one| name(&one.account));
    let people: Vec<String> = people.collect();
    let source = match times.merged_on(record.id) {
        Some(_) => words::BY_ACTIVITY,
        None => words::BY_UPDATE,
    };
    let sum = |lines: fn(&FileChange) -> u64| record.files.iter().map(lines).sum::<u64>();
    vec![
        record.id.to_string(),
        record.title.clone(),
        record.author.as_ref().map(name).unwrap_or_default(),
        people.join("; "),
        record.target.clone(),
        record.created_on.to_string(),
        record.merge_date(|id| times.merged_on(id)).to_string(),
        source.to_owned(),
        record.files.len().to_string(),
        sum(|file| file.lines_added).to_string(),
        sum(|file| file.lines_removed).to_string(),
    ]
}
