//! Merge readiness: what a pull request waits for, from everything that is known of it by now.
//!
//! One function answers for every page. A page that asks about less than another passes
//! [`QueryState::NotAsked`] for the rest, and gets what follows from what it knows.

mod builds;
mod chips;
mod code_owners;
mod facts;
mod merge_readiness;
mod votes;

pub use chips::{Chip, Place, Tone, chips};
pub use facts::{PullRequestFacts, QueryState};
pub use merge_readiness::{Closing, MergeReadiness, OpenThread, Role, Unasked};

use bitbucket_cloud::{PullRequest, PullRequestState, Task, TaskState};
use sightline_insight::{readiness::NamedSince, timeline::What};

use super::review::{Activities, ReviewQuery, Unread};

/// Works out merge readiness from what is known.
pub fn readiness(facts: &PullRequestFacts<'_>) -> MergeReadiness {
    let pull_request = facts.pull_request;
    let nothing = Activities::default();
    let activities = facts.activity.known().unwrap_or(&nothing);
    // Nobody is asked to review a draft.
    let ready_on = activities.turned(What::Ready).or(facts.ready_on);
    let asked_on = ready_on.unwrap_or(pull_request.created_on);
    let mut readiness = MergeReadiness {
        closing: closing(activities, pull_request),
        partial: matches!(activities.unread, Unread::Between(..)),
        behind: facts.behind.known().copied(),
        by_a_bot: pull_request
            .author
            .as_ref()
            .is_some_and(|author| facts.settings.is_bot(author)),
        ..MergeReadiness::default()
    };
    note_states(&mut readiness, facts);
    votes::add(&mut readiness, facts, activities, asked_on);
    if let Some(paths) = facts.conflicts.known() {
        readiness.inputs.conflicts.clone_from(paths);
    }
    if let Some(statuses) = facts.builds.known() {
        builds::add(&mut readiness, statuses);
    }
    readiness.inputs.nothing_to_merge = facts.files.known().is_some_and(Vec::is_empty);
    add_tasks(&mut readiness, facts);
    votes::add_default_reviewers(&mut readiness, facts);
    code_owners::add(&mut readiness, facts, activities);
    readiness
}

/// The end of a closed pull request.
fn closing(activities: &Activities, pull_request: &PullRequest) -> Option<Closing> {
    let update = activities.closing(pull_request);
    let by = update.and_then(|update| update.author.as_ref());
    (pull_request.state != PullRequestState::Open).then(|| Closing {
        on: update.map(|update| update.date),
        updated_on: pull_request.updated_on,
        by: by.and_then(|account| account.display_name.clone()),
    })
}

/// Notes which queries say nothing, and why.
fn note_states(readiness: &mut MergeReadiness, facts: &PullRequestFacts<'_>) {
    readiness.note(ReviewQuery::Activity, &facts.activity);
    readiness.note(ReviewQuery::Builds, &facts.builds);
    readiness.note(ReviewQuery::Tasks, &facts.tasks);
    readiness.note(ReviewQuery::Conflicts, &facts.conflicts);
    readiness.note(ReviewQuery::Behind, &facts.behind);
    readiness.note(ReviewQuery::DefaultReviewers, &facts.default_reviewers);
    match &facts.files {
        _ if readiness.closing.is_some() => {}
        // The files of a source that is gone cannot be read.
        QueryState::Failed if !readiness.gone.is_empty() => {
            readiness.note(ReviewQuery::Files, &QueryState::<()>::Gone);
        }
        files => readiness.note(ReviewQuery::Files, files),
    }
    readiness.note(ReviewQuery::Owners, &facts.code_owners);
}

/// Adds the open tasks. Where tasks are not queried, the pull request says how many are open, and not
/// since when.
fn add_tasks(readiness: &mut MergeReadiness, facts: &PullRequestFacts<'_>) {
    let pull_request = facts.pull_request;
    let open = |task: &Task| {
        let content = task.content.as_ref();
        (task.state == TaskState::Unresolved).then(|| NamedSince {
            name: content.map(|text| text.raw.clone()).unwrap_or_default(),
            since: task.created_on.unix(),
        })
    };
    readiness.inputs.open_tasks = match facts.tasks {
        QueryState::Known(tasks) => tasks.iter().filter_map(open).collect(),
        QueryState::NotAsked => {
            readiness.tasks_counted = pull_request.task_count.is_some();
            let count = pull_request.task_count.unwrap_or_default();
            let task = || NamedSince {
                name: String::new(),
                since: pull_request.updated_on.unix(),
            };
            (0..count).map(|_| task()).collect()
        }
        _ => Vec::new(),
    };
}
