//! A pull request before there is a commit of it: people, actions and times.

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
    /// Time at which the branch leaves the main branch.
    pub(crate) started: Moment,
    pub(crate) opened: Moment,
    /// Commits before it is opened; each [`Action::Pushed`] adds one.
    pub(crate) commits: usize,
    /// State in which it is opened.
    pub(crate) start: Start,
    /// State of the build of the last commit.
    pub(crate) build: BuildState,
    /// Steps after it is opened, ascending by time.
    pub(crate) steps: Vec<Step>,
}

/// State in which a pull request is opened.
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
    /// Change from draft to ready.
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
    /// The step that closes the pull request, if there is one.
    pub(crate) fn closed(&self) -> Option<&Step> {
        self.steps
            .iter()
            .find(|step| matches!(step.action, Action::Declined | Action::Merged))
    }

    /// Times of pushes after it was opened.
    pub(crate) fn pushes(&self) -> impl Iterator<Item = Moment> {
        self.steps
            .iter()
            .filter(|step| step.action == Action::Pushed)
            .map(|step| step.at)
    }
}
