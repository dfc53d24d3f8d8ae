//! Days on which scopes were visited last, in local storage.

use super::local_storage;
use crate::browser::clock;

/// Prefix of a name; the scope follows.
const VISITED: &str = "sightline visited ";
/// Days after which rows of a scope that nobody visits are dropped.
const KEPT_DAYS: i64 = 90;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// Notes that a scope is visited today.
pub(super) fn note(scope: &str) {
    local_storage::keep(&format!("{VISITED}{scope}"), &today().to_string());
}

/// Scopes that nobody has visited for 90 days; they are not listed again.
pub(super) fn take_old() -> Vec<String> {
    let mut old = Vec::new();
    for name in local_storage::names() {
        let Some(scope) = name.strip_prefix(VISITED) else {
            continue;
        };
        let day = local_storage::kept(&name).and_then(|day| day.parse::<i64>().ok());
        if day.is_none_or(|day| today() - day > KEPT_DAYS) {
            old.push(scope.to_owned());
            local_storage::forget(&name);
        }
    }
    old
}

fn today() -> i64 {
    clock::now().unix() / DAY
}
