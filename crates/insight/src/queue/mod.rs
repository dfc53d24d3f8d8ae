//! Open pull requests in the order in which attention helps most, each with the reason.
//!
//! What waits for the reader comes first. Then, and within that, what is nearest to its end: merging
//! what is ready takes a minute and is worth everything that was spent before; a second look or a
//! last approval is worth more than a first review, after which more must follow. What nobody is asked
//! to review comes before reviews that somebody is asked for, because it will not move by itself. What
//! waits for its author, for a machine or is a draft comes last. Among equals, the longest wait comes
//! first.

mod filter;
mod sort;

pub use filter::{Age, Filter, Fold, STALE_DAYS, Whose};
pub use sort::{Column, Direction, sort};

use crate::readiness::{Next, ReadinessInputs, Step, WaitingOn, next};

/// An open pull request. The author, the reader and the people in its facts go by the same kind of
/// name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub id: u64,
    /// Its title.
    pub title: String,
    /// Author, by the same kind of name as other people.
    pub author: String,
    /// The author's name that is shown.
    pub author_name: String,
    /// The branch with the change.
    pub source: String,
    /// The branch that it goes to.
    pub target: String,
    /// Time of its opening, in seconds.
    pub opened_on: i64,
    /// Time of the last activity on it, in seconds.
    pub updated_on: i64,
    /// Lines added and removed, once they are known.
    pub lines: Option<u32>,
    /// Open pull requests that touch the same files, once they are known.
    pub overlaps: Option<u32>,
    /// Facts that its next step follows from.
    pub facts: ReadinessInputs,
}

/// Reason why attention helps, the most helpful first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Everything is there, somebody has to merge it.
    ReadyToMerge,
    /// The author has answered those who asked for changes or began a thread.
    SecondLook,
    /// Others approved it, one review is missing.
    LastApproval,
    /// Nobody is asked to review it.
    NobodyAsked,
    /// Others approved it, code owners have to and are not asked.
    OwnersNotAsked,
    /// Somebody approved it, several reviews are missing.
    MoreReviews,
    /// Reviewers are asked, nobody approved it yet.
    FirstReview,
    /// Its author has to do something first.
    AuthorsTurn,
    /// Builds run, the rest is done.
    BuildsRun,
    /// It is a draft.
    Draft,
}

/// Turn: the reader's, or somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// The reader's.
    Reader,
    /// Somebody else's.
    Other,
}

/// A row's place in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Index of the row, from 0.
    pub row: usize,
    /// Turn: the reader's, or somebody else's.
    pub turn: Turn,
    /// Reason why attention helps.
    pub reason: Reason,
    /// Next step, its holder, and the start of its wait.
    pub next: Next,
}

/// All rows in the order in which the attention of `reader` helps most; without a reader, anybody's.
pub fn queue(rows: &[Row], reader: Option<&str>) -> Vec<Placed> {
    let mut placed: Vec<Placed> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| place(at, row, reader))
        .collect();
    placed.sort_by_key(|placed| (placed.turn, placed.reason, placed.next.since));
    placed
}

fn place(at: usize, row: &Row, reader: Option<&str>) -> Placed {
    let next = next(&row.facts);
    let is_readers = reader.is_some_and(|reader| match &next.holder {
        WaitingOn::Author => row.author == reader,
        WaitingOn::Builds => false,
        WaitingOn::People(people) => people.iter().any(|person| person == reader),
    });
    Placed {
        row: at,
        turn: if is_readers {
            Turn::Reader
        } else {
            Turn::Other
        },
        reason: reason(&row.facts, &next),
        next,
    }
}

fn reason(facts: &ReadinessInputs, next: &Next) -> Reason {
    match next.step {
        // Those who began a thread have got an answer.
        Step::ResolveThreads if next.holder != WaitingOn::Author => Reason::SecondLook,
        Step::AddressChanges
        | Step::Close
        | Step::FixBuild
        | Step::ResolveConflicts
        | Step::ResolveTasks
        | Step::ResolveThreads
        | Step::ResolveChanges => Reason::AuthorsTurn,
        Step::AwaitBuilds => Reason::BuildsRun,
        Step::FindReviewer if facts.approvals.is_empty() => Reason::NobodyAsked,
        Step::FindReviewer => Reason::OwnersNotAsked,
        Step::FinishDraft => Reason::Draft,
        Step::Merge => Reason::ReadyToMerge,
        Step::Review if facts.has_changes_by_people() => Reason::SecondLook,
        Step::Review if facts.approvals.is_empty() => Reason::FirstReview,
        Step::Review if facts.missing_approvals.len() == 1 => Reason::LastApproval,
        Step::Review => Reason::MoreReviews,
    }
}
