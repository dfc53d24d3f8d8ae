//! Queries of one call each.

use std::sync::Arc;

use bitbucket_cloud::{Account, Error, PullRequest, Status, Task};

use crate::{
    api::SharedServices,
    cache::{Freshness, cached_fetch},
    model::review::{Behind, ReviewData},
};

type Answer<T> = Result<ReviewData<T>, Error>;

/// Builds of the head.
pub(super) async fn builds(
    services: SharedServices,
    pull_request: Arc<PullRequest>,
) -> Answer<Vec<Status>> {
    let at = services.repository();
    let statuses = services.client.statuses(at, pull_request.id).await?;
    Ok(ReviewData::Known(statuses))
}

/// Tasks; the pull request says whether there are some.
pub(super) async fn tasks(
    services: SharedServices,
    pull_request: Arc<PullRequest>,
) -> Answer<Vec<Task>> {
    if pull_request.task_count.unwrap_or_default() == 0 {
        return Ok(ReviewData::Known(Vec::new()));
    }
    let at = services.repository();
    let tasks = services.client.tasks(at, pull_request.id).await?;
    Ok(ReviewData::Known(tasks))
}

/// Paths of files that do not merge.
pub(in crate::state) async fn conflicts(
    services: SharedServices,
    pull_request: Arc<PullRequest>,
) -> Answer<Vec<String>> {
    let Some(range) = pull_request.range() else {
        return Ok(ReviewData::Gone);
    };
    let fetch = async {
        let conflicts = services.client.conflicts(services.repository(), &range);
        let conflicts = conflicts.await?.into_iter();
        Ok(conflicts.map(|conflict| conflict.path).collect())
    };
    let cache = &services.cache;
    gone_if_missing(
        cached_fetch(cache, "conflicts", &pull_request, Freshness::Commits, fetch).await,
    )
}

/// Commits of the destination that the source lacks.
pub(super) async fn behind(
    services: SharedServices,
    pull_request: Arc<PullRequest>,
) -> Answer<Behind> {
    let Some(range) = pull_request.range() else {
        return Ok(ReviewData::Gone);
    };
    let fetch = async {
        let page = services
            .client
            .commits_behind(services.repository(), &range);
        let page = page.await?;
        let count = u32::try_from(page.values.len()).unwrap_or(u32::MAX);
        Ok(match page.next()? {
            Some(_) => Behind::MoreThan(count),
            None => Behind::Exactly(count),
        })
    };
    let cache = &services.cache;
    gone_if_missing(cached_fetch(cache, "behind", &pull_request, Freshness::Commits, fetch).await)
}

/// People who are asked on every pull request.
pub(in crate::state) async fn default_reviewers(
    services: SharedServices,
    pull_request: Arc<PullRequest>,
) -> Answer<Vec<Account>> {
    let fetch = services.client.default_reviewers(services.repository());
    let cache = &services.cache;
    let people = cached_fetch(cache, "reviewers", &pull_request, Freshness::Day, fetch);
    people.await.map(ReviewData::Known)
}

/// Both commits were there once, so one that is not found is gone.
fn gone_if_missing<T>(answer: Result<T, Error>) -> Answer<T> {
    match answer {
        Err(Error::Status { status: 404, .. }) => Ok(ReviewData::Gone),
        answer => answer.map(ReviewData::Known),
    }
}
