//! Words of the queue.

use sightline_insight::{
    queue::{Column, Reason, Whose},
    readiness::{Next, ReadinessInputs, Step, WaitingOn},
};

use crate::format::{
    list::sentence,
    number::{as_u64, counted, number},
};

/// Heading.
pub const QUEUE: &str = "Queue";
/// Explains the view.
pub const ABOUT: &str = "Open pull requests in the order in which attention helps most: \
     your turn first, then what is nearest to its end; among equals, the longest wait.";
/// Heading of a column.
pub const PULL_REQUEST: &str = "Pull request";
/// Heading of a column.
pub const AUTHOR: &str = "Author";
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
/// Button that takes the filters away.
pub const SHOW_ALL: &str = "Show all";
/// Shown when another order would come of what is known now.
pub const MOVED: &str = "Something has changed since this was put in order.";
/// Button that sorts the rows again.
pub const ORDER_ANEW: &str = "Order anew";
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
/// Stands for what is not known.
pub const DASH: &str = "—";
/// Explains the dashes.
pub const DASHES: &str = "— is not known yet. Builds and sizes are read for what is listed \
     here; the order takes in what is known. When a review was asked for, Bitbucket’s list does not \
     say: such waits count from the opening.";
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
        Column::Builds => "Builds",
        Column::Overlaps => "Overlaps",
        Column::Size => "Size",
        Column::Votes => "Votes",
        Column::Wait => "Waiting",
    }
}

/// Why it is in this place, by the names that are shown: `Waits for Bob to look again`.
pub fn why(
    reason: Reason,
    next: &Next,
    facts: &ReadinessInputs,
    author: &str,
    name: impl Fn(&str) -> String,
) -> String {
    let people: Vec<String> = match &next.holder {
        WaitingOn::People(people) => people.iter().map(|person| name(person)).collect(),
        WaitingOn::Author | WaitingOn::Builds => Vec::new(),
    };
    let people = sentence(people.iter().map(String::as_str));
    match reason {
        Reason::ReadyToMerge => format!("Approved: {author} can merge it"),
        Reason::SecondLook => format!("Answered: {people} can look again"),
        Reason::LastApproval => format!("One approval is missing: {people}"),
        Reason::NobodyAsked => "Nobody is asked to review it".to_owned(),
        Reason::MoreReviews => format!("Approvals are missing: {people}"),
        Reason::FirstReview => format!("First review: {people}"),
        Reason::BuildsRun => "Builds run, the rest is done".to_owned(),
        Reason::Draft => format!("Draft of {author}"),
        Reason::AuthorsTurn => {
            let step = authors_step(next.step, facts, name);
            format!("{author} has to {step}")
        }
    }
}

fn authors_step(step: Step, facts: &ReadinessInputs, name: impl Fn(&str) -> String) -> String {
    match step {
        Step::MendBuild => {
            let builds = facts.failed_builds.iter();
            let builds = sentence(builds.map(|build| build.name.as_str()));
            format!("mend {builds}")
        }
        Step::ResolveTasks => {
            let tasks = counted(as_u64(facts.open_tasks.len()), "open task");
            format!("do {tasks}")
        }
        _ => {
            let asked = facts.changes_requested.iter();
            let asked: Vec<String> = asked.map(|one| name(&one.name)).collect();
            let asked = sentence(asked.iter().map(String::as_str));
            format!("answer the changes that {asked} asked for")
        }
    }
}

/// How many are listed, of how many: `12 of 340 open pull requests`.
pub fn listed(listed: usize, of: usize) -> String {
    let all = counted(as_u64(of), "open pull request");
    match listed == of {
        true => all,
        false => format!("{} of {all}", number(as_u64(listed))),
    }
}

/// How far the list is read: `Reading the list: 100 of 340…`
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
