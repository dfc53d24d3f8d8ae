//! A pull request before there is a commit of it: who does what when.

use super::{clock::Moment, content::Topic, work::Work};
use crate::world::{BuildState, PersonId};

/// The story of one pull request.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) branch: String,
    pub(crate) topic: Topic,
    pub(crate) work: Work,
    pub(crate) author: PersonId,
    pub(crate) reviewers: Vec<PersonId>,
    /// When the branch leaves the main branch.
    pub(crate) started: Moment,
    pub(crate) opened: Moment,
    /// Commits before it is opened; each [`Deed::Pushed`] adds one.
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

/// Something that somebody does.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) at: Moment,
    pub(crate) by: PersonId,
    pub(crate) deed: Deed,
}

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deed {
    Answered {
        thread: usize,
        text: String,
    },
    Approved,
    ChangesRequested,
    Declined,
    Merged,
    Pushed,
    /// From draft to ready.
    Readied,
    /// Remarks make threads, counted from 0.
    Remarked {
        on: On,
        text: String,
    },
    Resolved {
        thread: usize,
    },
    /// Tasks are counted from 0, too.
    TaskDone {
        task: usize,
    },
    TaskGiven {
        text: String,
    },
    /// A vote is taken back.
    Withdrawn,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    Code,
    Everything,
}

impl Story {
    /// When the story is over, if it is.
    pub(crate) fn closed(&self) -> Option<&Step> {
        self.steps
            .iter()
            .find(|step| matches!(step.deed, Deed::Declined | Deed::Merged))
    }

    /// When commits are pushed after it was opened.
    pub(crate) fn pushes(&self) -> impl Iterator<Item = Moment> {
        self.steps
            .iter()
            .filter(|step| step.deed == Deed::Pushed)
            .map(|step| step.at)
    }
}
