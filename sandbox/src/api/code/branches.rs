//! Branches.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::OfRepository;
use crate::{
    api::{
        Api,
        ask::Ask,
        error::ApiError,
        page::{Rules, answer, list_shaped},
    },
    git::CommitHash,
};

/// All branches, by name.
pub(super) async fn all(State(api): State<Arc<Api>>, ask: Ask) -> Result<Response, ApiError> {
    let git = &api.sandbox.git;
    let branches = git.branches().await?;
    let heads: Vec<CommitHash> = branches.iter().map(|branch| branch.head.clone()).collect();
    let commits = git.commits(&heads).await?;
    let world = api.sandbox.world();
    let shapes = api.shapes(&world);
    let shape = |(branch, commit)| shapes.branch(branch, commit);
    let branches = branches.iter().zip(&commits).collect();
    list_shaped(&ask, api.origin(), branches, shape, Rules::USUAL)
}

/// One branch.
pub(super) async fn one(
    State(api): State<Arc<Api>>,
    Path((_, _, name)): OfRepository,
    ask: Ask,
) -> Result<Response, ApiError> {
    let git = &api.sandbox.git;
    let branch = git
        .branches()
        .await?
        .into_iter()
        .find(|branch| branch.name == name)
        .ok_or_else(|| ApiError::not_found(format!("No such branch: {name}")))?;
    let commit = git.commit(&branch.head).await?;
    let world = api.sandbox.world();
    Ok(answer(
        &ask,
        &api.shapes(&world).branch(&branch, &commit),
        &[],
    ))
}
