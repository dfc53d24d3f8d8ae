//! Checks before a group of endpoints: the scope of the token, and that the repository exists.

use std::sync::Arc;

use axum::{
    extract::{RawPathParams, Request, State},
    middleware::Next,
    response::Response,
};

use super::{
    Api,
    auth::{Caller, Scope},
    error::ApiError,
};
use crate::world::World;

/// Endpoints about the caller and the workspace.
pub(crate) async fn requires_account(request: Request, next: Next) -> Result<Response, ApiError> {
    caller(&request)?.require(Scope::Account)?;
    Ok(next.run(request).await)
}

/// Endpoints about pull requests.
pub(crate) async fn requires_pull_request(
    State(api): State<Arc<Api>>,
    path: RawPathParams,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    in_repository(&api, &path, &request, Scope::PullRequest)?;
    Ok(next.run(request).await)
}

/// Endpoints about code.
pub(crate) async fn requires_repository(
    State(api): State<Arc<Api>>,
    path: RawPathParams,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    in_repository(&api, &path, &request, Scope::Repository)?;
    Ok(next.run(request).await)
}

fn in_repository(
    api: &Api,
    path: &RawPathParams,
    request: &Request,
    scope: Scope,
) -> Result<(), ApiError> {
    let caller = caller(request)?;
    let parameter = |name| {
        path.iter()
            .find(|(is, _)| *is == name)
            .map_or("", |(_, value)| value)
    };
    let world = api.sandbox.world();
    if !is_repository(&world, parameter("workspace"), parameter("repo_slug")) {
        return Err(ApiError::NoRepository);
    }
    caller.reaches_repository(&world.repository.uuid)?;
    caller.require(scope)
}

/// Returns whether the names are those of the world's repository: slugs or UUIDs in braces. With
/// the repository's UUID, the workspace may be empty braces.
pub(crate) fn is_repository(world: &World, workspace: &str, repository: &str) -> bool {
    let by_uuid = repository == world.repository.uuid;
    let fits = is_workspace(world, workspace) || (by_uuid && workspace == "{}");
    fits && (by_uuid || repository == world.repository.slug)
}

/// Returns whether what a call names of a repository is that of the world's.
pub(crate) fn is_repository_of(world: &World, full_name: Option<&str>, uuid: Option<&str>) -> bool {
    full_name.is_none_or(|name| name == world.full_name())
        && uuid.is_none_or(|uuid| uuid == world.repository.uuid)
}

/// Checks that the name means the world's workspace, and that the caller's token reaches it.
///
/// # Errors
///
/// A 404 for another workspace; [`ApiError::Forbidden`] if the token was narrowed to a repository.
pub(crate) fn in_workspace(world: &World, caller: &Caller, name: &str) -> Result<(), ApiError> {
    if !is_workspace(world, name) {
        return Err(ApiError::not_found(format!(
            "No workspace with identifier '{name}'."
        )));
    }
    caller.reaches_workspace()
}

/// Returns whether the name is that of the world's workspace.
fn is_workspace(world: &World, name: &str) -> bool {
    name == world.workspace.slug || name == world.workspace.uuid
}

fn caller(request: &Request) -> Result<&Caller, ApiError> {
    request.extensions().get().ok_or(ApiError::Internal)
}
