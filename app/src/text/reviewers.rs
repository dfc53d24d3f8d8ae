//! What is said about people who know a change, and about asking them.

use bitbucket_cloud::Error;
use sightline_insight::reviewers::{EVIDENCE_DAYS, Suggestion};

use super::{counted, number, overlaps::as_u64, problem};
use crate::context::Reader;

pub(crate) const KNOWS: &str = "Who else knows this";
pub(crate) const ADD: &str = "Add";
pub(crate) const COPY: &str = "Copy";
pub(crate) const AS_REVIEWER: &str = "as a reviewer";
pub(crate) const UNDO: &str = "Undo";
pub(crate) const BUSY: &str = "Asking Bitbucket…";
pub(crate) const EDIT: &str = "Bitbucket’s reviewer field";
pub(crate) const NO_HISTORY: &str =
    "No merged pull request is known yet, so nobody can be suggested.";
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
const FORBIDDEN: &str =
    "Bitbucket does not let you change the reviewers of this pull request. Nothing was changed.";
const CONFLICT: &str = "This pull request was changed by somebody else at the same moment. Nothing was changed; try \
     again.";
const REFUSED: &str = "Bitbucket refused, and nothing was changed. It says: ";

/// Why somebody is suggested: `Reviewed 4 of these files in the last 90 days`.
pub fn evidence(suggestion: &Suggestion) -> String {
    let Suggestion {
        reviewed, authored, ..
    } = *suggestion;
    let mut text = match (reviewed, authored) {
        (0, 0) if suggestion.nearby > 0 => {
            let mut text = String::from("Worked on ");
            text.push_str(&counted(as_u64(suggestion.nearby), "pull request"));
            text.push_str(" in these folders");
            text
        }
        (0, 0) => {
            let mut text = String::from("Reviewed ");
            text.push_str(&counted(as_u64(suggestion.for_author), "pull request"));
            text.push_str(" of this author");
            text
        }
        (0, _) => of_these("Changed ", authored),
        (_, 0) => of_these("Reviewed ", reviewed),
        _ => {
            let mut text = String::from("Reviewed ");
            text.push_str(&number(as_u64(reviewed)));
            text.push_str(&of_these(" and changed ", authored));
            text
        }
    };
    text.push_str(" in the last ");
    text.push_str(&number(EVIDENCE_DAYS.unsigned_abs()));
    text.push_str(" days");
    text
}

fn of_these(did: &str, files: usize) -> String {
    let mut text = String::from(did);
    text.push_str(&number(as_u64(files)));
    text.push_str(" of these files");
    text
}

/// What else they are asked for; nothing if that is nothing.
pub fn load(open_reviews: u32) -> Option<String> {
    let mut text = String::from("asked on ");
    text.push_str(&counted(open_reviews.into(), "other open pull request"));
    (open_reviews > 0).then_some(text)
}

/// Over what: `From 98 merged pull requests.`
pub(crate) fn basis(merged: usize) -> String {
    let mut text = String::from("From ");
    text.push_str(&counted(as_u64(merged), "merged pull request"));
    text.push('.');
    text
}

/// That nobody is left to suggest, out of how many merged pull requests.
pub(crate) fn nobody(merged: usize) -> String {
    let mut text = String::from("Nobody else worked on these files, or near them, in the last ");
    text.push_str(&number(EVIDENCE_DAYS.unsigned_abs()));
    text.push_str(" days. ");
    text.push_str(&basis(merged));
    text
}

/// Why the reviewers could not be changed.
pub fn failure(error: &Error, reader: Reader) -> String {
    match error {
        Error::Status { status: 403, .. } => FORBIDDEN.to_owned(),
        Error::Status { status: 409, .. } => CONFLICT.to_owned(),
        Error::Status {
            status: 400,
            message,
        } if !message.is_empty() => {
            let mut text = String::from(REFUSED);
            text.push_str(message);
            text
        }
        _ => {
            let problem = problem(error, reader);
            let mut text = problem.title;
            text.push_str(". ");
            text.push_str(problem.text);
            text
        }
    }
}
