//! Words about people who know a change, and about asking them.

use bitbucket_cloud::{Error, Review, Timestamp, Vote};
use sightline_insight::reviewers::{EVIDENCE_DAYS, Suggestion};

use super::{problem, progress};
use crate::{
    context::Viewer,
    format::{
        date::{date, day},
        duration::ago,
        list::sentence,
        number::{as_u64, counted, number},
    },
    model::{history::Coverage, reviewers::LastTouch},
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
pub(crate) const INACTIVE: &str =
    " cannot be asked: that account is deactivated. Nothing was changed.";
pub(crate) const REMOVED: &str = " is no longer asked to review.";
pub(crate) const GONE: &str = " was no reviewer any more. Nothing was changed.";
pub(crate) const CLOSED: &str = "This pull request is not open any more. Nothing was changed.";
pub(crate) const NAMELESS: &str = "One reviewer’s account is gone, and a change from here would \
     drop it. Nothing was changed; use Bitbucket’s reviewer field.";
const FORBIDDEN: &str =
    "Bitbucket does not let you change the reviewers of this pull request. Nothing was changed.";
const CONFLICT: &str = "This pull request was changed by somebody else at the same moment. Nothing \
     was changed; try again.";

/// Votes of all reviewers in a line: `2 of 3 approved, 1 asks for changes`.
pub fn votes(reviews: &[Review<'_>]) -> String {
    let count = |vote| reviews.iter().filter(|one| one.vote == Some(vote)).count();
    let (approved, against) = (count(&Vote::Approved), count(&Vote::ChangesRequested));
    let approved = match reviews.len() {
        0 => return "nobody is asked".to_owned(),
        of => format!(
            "{} of {} approved",
            number(as_u64(approved)),
            number(as_u64(of))
        ),
    };
    match against {
        0 => approved,
        1 => format!("{approved}, 1 asks for changes"),
        _ => format!("{approved}, {} ask for changes", number(as_u64(against))),
    }
}

/// Evidence for a person, in the order in which it counts: `Reviewed 4 of these files, worked on 9
/// pull requests in their folders and reviewed 12 in all in the last 90 days; last active 2 hours
/// ago`. For older work: `Worked in these folders 4 months ago; last active 2 days ago`.
pub fn evidence(suggestion: &Suggestion, now: Timestamp) -> String {
    let ago = |seconds| ago(now, Timestamp::from_unix(seconds));
    let active = format!("last active {}", ago(suggestion.last_active));
    if !suggestion.is_recent() {
        let here = suggestion.last_here.unwrap_or(suggestion.last_active);
        return format!("Worked in these folders {}; {active}", ago(here));
    }
    let parts = [
        files(suggestion),
        part(suggestion.nearby, |count| {
            let pulls = counted(count, "pull request");
            format!("worked on {pulls} in their folders")
        }),
        part(suggestion.reviews, |count| {
            format!("reviewed {} in all", number(count))
        }),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let said = sentence(parts.iter().map(String::as_str));
    format!("{} in the last {}; {active}", capitalized(&said), days())
}

fn files(suggestion: &Suggestion) -> Option<String> {
    let did = match (suggestion.reviewed, suggestion.authored) {
        (_, 0) => "reviewed",
        (0, _) => "changed",
        _ => "reviewed or changed",
    };
    part(suggestion.files, |count| {
        format!("{did} {} of these files", number(count))
    })
}

fn part(count: usize, words: impl Fn(u64) -> String) -> Option<String> {
    (count > 0).then(|| words(as_u64(count)))
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

fn days() -> String {
    counted(EVIDENCE_DAYS.unsigned_abs(), "day")
}

/// Number of other pull requests that they are asked on; `None` if there are none.
pub fn load(open_reviews: u32) -> Option<String> {
    let others = counted(open_reviews.into(), "other open pull request");
    (open_reviews > 0).then(|| format!("asked on {others}"))
}

/// Evidence for a person, and what else they are asked for.
pub(crate) fn evidence_and_load(suggestion: &Suggestion, now: Timestamp) -> String {
    let evidence = evidence(suggestion, now);
    match load(suggestion.open_reviews) {
        Some(load) => format!("{evidence}; {load}"),
        None => evidence,
    }
}

/// Basis of the suggestions: `From 98 merged pull requests.`, `From 98 merged pull requests and 3 other
/// changes of these files.`
pub fn basis(merged: usize, others: usize) -> String {
    let merged = counted(as_u64(merged), "merged pull request");
    match others {
        0 => format!("From {merged}."),
        _ => {
            let others = counted(as_u64(others), "other change");
            format!("From {merged} and {others} of these files.")
        }
    }
}

/// Note that nobody worked here lately, as far as that is known, but somebody before: `Nobody else worked
/// on these files, or near them, in the last 90 days. Changed last by Ann on 3 Aug 2026.` `exact`
/// writes a time.
pub fn silent(
    last: &LastTouch,
    coverage: &Coverage,
    exact: impl Fn(Timestamp) -> String,
) -> String {
    let nobody = format!(
        "Nobody else worked on these files, or near them, in the last {}.",
        days()
    );
    let nobody = progress::nothing(&nobody, coverage, exact);
    let as_read = match coverage {
        Coverage::Whole | Coverage::Newest => "",
        Coverage::Unread(_) => ", as far as is known",
    };
    let by = match &last.by {
        Some(name) => format!(" by {name}"),
        None => String::new(),
    };
    format!(
        "{nobody} Changed last{by} on {}{as_read}.",
        day(date(last.on))
    )
}

/// Sentence about reviewers who left because Bitbucket takes no list that holds them; `None` where nobody
/// did.
pub(crate) fn left(people: &[String]) -> Option<String> {
    let (verb, accounts) = match people {
        [] => return None,
        [_] => ("is no longer a reviewer", "that account is"),
        _ => ("are no longer reviewers", "those accounts are"),
    };
    let people = sentence(people.iter().map(String::as_str));
    Some(format!(
        "{people} {verb}: {accounts} deactivated, and Bitbucket refuses every list that holds one."
    ))
}

/// Reason why the reviewers could not be changed.
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
