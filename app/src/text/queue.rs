//! Words of the queue.

use sightline_insight::{
    queue::{Column, Placed, Reason, Whose},
    readiness::{Next, Step, WaitingOn},
};

use super::waits::{BY_A_BOT, not_asked, queries, to_do, who};
use crate::{
    format::{
        list::{lower_first, sentence},
        number::{as_u64, counted, number},
    },
    model::readiness::MergeReadiness,
};

/// Heading.
pub const QUEUE: &str = "Queue";
/// Explains the view.
pub const ABOUT: &str = "Open pull requests in the order in which attention helps most: \
     your turn first, then what is nearest to its end; among equals, the longest wait.";
/// Name of the filters by person.
pub const WHOSE: &str = "Whose turn";
/// Filter by age.
pub const STALE: &str = "Stale";
/// Explains that filter.
pub const STALE_MORE: &str = "No activity for 14 days";
/// Label of the search field.
pub const SEARCH: &str = "Title, author, branch or #number";
/// Lozenge of a row.
pub const YOUR_TURN: &str = "Your turn";
/// Shown where the filters leave nothing.
pub const NONE_FITS: &str = "No open pull request fits these filters.";
/// Shown where they leave nothing of those that were read, and more are open.
pub const NONE_FITS_YET: &str = "None of those that were read fits these filters.";
/// Button that takes the filters away.
pub const SHOW_ALL: &str = "Show all";
/// Shown when another order would come of what is known now.
pub const RE_SORT_MORE: &str = "More is known than when these were put in order";
/// Button that sorts the rows again.
pub const RE_SORT: &str = "Re-sort";
/// Button that reads further pages of the list.
pub const READ_ON: &str = "Read on";
/// Explains the keyboard.
pub const KEYS: &str = "Keyboard: ↓ ↑ or j k move from one pull request to the next, Enter \
     opens it.";
/// Title of a dash where something is not read yet.
pub const LATER: &str = "Not read yet";
/// Title of a dash where a call failed.
pub const UNREADABLE: &str = "Bitbucket did not answer";
/// Title of a dash in the column of overlaps.
pub const NOT_COMPARED: &str = "Not compared: its diff was not read";
/// Sign for a value that is not known.
pub const DASH: &str = "—";
/// Explains the dashes.
pub const DASHES: &str = "— is not known yet. Builds and sizes are read for what is listed \
     here; the order takes in what is known. When a review was asked for, Bitbucket’s list does not \
     say: such waits count from the opening, or from the end of the draft where that is known.";
/// Shown when no more details are read.
pub const STOPPED: &str = "Some builds and sizes are missing: Sightline keeps within what \
     Bitbucket allows in an hour. They come back later, when you reload the page.";
/// Shown where there are no builds.
pub const NO_BUILDS: &str = "none";

/// A filter's name.
pub const fn whose(whose: Whose) -> &'static str {
    match whose {
        Whose::All => "Everybody’s",
        Whose::Mine => "Mine",
        Whose::WaitingForMe => "Waiting for me",
    }
}

/// A column's heading.
pub const fn column(column: Column) -> &'static str {
    match column {
        Column::Attention => "Why now",
        Column::Activity => "Last activity",
        Column::Age => "Opened",
        Column::Author => "Author",
        Column::Builds => "Builds",
        Column::Overlaps => "Overlaps",
        Column::Size => "Size",
        Column::Title => "Pull request",
        Column::Votes => "Votes",
        Column::Wait => "Waiting",
    }
}

/// Reason why it is in this place, people who were not asked yet, and facts that were not checked and
/// could change it: `First review: Bob; conflicts not checked`.
pub fn why(placed: &Placed, readiness: &MergeReadiness, author: &str) -> String {
    let mut why = known(placed, readiness, author);
    if let Some(not_asked) = not_asked(readiness) {
        why = format!("{why}; {}", lower_first(&not_asked));
    }
    match unknown(readiness) {
        Some(unknown) => format!("{why}; {unknown}"),
        None => why,
    }
}

/// Facts that were not checked, in a few words: `conflicts not checked`.
fn unknown(readiness: &MergeReadiness) -> Option<String> {
    match (
        readiness.unchecked().as_slice(),
        readiness.has_known_owners(),
    ) {
        ([], true) => None,
        ([], false) => Some("code owners not known".to_owned()),
        ([one], true) => Some(format!("{} not checked", queries(&[*one]))),
        _ => Some("not everything checked".to_owned()),
    }
}

/// Facts that were not checked, in full: `Not checked: conflicts, builds`; `None` where nothing is missing.
pub fn unchecked(readiness: &MergeReadiness) -> Option<String> {
    let unchecked = readiness.unchecked();
    (!unchecked.is_empty()).then(|| format!("Not checked: {}", queries(&unchecked)))
}

fn known(placed: &Placed, readiness: &MergeReadiness, author: &str) -> String {
    let Placed { reason, next, .. } = placed;
    let people = match &next.holder {
        WaitingOn::People(people) => people.as_slice(),
        WaitingOn::Author | WaitingOn::Builds => &[],
    };
    let people = people_named(readiness, people.iter().map(String::as_str));
    match reason {
        Reason::ReadyToMerge => ready(readiness, author),
        Reason::SecondLook => format!("Answered: {people} can look again"),
        Reason::LastApproval => format!("One approval is missing: {people}"),
        Reason::NobodyAsked if readiness.by_a_bot => BY_A_BOT.to_owned(),
        Reason::NobodyAsked => "Nobody is asked to review it".to_owned(),
        Reason::MoreReviews => format!("Approvals are missing: {people}"),
        Reason::FirstReview => format!("First review: {people}"),
        Reason::BuildsRun => match is_sure(readiness) {
            true => "Builds run, the rest is done".to_owned(),
            false => format!("{}, builds run", approved(readiness)),
        },
        Reason::Draft => format!("Draft of {author}"),
        Reason::AuthorsTurn | Reason::OwnersNotAsked => {
            let step = authors_step(next, readiness);
            match readiness.by_a_bot {
                true => format!("Somebody has to {step}"),
                false => format!("{author} has to {step}"),
            }
        }
    }
}

/// Approvals; where everything that counts is known, also that it can be merged. Nobody waits for a bot.
fn ready(readiness: &MergeReadiness, author: &str) -> String {
    let approved = approved(readiness);
    match is_sure(readiness) {
        true if readiness.by_a_bot => format!("{approved}: it can be merged"),
        true => format!("{approved}: {author} can merge it"),
        false => approved,
    }
}

fn is_sure(readiness: &MergeReadiness) -> bool {
    readiness.unchecked().is_empty() && readiness.has_known_owners()
}

/// Approvals of all reviewers. Where no vote is missing, everybody who was asked has approved.
fn approved(readiness: &MergeReadiness) -> String {
    let approvals = as_u64(readiness.inputs.approvals.len());
    let of = counted(approvals, "reviewer");
    format!("Approved by {} of {of}", number(approvals))
}

fn people_named<'a>(readiness: &MergeReadiness, keys: impl Iterator<Item = &'a str>) -> String {
    let people: Vec<String> = keys.map(|key| who(readiness, key)).collect();
    sentence(people.iter().map(String::as_str))
}

/// Step of the author in the panel's words. Paths would be too long for a row.
fn authors_step(next: &Next, readiness: &MergeReadiness) -> String {
    match next.step {
        Step::ResolveConflicts => {
            let files = as_u64(readiness.inputs.conflicts.len());
            format!("resolve {}", counted(files, "conflict"))
        }
        step => to_do(readiness, step, &next.holder),
    }
}

/// Number of rows that are listed, and of all: `12 of 340 open pull requests`.
pub fn listed(listed: usize, of: usize) -> String {
    let all = counted(as_u64(of), "open pull request");
    match listed == of {
        true => all,
        false => format!("{} of {all}", number(as_u64(listed))),
    }
}

/// Progress of reading the list: `Reading the list: 100 of 340…`
pub fn reading(read: usize, of: Option<u32>) -> String {
    let read = number(as_u64(read));
    match of {
        Some(of) => format!("Reading the list: {read} of {}…", number(of.into())),
        None => format!("Reading the list: {read}…"),
    }
}

/// The list was not read to its end.
pub fn partly(read: usize, of: Option<u32>) -> String {
    let read = number(as_u64(read));
    match of {
        Some(of) => format!(
            "The {read} last active ones are read, of {}.",
            number(of.into())
        ),
        None => format!("The {read} last active ones are read."),
    }
}

/// Builds of one kind: `2 failed`.
pub fn builds(count: usize, kind: &str) -> String {
    format!("{} {kind}", number(as_u64(count)))
}

/// Columns of the exported table.
pub const EXPORTED: [&str; 19] = [
    "id",
    "title",
    "source",
    "target",
    "why now",
    "waits since",
    "author",
    "opened",
    "last activity",
    "files",
    "lines added",
    "lines removed",
    "builds failed",
    "builds running",
    "builds passed",
    "approvals",
    "changes requested",
    "votes missing",
    "overlaps",
];
