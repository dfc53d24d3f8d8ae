//! The review of a pull request: seven queries, each of which can fail alone.

mod activity;
mod code_owners;
mod queries;

pub(in crate::state) use self::{
    activity::fetch as activity,
    code_owners::fetch as code_owners,
    queries::{conflicts, default_reviewers},
};

use std::sync::Arc;

use bitbucket_cloud::{Account, Error, PullRequest, PullRequestState, Status, Task};
use leptos::prelude::*;
use sightline_insight::codeowners::CodeOwners;

use crate::{
    api::{ServicesHandle, SharedServices},
    model::review::{Activities, Behind, ReviewData},
    state::{Fetched, retry_failed},
};

/// Answer to a review query, and how far it is.
pub type Answered<T> = Fetched<ReviewData<T>>;

/// Answers to the review queries, asked again whenever the pull request is read again. A closed pull
/// request is asked about its activity alone. Cheap to copy.
#[derive(Clone, Copy)]
pub struct ReviewStore {
    /// Activity: two calls, three where there is much of it.
    pub activity: Answered<Activities>,
    /// Builds of the head: one call.
    pub builds: Answered<Vec<Status>>,
    /// Tasks: one call, none where there are none.
    pub tasks: Answered<Vec<Task>>,
    /// Paths of files that do not merge: one call, none while both commits stay.
    pub conflicts: Answered<Vec<String>>,
    /// Commits of the destination that the source lacks: one call, none while both commits stay.
    pub behind: Answered<Behind>,
    /// People who are asked on every pull request: one call a day.
    pub default_reviewers: Answered<Vec<Account>>,
    /// The CODEOWNERS file, if there is one: up to three calls a day.
    pub code_owners: Answered<Option<CodeOwners>>,
}

impl ReviewStore {
    /// Asks all queries about a pull request.
    pub fn new(services: ServicesHandle, pull_request: RwSignal<Arc<PullRequest>>) -> Self {
        Self {
            activity: LocalResource::new(move || {
                let answer = activity::fetch(services.get(), pull_request.get());
                async move { answer.await.map(known) }
            }),
            builds: ask(services, pull_request, queries::builds),
            tasks: ask(services, pull_request, queries::tasks),
            conflicts: ask(services, pull_request, queries::conflicts),
            behind: ask(services, pull_request, queries::behind),
            default_reviewers: ask(services, pull_request, queries::default_reviewers),
            code_owners: ask(services, pull_request, code_owners::fetch),
        }
    }

    /// Returns whether the activity was read, or could not be: then most is known.
    pub fn is_settled(self) -> bool {
        self.activity.read().is_some()
    }

    /// Returns whether each query was answered, or failed.
    pub fn is_answered(self) -> bool {
        let answers = [
            self.activity.read().is_some(),
            self.builds.read().is_some(),
            self.tasks.read().is_some(),
            self.conflicts.read().is_some(),
            self.behind.read().is_some(),
            self.default_reviewers.read().is_some(),
            self.code_owners.read().is_some(),
        ];
        !answers.contains(&false)
    }

    /// Asks again what failed.
    pub fn retry_failed(self) {
        retry_failed(self.activity);
        retry_failed(self.builds);
        retry_failed(self.tasks);
        retry_failed(self.conflicts);
        retry_failed(self.behind);
        retry_failed(self.default_reviewers);
        retry_failed(self.code_owners);
    }
}

/// Asks a query, as long as the pull request is open.
fn ask<T, F>(
    services: ServicesHandle,
    pull_request: RwSignal<Arc<PullRequest>>,
    query: fn(SharedServices, Arc<PullRequest>) -> F,
) -> Answered<T>
where
    T: 'static,
    F: Future<Output = Result<ReviewData<T>, Error>> + 'static,
{
    LocalResource::new(move || {
        let pull_request = pull_request.get();
        let services = services.get();
        async move {
            match pull_request.state {
                PullRequestState::Open => query(services, pull_request).await.map(Arc::new),
                _ => Ok(Arc::new(ReviewData::Closed)),
            }
        }
    })
}

fn known<T>(value: T) -> Arc<ReviewData<T>> {
    Arc::new(ReviewData::Known(value))
}
