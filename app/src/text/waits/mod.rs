//! Readiness to merge, in words.

mod chips;
mod lists;

pub use chips::chip;
pub use lists::{behind, list, names, not_asked, not_asked_as, queries, who};

use bitbucket_cloud::{PullRequest, PullRequestState};
use sightline_insight::readiness::{NamedSince, Next, Step, WaitingOn};

use crate::{
    format::number::{as_u64, counted},
    model::{readiness::MergeReadiness, review::ReviewQuery},
};
use lists::threads;

/// Heading of the section.
pub const WAITS: &str = "What it waits for";
/// Summary of the files in conflict.
pub const CONFLICTS: &str = "Files in conflict";
/// Text between an end whose time is not known, and the last update.
pub const LAST_UPDATE: &str = "; last update ";
const READY: &str = "Ready to merge";
/// Note on a bot's pull request without reviewers.
pub const BY_A_BOT: &str = "Opened by a bot; nobody is asked to review it";

/// The line on top, without its time.
pub fn line(readiness: &MergeReadiness, pull_request: &PullRequest) -> String {
    if let Some(closing) = &readiness.closing {
        return closed(&pull_request.state, closing.by.as_deref());
    }
    let Next { step, holder, .. } = readiness.next();
    if step == Step::Merge {
        return ready(readiness, pull_request);
    }
    if step == Step::FindReviewer && readiness.asks_nobody() {
        return BY_A_BOT.to_owned();
    }
    let holder_words = match &holder {
        // Nobody waits for a bot.
        WaitingOn::Author if readiness.by_a_bot => "somebody".to_owned(),
        WaitingOn::Author => super::name(pull_request.author.as_ref()),
        WaitingOn::Builds => builds(&readiness.inputs.running_builds),
        WaitingOn::People(people) => {
            let people: Vec<String> = people.iter().map(|key| who(readiness, key)).collect();
            list(people.iter().map(String::as_str))
        }
    };
    format!(
        "Waits for {holder_words} to {}",
        to_do(readiness, step, &holder)
    )
}

/// Next action, in words.
pub(super) fn to_do(readiness: &MergeReadiness, step: Step, holder: &WaitingOn) -> String {
    let inputs = &readiness.inputs;
    match step {
        Step::AddressChanges => {
            let people = names(readiness, &inputs.changes_requested);
            format!("address the changes that {people} asked for")
        }
        Step::AwaitBuilds => "finish".to_owned(),
        Step::Close => "close it: its target already has everything".to_owned(),
        Step::FindReviewer if !inputs.unasked_owners.is_empty() => {
            "ask a code owner for a review".to_owned()
        }
        Step::FindReviewer => "ask somebody for a review".to_owned(),
        Step::FinishDraft => "finish the draft".to_owned(),
        Step::FixBuild => format!("fix {}", builds(&inputs.failed_builds)),
        Step::Merge => "merge it".to_owned(),
        Step::ResolveConflicts => {
            let files = list(inputs.conflicts.iter().map(String::as_str));
            format!("resolve conflicts in {files}")
        }
        Step::ResolveTasks => {
            let tasks = counted(as_u64(inputs.open_tasks.len()), "open task");
            format!("do {tasks}")
        }
        Step::ResolveThreads => {
            let (what, count) = match holder {
                WaitingOn::People(_) => ("look at the answers in", inputs.answered_threads.len()),
                _ => ("resolve", inputs.open_threads.len()),
            };
            format!("{what} {}", threads(readiness, count, "open thread"))
        }
        Step::Review if inputs.missing_approvals.is_empty() || inputs.has_changes_by_people() => {
            "look again".to_owned()
        }
        Step::Review => "review it".to_owned(),
        Step::ResolveChanges => {
            let bots = inputs.changes_requested.iter();
            let bots = bots.filter(|one| inputs.bots.contains(&one.name)).cloned();
            let bots = names(readiness, &bots.collect::<Vec<_>>());
            format!("resolve the changes that {bots} asked for")
        }
    }
}

fn closed(state: &PullRequestState, by: Option<&str>) -> String {
    let state = super::state(state);
    match by {
        Some(by) => format!("{state} by {by}"),
        None => state.to_owned(),
    }
}

fn ready(readiness: &MergeReadiness, pull_request: &PullRequest) -> String {
    let sure = match readiness.is_certain() {
        true => "",
        false => ", as far as is known",
    };
    let behind = readiness.behind.and_then(|one| behind(one, pull_request));
    let behind = behind.map(|behind| format!(", {behind}"));
    format!("{READY}{sure}{}", behind.unwrap_or_default())
}

fn builds(builds: &[NamedSince]) -> String {
    let noun = match builds.len() {
        1 => "build",
        _ => "builds",
    };
    let names = list(builds.iter().map(|build| build.name.as_str()));
    format!("the {noun} {names}")
}

/// `Still reading builds.`
pub fn still_reading(parts: &[ReviewQuery]) -> String {
    format!("Still reading {}.", queries(parts))
}

/// `One of its branches or its fork is gone. Not known: conflicts.`
pub fn gone(parts: &[ReviewQuery]) -> String {
    let gone = "One of its branches or its fork is gone.";
    format!("{gone} {}", not_known(parts))
}

/// `Not known: builds, conflicts.`
pub fn not_known(parts: &[ReviewQuery]) -> String {
    format!("Not known: {}.", queries(parts))
}
