//! Parts of what a pull request waits for, a chip each.

use bitbucket_cloud::{PullRequest, Status, StatusState};

use super::lists::{behind, list, names, threads, who};
use crate::{
    format::number::{as_u64, counted},
    model::readiness::{Chip, MergeReadiness},
    text::{DRAFT, shown_name},
};

/// A chip in words.
pub fn chip(chip: &Chip<'_>, readiness: &MergeReadiness, pull_request: &PullRequest) -> String {
    let inputs = &readiness.inputs;
    let people = |people| names(readiness, people);
    match chip {
        Chip::Draft => DRAFT.to_owned(),
        Chip::Conflicts(files) => counted(as_u64(*files), "conflict"),
        Chip::Build(status) => build(status),
        Chip::MoreBuilds(more) => counted(as_u64(*more), "more build"),
        Chip::BuildsPassed(passed) => format!("{} passed", counted((*passed).into(), "build")),
        Chip::ChangesRequested => {
            format!("Changes requested by {}", people(&inputs.changes_requested))
        }
        Chip::MissingApprovals => {
            format!("No approval yet from {}", people(&inputs.missing_approvals))
        }
        Chip::Approvals => format!("Approved by {}", people(&inputs.approvals)),
        Chip::CodeOwners(owners) => {
            let owners = list(owners.iter().map(String::as_str));
            format!("Code owners not known: {owners}")
        }
        Chip::OpenTasks(tasks) => counted(as_u64(*tasks), "open task"),
        Chip::OpenThread(thread) => format!("Open thread by {}", who(readiness, &thread.by)),
        Chip::MoreThreads(more) => threads(readiness, *more, "more open thread"),
        Chip::Behind(commits) => behind(*commits, pull_request).unwrap_or_default(),
    }
}

fn build(status: &Status) -> String {
    let state = match status.state {
        StatusState::InProgress => "Build runs",
        StatusState::Stopped => "Build stopped",
        _ => "Build failed",
    };
    let name = status.name.as_ref().or(status.key.as_ref());
    format!("{state}: {}", shown_name(name.map(String::as_str)))
}
