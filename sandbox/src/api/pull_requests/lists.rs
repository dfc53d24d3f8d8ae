//! Lists that belong to a pull request, and default reviewers.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde_json::{Value, json};

use super::{OfPullRequest, find, find_source};
use crate::api::{
    Api,
    ask::Ask,
    code::{Walk, walk},
    error::ApiError,
    page::{Rules, answer, list, list_shaped},
    shape::activity_of,
};

const TWENTY: Rules = Rules {
    usual: 20,
    ..Rules::USUAL
};

/// Activity of a pull request, newest first.
pub(super) async fn activity(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let pull = find(&world, &id)?;
    let shapes = api.shapes(&world);
    let shape = |entry| shapes.entry(entry);
    list_shaped(&ask, api.origin(), activity_of([pull]), shape, TWENTY)
}

/// Activity of all pull requests, newest first.
pub(super) async fn all_activity(
    State(api): State<Arc<Api>>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let shapes = api.shapes(&world);
    let shape = |entry| shapes.entry(entry);
    let activity = activity_of(&world.pull_requests);
    list_shaped(&ask, api.origin(), activity, shape, TWENTY)
}

/// Comments, oldest first.
pub(super) async fn comments(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let pull = find(&world, &id)?;
    let shapes = api.shapes(&world);
    let shape = |comment| shapes.comment(pull, comment);
    let comments = pull.comments.iter().collect();
    list_shaped(&ask, api.origin(), comments, shape, Rules::USUAL)
}

/// One comment.
pub(super) async fn comment(
    State(api): State<Arc<Api>>,
    Path((_, _, id, comment_id)): Path<(String, String, String, String)>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let pull = find(&world, &id)?;
    let comment = pull
        .comments
        .iter()
        .find(|comment| comment.id.0.to_string() == comment_id)
        .ok_or_else(|| ApiError::not_found(format!("Comment {comment_id} not found")))?;
    Ok(answer(
        &ask,
        &api.shapes(&world).comment(pull, comment),
        &[],
    ))
}

/// The commits of the source that the destination does not have, newest first; none once the source
/// branch is gone.
pub(super) async fn commits(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    ask: Ask,
) -> Result<Response, ApiError> {
    let ends = {
        let world = api.sandbox.world();
        let pull = find_source(&world, &id)?;
        if pull.gone.is_some() {
            return list(&ask, api.origin(), Vec::new(), Rules::USUAL);
        }
        Walk {
            include: vec![pull.source.commit.clone()],
            exclude: vec![pull.destination.commit.clone()],
            path: None,
        }
    };
    walk(&api, &ask, ends, Rules::USUAL).await
}

/// Statuses of the source's head.
pub(super) async fn statuses(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let pull = find(&world, &id)?;
    list(
        &ask,
        api.origin(),
        api.shapes(&world).statuses(&pull.source.commit),
        Rules::USUAL,
    )
}

/// Tasks, oldest first.
pub(super) async fn tasks(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let pull = find(&world, &id)?;
    let shapes = api.shapes(&world);
    let tasks = pull
        .tasks
        .iter()
        .map(|task| shapes.task(pull, task))
        .collect();
    list(&ask, api.origin(), tasks, Rules::USUAL)
}

/// People who are asked to review every new pull request.
pub(super) async fn default_reviewers(
    State(api): State<Arc<Api>>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let shapes = api.shapes(&world);
    let reviewers = world
        .default_reviewers
        .iter()
        .map(|id| shapes.account(*id))
        .collect();
    list(&ask, api.origin(), reviewers, Rules::USUAL)
}

/// Default reviewers, each with the level at which they were set: always the repository here.
pub(super) async fn effective_default_reviewers(
    State(api): State<Arc<Api>>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let shapes = api.shapes(&world);
    let reviewer = |id| -> Value {
        json!({
            "type": "default_reviewer",
            "reviewer_type": "repository",
            "user": shapes.account(id),
        })
    };
    let reviewers = world
        .default_reviewers
        .iter()
        .copied()
        .map(reviewer)
        .collect();
    list(&ask, api.origin(), reviewers, TWENTY)
}
