//! A pull request before there is a commit of it: who does what when.

use super::{clock::Moment, content::Topic, patch::Patch};
use crate::world::{BuildState, PersonId};

/// The scenario of one pull request.
#[derive(Debug, Clone)]
pub(crate) struct Scenario {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) branch: String,
    pub(crate) topic: Topic,
    pub(crate) patch: Patch,
    pub(crate) author: PersonId,
    pub(crate) reviewers: Vec<PersonId>,
    /// When the branch leaves the main branch.
    pub(crate) started: Moment,
    pub(crate) opened: Moment,
    /// Commits before it is opened; each [`Action::Pushed`] adds one.
    pub(crate) commits: usize,
    /// Whether it is a draft when it is opened.
    pub(crate) start: Start,
    /// How the build of the last commit went.
    pub(crate) build: BuildState,
    /// What happens after it is opened, ascending by time.
    pub(crate) steps: Vec<Step>,
}

/// How a pull request is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    Draft,
    Ready,
}

/// One step of a scenario.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) at: Moment,
    pub(crate) by: PersonId,
    pub(crate) action: Action,
}

/// Action of a person on a pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    Approved,
    ChangesRequested,
    /// Opens a thread. Threads are counted from 0.
    Commented {
        on: CommentOn,
        text: String,
    },
    Declined,
    /// From draft to ready.
    MarkedReady,
    Merged,
    Pushed,
    Replied {
        thread: usize,
        text: String,
    },
    Resolved {
        thread: usize,
    },
    TaskAdded {
        text: String,
    },
    /// Tasks are counted from 0, too.
    TaskDone {
        task: usize,
    },
    /// An approval or a request for changes is taken back.
    VoteWithdrawn,
}

/// Subject of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CommentOn {
    /// A line of the diff.
    Line,
    PullRequest,
}

impl Scenario {
    /// When the scenario is over, if it is.
    pub(crate) fn closed(&self) -> Option<&Step> {
        self.steps
            .iter()
            .find(|step| matches!(step.action, Action::Declined | Action::Merged))
    }

    /// When commits are pushed after it was opened.
    pub(crate) fn pushes(&self) -> impl Iterator<Item = Moment> {
        self.steps
            .iter()
            .filter(|step| step.action == Action::Pushed)
            .map(|step| step.at)
    }
}
