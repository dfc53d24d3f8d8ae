//! The order of lists.

use bitbucket_cloud::PullRequest;
use sightline_insight::order::sorted;

/// Last active first, those of the same time by number. Each pull request once, in its newest state:
/// while pages are read one after another, a pull request can move from one to the other.
pub fn last_active_first<T>(rows: Vec<T>, pull: impl Fn(&T) -> &PullRequest) -> Vec<T> {
    let rank = |row: &T| {
        let pull = pull(row);
        (pull.updated_on, pull.id)
    };
    let mut rows = sorted(rows, |a, b| rank(a) > rank(b));
    let mut seen = Vec::new();
    rows.retain(|row| {
        let id = pull(row).id;
        let fresh = !seen.contains(&id);
        seen.push(id);
        fresh
    });
    rows
}
