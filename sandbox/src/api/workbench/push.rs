//! A commit that is pushed to a branch.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    api::{Api, error::ApiError, moves},
    connect::webhooks,
    world::PersonId,
};

/// A push of one changed file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Push {
    /// Branch that is pushed to.
    branch: String,
    /// The file that it changes or adds.
    path: String,
    /// Content of the file from then on.
    text: String,
}

/// Pushes a commit that changes one file, moves the ends of open pull requests, and tells apps. Answers
/// with `{hash}`. The repository itself stays as it is: the commit lies beside it.
pub(super) async fn push(
    State(api): State<Arc<Api>>,
    Json(push): Json<Push>,
) -> Result<Response, ApiError> {
    let git = &api.sandbox.git;
    let known = api.sandbox.world().head(&push.branch).map(str::to_owned);
    let parent = git.resolve(known.as_ref().unwrap_or(&push.branch)).await?;
    let message = format!("Change {}", push.path);
    let commit = git.commit_file(&parent, &push.path, &push.text, &message);
    let commit = commit.await?;
    let moved = {
        let mut world = api.sandbox.world_mut();
        moves::apply(&api.sandbox, &mut world, &push.branch, &commit)
    };
    let by = moved.first().map_or(PersonId(0), |pull| pull.author);
    let told = webhooks::Push {
        branch: &push.branch,
        old: Some(parent.as_str()),
        new: Some(commit.as_str()),
    };
    moves::tell(&api.sandbox, &told, &moved, by);
    Ok(Json(json!({ "hash": commit.as_str() })).into_response())
}
