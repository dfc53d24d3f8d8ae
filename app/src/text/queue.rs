//! What the queue says.

use sightline_insight::{
    queue::{Column, Reason, Whose},
    readiness::{Next, ReadinessInputs, Step, WaitingOn},
};

use super::{counted, number, overlaps::as_u64, waits};

pub(crate) const QUEUE: &str = "Queue";
pub(crate) const ABOUT: &str = "Open pull requests in the order in which attention helps most: \
     your turn first, then what is nearest to its end; among equals, the longest wait.";
pub(crate) const PULL_REQUEST: &str = "Pull request";
pub(crate) const AUTHOR: &str = "Author";
pub(crate) const WHOSE: &str = "Whose turn";
pub(crate) const STALE: &str = "Stale";
pub(crate) const STALE_MORE: &str = "No activity for 14 days";
pub(crate) const SEARCH: &str = "Title, author, branch or #number";
pub(crate) const YOUR_TURN: &str = "Your turn";
pub(crate) const NONE_FITS: &str = "No open pull request fits these filters.";
pub(crate) const SHOW_ALL: &str = "Show all";
pub(crate) const MOVED: &str = "Something has changed since this was put in order.";
pub(crate) const ORDER_ANEW: &str = "Order anew";
pub(crate) const READ_ON: &str = "Read on";
pub(crate) const KEYS: &str = "Keyboard: ↓ ↑ or j k move from one pull request to the next, Enter \
     opens it.";
pub(crate) const LATER: &str = "Not read yet";
pub(crate) const UNREADABLE: &str = "Bitbucket did not answer";
pub(crate) const NOT_COMPARED: &str = "Not compared: its diff was not read";
pub(crate) const DASH: &str = "—";
pub(crate) const DASHES: &str = "— is not known yet. Builds and sizes are read for what is listed \
     here; the order takes in what is known. When a review was asked for, Bitbucket’s list does not \
     say: such waits count from the opening.";
pub(crate) const STOPPED: &str = "Some builds and sizes are missing: Sightline keeps within what \
     Bitbucket allows in an hour. They come back later, when you reload the page.";
pub(crate) const NO_BUILDS: &str = "none";

/// A filter's name.
pub(crate) const fn whose(whose: Whose) -> &'static str {
    match whose {
        Whose::All => "Everybody’s",
        Whose::Mine => "Mine",
        Whose::WaitingForMe => "Waiting for me",
    }
}

/// A column's heading.
pub(crate) const fn column(column: Column) -> &'static str {
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
    let people = waits::list(people.iter().map(String::as_str));
    let mut text = String::new();
    let parts: [&str; 3] = match reason {
        Reason::ReadyToMerge => ["Approved: ", author, " can merge it"],
        Reason::SecondLook => ["Answered: ", &people, " can look again"],
        Reason::LastApproval => ["One approval is missing: ", &people, ""],
        Reason::NobodyAsked => ["Nobody is asked to review it", "", ""],
        Reason::MoreReviews => ["Approvals are missing: ", &people, ""],
        Reason::FirstReview => ["First review: ", &people, ""],
        Reason::BuildsRun => ["Builds run, the rest is done", "", ""],
        Reason::Draft => ["Draft of ", author, ""],
        Reason::AuthorsTurn => [author, " has to ", ""],
    };
    for part in parts {
        text.push_str(part);
    }
    if reason == Reason::AuthorsTurn {
        authors_step(&mut text, next.step, facts, name);
    }
    text
}

fn authors_step(
    text: &mut String,
    step: Step,
    facts: &ReadinessInputs,
    name: impl Fn(&str) -> String,
) {
    match step {
        Step::MendBuild => {
            text.push_str("mend ");
            let builds = facts.failed_builds.iter();
            text.push_str(&waits::list(builds.map(|build| build.name.as_str())));
        }
        Step::ResolveTasks => {
            text.push_str("do ");
            text.push_str(&waits::open(facts.open_tasks.len(), "open task"));
        }
        _ => {
            text.push_str("answer the changes that ");
            let asked = facts.changes_requested.iter();
            let asked: Vec<String> = asked.map(|one| name(&one.name)).collect();
            text.push_str(&waits::list(asked.iter().map(String::as_str)));
            text.push_str(" asked for");
        }
    }
}

/// How many are listed, of how many: `12 of 340 open pull requests`.
pub fn listed(listed: usize, of: usize) -> String {
    let all = counted(as_u64(of), "open pull request");
    match listed == of {
        true => all,
        false => [&number(as_u64(listed)), " of ", &all].concat(),
    }
}

/// How far the list is read: `Reading the list: 100 of 340…`
pub(crate) fn reading(read: usize, of: Option<u32>) -> String {
    let mut text = String::from("Reading the list: ");
    text.push_str(&number(as_u64(read)));
    if let Some(of) = of {
        text.push_str(" of ");
        text.push_str(&number(of.into()));
    }
    text.push('…');
    text
}

/// The list was not read to its end.
pub(crate) fn partly(read: usize, of: Option<u32>) -> String {
    let mut text = String::from("The ");
    text.push_str(&number(as_u64(read)));
    text.push_str(" last active ones are read");
    if let Some(of) = of {
        text.push_str(", of ");
        text.push_str(&number(of.into()));
    }
    text.push('.');
    text
}

/// `Show 50 more`
pub(crate) fn more(count: usize) -> String {
    ["Show ", &number(as_u64(count)), " more"].concat()
}

/// Builds of one kind: `2 failed`.
pub(crate) fn builds(count: usize, kind: &str) -> String {
    let mut text = number(as_u64(count));
    text.push(' ');
    text.push_str(kind);
    text
}

/// The columns of the table that is taken along.
pub(crate) const EXPORTED: [&str; 19] = [
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
