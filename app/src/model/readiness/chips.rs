//! Parts of merge readiness, each as one chip.

use bitbucket_cloud::{Status, StatusState};

use super::merge_readiness::{MergeReadiness, OpenThread};
use crate::model::review::Behind;

/// Chips of one kind that are listed.
const MOST: usize = 3;

/// A part of merge readiness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chip<'a> {
    /// It is a draft.
    Draft,
    /// Number of files that do not merge.
    Conflicts(usize),
    /// A build that has not passed.
    Build(&'a Status),
    /// Number of builds beyond those that are listed.
    MoreBuilds(usize),
    /// Number of builds that passed.
    BuildsPassed(u32),
    /// Somebody asked for changes.
    ChangesRequested,
    /// Somebody has not approved.
    MissingApprovals,
    /// Somebody approved.
    Approvals,
    /// A set of code owners that only Bitbucket can resolve.
    CodeOwners(&'a [String]),
    /// Number of tasks that are open.
    OpenTasks(usize),
    /// A thread that is not resolved.
    OpenThread(&'a OpenThread),
    /// Number of threads beyond those that are listed.
    MoreThreads(usize),
    /// Commits of the destination that the source lacks.
    Behind(Behind),
}

/// State of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It is in the way.
    Bad,
    /// It is done.
    Good,
    /// It is not done yet.
    Open,
}

/// Place where a part is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place<'a> {
    /// On the pull request's page.
    Overview,
    /// At one of its comments.
    Comment(u64),
    /// Among its commits.
    Commits,
    /// In its diff.
    Diff,
    /// At an address of its own.
    Web(&'a str),
}

/// The chips of a pull request, in the order in which work on them makes sense.
pub fn chips(readiness: &MergeReadiness) -> Vec<Chip<'_>> {
    let mut chips = Vec::new();
    if readiness.closing.is_none() {
        chips.extend(before_review(readiness));
    }
    chips.extend(in_review(readiness));
    let behind = readiness.behind;
    let behind = behind.filter(|behind| *behind != Behind::Exactly(0));
    chips.extend(behind.map(Chip::Behind));
    chips
}

fn before_review(readiness: &MergeReadiness) -> Vec<Chip<'_>> {
    let mut chips = Vec::new();
    chips.extend(readiness.is_draft().then_some(Chip::Draft));
    let conflicts = readiness.inputs.conflicts.len();
    chips.extend((conflicts > 0).then_some(Chip::Conflicts(conflicts)));
    chips.extend(readiness.builds.iter().take(MOST).map(Chip::Build));
    chips.extend(more(readiness.builds.len()).map(Chip::MoreBuilds));
    let passed = readiness.passed;
    chips.extend((passed > 0).then_some(Chip::BuildsPassed(passed)));
    chips
}

fn in_review(readiness: &MergeReadiness) -> Vec<Chip<'_>> {
    let inputs = &readiness.inputs;
    let mut chips = Vec::new();
    for (list, chip) in [
        (&inputs.changes_requested, Chip::ChangesRequested),
        (&inputs.missing_approvals, Chip::MissingApprovals),
        (&inputs.approvals, Chip::Approvals),
    ] {
        chips.extend((!list.is_empty()).then_some(chip));
    }
    let groups = readiness.groups.iter().take(MOST);
    chips.extend(groups.map(|set| Chip::CodeOwners(set)));
    let tasks = inputs.open_tasks.len();
    chips.extend((tasks > 0).then_some(Chip::OpenTasks(tasks)));
    chips.extend(readiness.threads.iter().take(MOST).map(Chip::OpenThread));
    chips.extend(more(readiness.threads.len()).map(Chip::MoreThreads));
    chips
}

fn more(count: usize) -> Option<usize> {
    count.checked_sub(MOST).filter(|more| *more > 0)
}

impl<'a> Chip<'a> {
    /// State of the part.
    pub const fn tone(&self) -> Tone {
        match self {
            Self::Conflicts(_) | Self::MoreBuilds(_) | Self::ChangesRequested => Tone::Bad,
            Self::Build(build) => match build.state {
                StatusState::InProgress => Tone::Open,
                _ => Tone::Bad,
            },
            Self::BuildsPassed(_) | Self::Approvals => Tone::Good,
            Self::Draft
            | Self::MissingApprovals
            | Self::CodeOwners(_)
            | Self::OpenTasks(_)
            | Self::OpenThread(_)
            | Self::MoreThreads(_)
            | Self::Behind(_) => Tone::Open,
        }
    }

    /// Place where the part is found.
    pub fn place(&self) -> Place<'a> {
        match self {
            Self::Conflicts(_) => Place::Diff,
            Self::Build(build) => web(build).map_or(Place::Commits, Place::Web),
            Self::MoreBuilds(_) | Self::BuildsPassed(_) | Self::Behind(_) => Place::Commits,
            Self::OpenThread(thread) => Place::Comment(thread.id),
            Self::Draft
            | Self::ChangesRequested
            | Self::MissingApprovals
            | Self::Approvals
            | Self::CodeOwners(_)
            | Self::OpenTasks(_)
            | Self::MoreThreads(_) => Place::Overview,
        }
    }
}

/// Address of a build on the web. Anyone who reports a build sets its address, so schemes that run a
/// script are refused.
fn web(build: &Status) -> Option<&str> {
    let url = build.url.as_deref();
    url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}
