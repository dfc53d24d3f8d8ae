//! What a pull request waits for, in words.

use bitbucket_cloud::{PullRequest, PullRequestState};
use sightline_insight::readiness::{NamedSince, Next, Step, WaitingOn};

use super::{counted, number};
use crate::review::{Behind, Part, outlook::Outlook};

pub(crate) const WAITS: &str = "What it waits for";
pub(crate) const OR: &str = " or ";
pub(crate) const CONFLICTS: &str = "Files in conflict";
pub(crate) const READY: &str = "Ready to merge";
pub(crate) const GONE: &str = "One of its branches or its fork is gone. Not known:";
pub(crate) const NOT_KNOWN: &str = "Not known:";
pub(crate) const DRAFT: &str = "Draft";
const AT_LEAST: &str = "at least ";
const AS_FAR_AS_KNOWN: &str = ", as far as is known";

/// The line on top, without its time.
pub(crate) fn line(outlook: &Outlook, pull: &PullRequest, author: &str) -> String {
    if let Some((_, by)) = &outlook.closed {
        return closed(&pull.state, by.as_deref());
    }
    let Next { step, holder, .. } = outlook.next();
    if step == Step::Merge {
        return ready(outlook, pull);
    }
    let mut text = String::from("Waits for ");
    match &holder {
        WaitingOn::Author => text.push_str(author),
        WaitingOn::Builds => text.push_str(&builds(&outlook.facts.running_builds)),
        WaitingOn::People(names) => text.push_str(&list(names.iter().map(String::as_str))),
    }
    text.push_str(" to ");
    let facts = &outlook.facts;
    match step {
        Step::AnswerChanges => {
            text.push_str("answer the changes that ");
            text.push_str(&names(&facts.changes_requested));
            text.push_str(" asked for");
        }
        Step::AwaitBuilds => text.push_str("finish"),
        Step::FindReviewer => text.push_str("ask somebody for a review"),
        Step::FinishDraft => text.push_str("finish the draft"),
        Step::MendBuild => {
            text.push_str("mend ");
            text.push_str(&builds(&facts.failed_builds));
        }
        Step::Merge => {}
        Step::ResolveConflicts => {
            text.push_str("resolve conflicts in ");
            text.push_str(&list(facts.conflicts.iter().map(String::as_str)));
        }
        Step::ResolveTasks => {
            text.push_str("do ");
            text.push_str(&open(facts.open_tasks.len(), "open task"));
        }
        Step::ResolveThreads => {
            let threads = match holder {
                WaitingOn::People(_) => {
                    text.push_str("look at the answers in ");
                    facts.answered_threads.len()
                }
                _ => {
                    text.push_str("settle ");
                    facts.open_threads.len()
                }
            };
            text.push_str(&self::threads(outlook, threads, "open thread"));
        }
        Step::Review if facts.missing_approvals.is_empty() => text.push_str("look again"),
        Step::Review if !facts.changes_requested.is_empty() => text.push_str("look again"),
        Step::Review => text.push_str("review it"),
    }
    text
}

fn closed(state: &PullRequestState, by: Option<&str>) -> String {
    let mut text = super::state(state).to_owned();
    if let Some(by) = by {
        text.push_str(" by ");
        text.push_str(by);
    }
    text
}

fn ready(outlook: &Outlook, pull: &PullRequest) -> String {
    let mut text = READY.to_owned();
    let sure = outlook.unknown.is_empty() && outlook.reading.is_empty() && outlook.gone.is_empty();
    let sure = sure && !outlook.partial;
    if !sure {
        text.push_str(AS_FAR_AS_KNOWN);
    }
    if let Some(behind) = behind(outlook.behind, pull) {
        text.push_str(", ");
        text.push_str(&behind);
    }
    text
}

/// How far it is behind: `3 commits behind main`; `None` if it is not.
pub(crate) fn behind(behind: Option<Behind>, pull: &PullRequest) -> Option<String> {
    let mut text = match behind? {
        Behind::Exactly(0) => return None,
        Behind::Exactly(count) => counted(count.into(), "commit"),
        Behind::MoreThan(count) => {
            let mut text = String::from("more than ");
            text.push_str(&counted(count.into(), "commit"));
            text
        }
    };
    text.push_str(" behind ");
    let branch = pull.destination.branch.as_ref();
    text.push_str(branch.map_or("its target", |branch| &branch.name));
    Some(text)
}

fn builds(list: &[NamedSince]) -> String {
    let mut text = String::from(if list.len() == 1 {
        "the build "
    } else {
        "the builds "
    });
    text.push_str(&names(list));
    text
}

/// Names in a row: `Bob, Cyd and 2 more`.
pub(crate) fn names(list: &[NamedSince]) -> String {
    self::list(list.iter().map(|one| one.name.as_str()))
}

/// The first three of a list: `a, b and c`, `a, b, c and 2 more`.
pub(crate) fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.collect();
    let mut text = String::new();
    let shown = if items.len() == 4 {
        4
    } else {
        items.len().min(3)
    };
    for (place, item) in items.iter().take(shown).enumerate() {
        match place {
            0 => {}
            _ if place + 1 == items.len() => text.push_str(" and "),
            _ => text.push_str(", "),
        }
        text.push_str(item);
    }
    if items.len() > shown {
        text.push_str(" and ");
        text.push_str(&number(
            u64::try_from(items.len() - shown).unwrap_or(u64::MAX),
        ));
        text.push_str(" more");
    }
    text
}

/// `2 open tasks`.
pub(crate) fn open(count: usize, noun: &str) -> String {
    counted(u64::try_from(count).unwrap_or(u64::MAX), noun)
}

/// The same for threads, of which there may be more than were read.
pub(crate) fn threads(outlook: &Outlook, count: usize, noun: &str) -> String {
    let text = open(count, noun);
    match outlook.partial {
        true => about(AT_LEAST, &text),
        false => text,
    }
}

/// `Approved by Bob`, and the like.
pub(crate) fn about(what: &str, more: &str) -> String {
    let mut text = what.to_owned();
    text.push_str(more);
    text
}

/// Parts in a sentence: `Not known: builds, conflicts.`
pub(crate) fn parts(before: &str, parts: &[Part]) -> String {
    let mut text = before.to_owned();
    for (place, part) in parts.iter().enumerate() {
        text.push_str(if place == 0 { " " } else { ", " });
        text.push_str(match part {
            Part::Activity => "comments and votes",
            Part::Behind => "commits behind",
            Part::Builds => "builds",
            Part::Conflicts => "conflicts",
            Part::DefaultReviewers => "default reviewers",
            Part::Owners => "code owners",
            Part::Tasks => "tasks",
        });
    }
    text.push('.');
    text
}
