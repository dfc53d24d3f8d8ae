//! Inputs of merge readiness.

use std::sync::Arc;

use bitbucket_cloud::{Account, Error, FileChange, PullRequest, Status, Task, Timestamp};
use sightline_insight::codeowners::CodeOwners;

use crate::model::{
    review::{Activities, Behind, ReviewData},
    settings::Settings,
};

/// State of something that is asked about a pull request.
#[derive(Debug)]
pub enum QueryState<'a, T> {
    /// The pull request is closed, so nothing was asked.
    Closed,
    /// The call failed.
    Failed,
    /// Nothing can be said: the source, or one of its commits, is gone.
    Gone,
    /// Answer of Bitbucket.
    Known(&'a T),
    /// The answer has not come yet.
    Loading,
    /// The page does not ask.
    NotAsked,
}

impl<'a, T> QueryState<'a, T> {
    /// State of a review query; `None` is one that loads.
    pub fn of_review(answer: &'a Option<Result<Arc<ReviewData<T>>, Error>>) -> Self {
        match answer {
            None => Self::Loading,
            Some(Err(_)) => Self::Failed,
            Some(Ok(data)) => Self::of_data(data),
        }
    }

    /// State of a review query that was answered.
    pub const fn of_data(data: &'a ReviewData<T>) -> Self {
        match data {
            ReviewData::Closed => Self::Closed,
            ReviewData::Gone => Self::Gone,
            ReviewData::Known(value) => Self::Known(value),
        }
    }

    /// State of anything else that is fetched; `None` is what loads.
    pub fn of_fetched(answer: &'a Option<Result<Arc<T>, Error>>) -> Self {
        match answer {
            None => Self::Loading,
            Some(Err(_)) => Self::Failed,
            Some(Ok(value)) => Self::Known(value),
        }
    }

    /// The answer, if it is known.
    pub const fn known(&self) -> Option<&'a T> {
        match self {
            Self::Known(value) => Some(value),
            _ => None,
        }
    }
}

/// Everything that is known of a pull request, and how far the rest is.
#[derive(Debug)]
pub struct PullRequestFacts<'a> {
    /// The pull request.
    pub pull_request: &'a PullRequest,
    /// Settings that apply to it.
    pub settings: &'a Settings,
    /// Time at which it last stopped being a draft, where something else than its activity says so.
    pub ready_on: Option<Timestamp>,
    /// Files that it changes.
    pub files: QueryState<'a, Vec<FileChange>>,
    /// Its activity.
    pub activity: QueryState<'a, Activities>,
    /// Builds of its head.
    pub builds: QueryState<'a, Vec<Status>>,
    /// Its tasks.
    pub tasks: QueryState<'a, Vec<Task>>,
    /// Paths of files that do not merge.
    pub conflicts: QueryState<'a, Vec<String>>,
    /// Commits of the destination that the source lacks.
    pub behind: QueryState<'a, Behind>,
    /// People who are asked on every pull request.
    pub default_reviewers: QueryState<'a, Vec<Account>>,
    /// The CODEOWNERS file, if there is one.
    pub code_owners: QueryState<'a, Option<CodeOwners>>,
}

impl<'a> PullRequestFacts<'a> {
    /// ReadinessInputs of a pull request that is listed: nothing else is asked.
    pub const fn listed(pull_request: &'a PullRequest, settings: &'a Settings) -> Self {
        Self {
            pull_request,
            settings,
            ready_on: None,
            files: QueryState::NotAsked,
            activity: QueryState::NotAsked,
            builds: QueryState::NotAsked,
            tasks: QueryState::NotAsked,
            conflicts: QueryState::NotAsked,
            behind: QueryState::NotAsked,
            default_reviewers: QueryState::NotAsked,
            code_owners: QueryState::NotAsked,
        }
    }
}
