//! Words about people who know a change, and about asking them.

use bitbucket_cloud::Error;
use sightline_insight::reviewers::{EVIDENCE_DAYS, Suggestion};

use super::problem;
use crate::{
    context::Viewer,
    format::number::{as_u64, counted, number},
};

pub(crate) const KNOWS: &str = "Who else knows this";
pub(crate) const ADD: &str = "Add";
pub(crate) const COPY: &str = "Copy";
pub(crate) const AS_REVIEWER: &str = "as a reviewer";
pub(crate) const UNDO: &str = "Undo";
pub(crate) const BUSY: &str = "Asking Bitbucket…";
pub(crate) const EDIT: &str = "Bitbucket’s reviewer field";
pub(crate) const COPIED: &str = " is on the clipboard.";
pub(crate) const NOT_COPIED: &str =
    " cannot be copied from here. The name is selected: copy it with your keyboard.";
pub(crate) const ADDED: &str = " is now asked to review.";
pub(crate) const ALREADY: &str = " is a reviewer already. Nothing was changed.";
pub(crate) const REMOVED: &str = " is no longer asked to review.";
pub(crate) const GONE: &str = " was no reviewer any more. Nothing was changed.";
pub(crate) const CLOSED: &str = "This pull request is not open any more. Nothing was changed.";
pub(crate) const NAMELESS: &str = "One reviewer’s account is gone, and a change from here would \
     drop it. Nothing was changed; use Bitbucket’s reviewer field.";
const NO_HISTORY: &str = "No merged pull request is known yet, so nobody can be suggested.";
const FORBIDDEN: &str =
    "Bitbucket does not let you change the reviewers of this pull request. Nothing was changed.";
const CONFLICT: &str = "This pull request was changed by somebody else at the same moment. Nothing \
     was changed; try again.";

/// Evidence for a person: `Reviewed 4 of these files in the last 90 days`.
pub fn evidence(suggestion: &Suggestion) -> String {
    let Suggestion {
        reviewed, authored, ..
    } = *suggestion;
    let files = |files: usize| format!("{} of these files", number(as_u64(files)));
    let did = match (reviewed, authored) {
        (0, 0) if suggestion.nearby > 0 => {
            let nearby = counted(as_u64(suggestion.nearby), "pull request");
            format!("Worked on {nearby} in these folders")
        }
        (0, 0) => {
            let reviewed = counted(as_u64(suggestion.for_author), "pull request");
            format!("Reviewed {reviewed} of this author")
        }
        (0, _) => format!("Changed {}", files(authored)),
        (_, 0) => format!("Reviewed {}", files(reviewed)),
        _ => {
            let reviewed = number(as_u64(reviewed));
            format!("Reviewed {reviewed} and changed {}", files(authored))
        }
    };
    format!("{did} in the last {}", days())
}

fn days() -> String {
    counted(EVIDENCE_DAYS.unsigned_abs(), "day")
}

/// What else they are asked for; nothing if that is nothing.
pub fn load(open_reviews: u32) -> Option<String> {
    let others = counted(open_reviews.into(), "other open pull request");
    (open_reviews > 0).then(|| format!("asked on {others}"))
}

/// Evidence for a person, and what else they are asked for.
pub(crate) fn evidence_and_load(suggestion: &Suggestion) -> String {
    let evidence = evidence(suggestion);
    match load(suggestion.open_reviews) {
        Some(load) => format!("{evidence}; {load}"),
        None => evidence,
    }
}

/// What the suggestions are from: `From 98 merged pull requests.`
pub(crate) fn basis(merged: usize, suggested: usize) -> String {
    if merged == 0 {
        return NO_HISTORY.to_owned();
    }
    let from = format!("From {}.", counted(as_u64(merged), "merged pull request"));
    match suggested {
        0 => format!(
            "Nobody else worked on these files, or near them, in the last {}. {from}",
            days()
        ),
        _ => from,
    }
}

/// Why the reviewers could not be changed.
pub fn failure(error: &Error, viewer: Viewer) -> String {
    match error {
        Error::Status { status: 403, .. } => FORBIDDEN.to_owned(),
        Error::Status { status: 409, .. } => CONFLICT.to_owned(),
        Error::Status {
            status: 400,
            message,
        } if !message.is_empty() => {
            format!("Bitbucket refused, and nothing was changed. It says: {message}")
        }
        _ => {
            let problem = problem(error, viewer);
            format!("{}. {}", problem.title, problem.text)
        }
    }
}
