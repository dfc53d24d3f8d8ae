//! Sentences and labels that readers see. Plain and short; every number says over what.

pub mod chart;
pub mod configure;
pub mod export;
pub mod flow;
pub mod history;
pub mod hotspots;
pub mod merging;
pub mod period;
pub mod progress;
pub mod queue;
pub mod repository;
pub mod reviewers;
pub mod standalone;
pub mod summary;
pub mod timeline;
pub mod waits;
pub mod workload;

pub use sightline_findings::words::{companions, overlaps, size};

use bitbucket_cloud::{Account, Error, PullRequestState, Vote};

use crate::{
    context::Viewer,
    format::number::{as_u64, counted, number},
};

pub(crate) const LOADING: &str = "Loading…";
pub(crate) const TRY_AGAIN: &str = "Try again";
pub(crate) const RELOAD: &str = "Reload the page";
pub(crate) const DETAILS: &str = "Details";

pub(crate) const DRAFT: &str = "Draft";
pub(crate) const NOBODY: &str = "Unknown";
pub(crate) const INTO: &str = "into";
pub(crate) const NO_BRANCH: &str = "deleted branch";
pub(crate) const REVIEWERS: &str = "Reviewers";
pub(crate) const NO_REVIEWERS: &str = "Nobody is asked to review this yet.";
pub(crate) const NO_VOTE: &str = "No vote yet";
pub(crate) const NOT_SIGNED_IN: &str =
    "You are not signed in to Bitbucket. Sightline shows what is public.";

pub(crate) const SIZE: &str = "Size";
pub(crate) const NO_CHANGES: &str =
    "No changes: the destination branch already has everything in the source branch.";
pub(crate) const BY_FOLDER: &str = "Changed lines by folder";
pub(crate) const FOLDER: &str = "Folder";
pub(crate) const SHARE: &str = "Share";
pub(crate) const FILES: &str = "Files";
pub(crate) const LINES: &str = "Lines";
pub(crate) const TOP_FOLDER: &str = "(top folder)";

pub(crate) const OPEN_PULL_REQUESTS: &str = "Open pull requests";
pub(crate) const NO_PULL_REQUESTS: &str = "No pull request is open";
pub(crate) const NO_PULL_REQUESTS_MORE: &str =
    "As soon as somebody opens one in this repository, it is listed here.";

pub(crate) const NAME: &str = "Sightline";

pub(crate) const MISSING: &str = "This page was not built";
pub(crate) const MISSING_MORE: &str = "The server holds the program of another page in its place. \
    Whoever runs it makes both with cargo xtask build.";
pub(crate) const OUTSIDE: &str = "Sightline lives inside Bitbucket";
pub(crate) const OUTSIDE_MORE: &str = "This page works only where Bitbucket shows it: on a pull \
     request, or in the side navigation of a repository. Open one of these and look for Sightline.";

/// Remedy for a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Retry: the same call may succeed later.
    Again,
    /// Reload of Bitbucket's page.
    Reload,
}

/// Failure in words, with what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Title: what happened.
    pub title: String,
    /// Explanation of the failure, and what to do.
    pub text: &'static str,
    /// Action of the button.
    pub way: Way,
}

/// A failure in words.
pub fn problem(error: &Error, viewer: Viewer) -> Problem {
    let (title, text, way) = match (error, viewer) {
        (Error::Anonymous, _)
        | (
            Error::Status {
                status: 403 | 404, ..
            },
            Viewer::Anonymous,
        ) => (
            "Sign in to see this",
            "Nobody is signed in to Bitbucket here, and this repository may be private. Sign in to \
             Bitbucket, then reload the page.",
            Way::Reload,
        ),
        (Error::Denied { .. }, _) => (
            "Sightline may not read this for you",
            "Sightline reads Bitbucket in your name, and only if you allow it. Bitbucket keeps your \
             answer: to change it, remove Sightline from the app authorizations in your personal \
             settings, then reload the page and choose Allow.",
            Way::Reload,
        ),
        (Error::RateLimited | Error::BudgetSpent { .. }, _) => (
            "Too many calls in this hour",
            "Bitbucket limits how much apps may read for you in an hour. Nothing is lost; wait a \
             few minutes, then try again.",
            Way::Again,
        ),
        (Error::Timeout { .. }, _) => (
            "Bitbucket has not answered",
            "It may be slow right now. If Bitbucket is asking whether Sightline may act for you, \
             answer that first, then try again.",
            Way::Again,
        ),
        (Error::Network { .. }, _) => (
            "Bitbucket cannot be reached",
            "The connection failed before an answer came. Check your network, then try again.",
            Way::Again,
        ),
        (Error::Status { status: 403, .. }, _) => (
            "You may not see this",
            "Bitbucket says that your account lacks access. An admin of the repository can grant \
             it.",
            Way::Again,
        ),
        (
            Error::Status {
                status: 404 | 410, ..
            },
            _,
        ) => (
            "This is not there",
            "Bitbucket finds no such thing, or you have no access to it. It, its branch or its fork \
             may have been removed or renamed.",
            Way::Reload,
        ),
        (Error::Status { status, .. }, _) if *status >= 500 => (
            "Bitbucket has a problem",
            "The fault is on Bitbucket’s side. Try again in a moment.",
            Way::Again,
        ),
        (Error::NoHost, _) => (
            "Bitbucket’s script is missing",
            "Sightline reads Bitbucket through a script that did not load; a browser extension or \
             the network may have blocked it. Allow it, then reload the page.",
            Way::Reload,
        ),
        (Error::Refused { .. }, _) => (
            "Bitbucket does not pass calls on",
            "The page that Sightline stands in refused. Reload it; if that does not help, a \
             workspace admin can install Sightline again.",
            Way::Reload,
        ),
        (Error::Status { .. } | Error::Decode { .. } | Error::ForeignPage { .. }, _) => (
            "Bitbucket’s answer is not understood",
            "This is a fault in Sightline. Trying again may help; please report it if it does not.",
            Way::Again,
        ),
    };
    Problem {
        title: title.to_owned(),
        text,
        way,
    }
}

/// Name that is shown for an account.
pub fn name(account: Option<&Account>) -> String {
    shown_name(account.and_then(|account| account.display_name.as_deref()))
}

/// Name that is shown for somebody whose name may be gone.
pub fn shown_name(name: Option<&str>) -> String {
    let name = name.filter(|name| !name.is_empty());
    name.unwrap_or(NOBODY).to_owned()
}

/// A state, as a word.
pub fn state(state: &PullRequestState) -> &str {
    match state {
        PullRequestState::Declined => "Declined",
        PullRequestState::Merged => "Merged",
        PullRequestState::Open => "Open",
        PullRequestState::Superseded => "Superseded",
        PullRequestState::Other(word) => word,
    }
}

/// A vote, as words.
pub fn vote(vote: Option<&Vote>) -> &str {
    match vote {
        None => NO_VOTE,
        Some(Vote::Approved) => "Approved",
        Some(Vote::ChangesRequested) => "Changes requested",
        Some(Vote::Other(word)) => word,
    }
}

/// Button that lists more: `Show 50 more`.
pub fn show_more(count: usize) -> String {
    format!("Show {} more", number(as_u64(count)))
}

/// Folded part of a list: `5 more`.
pub fn folded(count: usize) -> String {
    format!("{} more", number(as_u64(count)))
}

/// The folders that are folded away: `4 more folders`.
pub fn more_folders(count: usize) -> String {
    let noun = "more folder";
    counted(u64::try_from(count).unwrap_or(u64::MAX), noun)
}

/// The first letters of a name's first and last words, for a picture that is not there. The style
/// sheet makes them capitals.
pub fn initials(name: &str) -> String {
    let mut letters = name.split(' ').filter_map(|word| {
        word.chars()
            .find(|letter| !letter.is_ascii_punctuation() && !letter.is_ascii_whitespace())
    });
    let first = letters.next();
    let last = letters.next_back();
    first.into_iter().chain(last).collect()
}
