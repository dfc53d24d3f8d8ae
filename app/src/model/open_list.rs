//! Order of lists of open pull requests.

use std::{cmp::Reverse, collections::HashSet};

use bitbucket_cloud::PullRequest;

/// Sorts by last activity, newest first, those of the same time by number. Each pull request stays
/// once, in its newest state: while pages are read one after another, a pull request can move from
/// one to the other.
pub fn last_active_first<T>(mut rows: Vec<T>, pull_request: impl Fn(&T) -> &PullRequest) -> Vec<T> {
    rows.sort_by_key(|row| {
        let pull_request = pull_request(row);
        Reverse((pull_request.updated_on, pull_request.id))
    });
    let mut seen = HashSet::new();
    rows.retain(|row| seen.insert(pull_request(row).id));
    rows
}
