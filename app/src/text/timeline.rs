//! The time line in words.

use bitbucket_cloud::PullRequestState;
use sightline_insight::timeline::Phase;

use crate::review::Unread;

pub(crate) const TIMELINE: &str = "Time line";
pub(crate) const NOT_REVIEWED: &str = "Nobody reviewed it";
const VOTES_UNREAD: &str = "There is much here: votes and pushes were not read before ";
const UNREAD: &str = "There is much here: nothing was read of the time from ";

/// What time was spent on.
pub(crate) const fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Approved => "Approved",
        Phase::Draft => "Draft",
        Phase::Pickup => "Waiting for the first review",
        Phase::Review => "In review",
    }
}

pub(crate) fn opened(by: &str) -> String {
    join(&["Opened by ", by])
}

pub(crate) fn draft(length: &str) -> String {
    join(&["A draft for ", length])
}

pub(crate) fn first_review(length: &str, by: &str) -> String {
    join(&["Waited ", length, " for the first review, by ", by])
}

pub(crate) fn no_review(length: &str) -> String {
    join(&["Has waited ", length, " for the first review"])
}

pub(crate) fn approved(by: &str) -> String {
    join(&["Approved by ", by])
}

pub(crate) fn reviewed(length: &str, by: &str) -> String {
    join(&["Approved by ", by, " after ", length, " of review"])
}

pub(crate) fn in_review(length: &str) -> String {
    join(&["In review for ", length, ", not approved yet"])
}

/// The end: `Open for 3 days`, `Merged after 3 days`.
pub(crate) fn end(state: &PullRequestState, length: &str) -> String {
    let how = match state {
        PullRequestState::Open => " for ",
        _ => " after ",
    };
    join(&[super::state(state), how, length])
}

/// What was not read; `exact` says a time.
pub(crate) fn unread(
    unread: Unread,
    exact: impl Fn(bitbucket_cloud::Timestamp) -> String,
) -> Option<String> {
    match unread {
        Unread::Between(from, to) => Some(join(&[UNREAD, &exact(from), " to ", &exact(to), "."])),
        Unread::Nothing => None,
        Unread::VotesBefore(time) => Some(join(&[VOTES_UNREAD, &exact(time), "."])),
    }
}

fn join(parts: &[&str]) -> String {
    parts.concat()
}
