//! The order of lists.

use std::{cmp::Reverse, collections::HashSet};

use bitbucket_cloud::PullRequest;

/// Last active first, those of the same time by number. Each pull request once, in its newest state:
/// while pages are read one after another, a pull request can move from one to the other.
pub fn last_active_first<T>(mut rows: Vec<T>, pull: impl Fn(&T) -> &PullRequest) -> Vec<T> {
    rows.sort_by_key(|row| {
        let pull = pull(row);
        Reverse((pull.updated_on, pull.id))
    });
    let mut seen = HashSet::new();
    rows.retain(|row| seen.insert(pull(row).id));
    rows
}
