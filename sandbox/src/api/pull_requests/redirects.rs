//! Answers that stand at the repository: a pull request only knows between which commits.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{OfPullRequest, find_source};
use crate::api::{
    Api,
    ask::Ask,
    error::ApiError,
    shape::{encoded, short},
};

/// Redirects to the lines and files that the source adds to the merge base.
pub(super) async fn diffstat(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    ask: Ask,
) -> Result<Response, ApiError> {
    to(&api, &ask, &id, "diffstat")
}

/// Redirects to the text of the changes that the source adds to the merge base.
pub(super) async fn diff(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    ask: Ask,
) -> Result<Response, ApiError> {
    to(&api, &ask, &id, "diff")
}

/// Redirects to the paths that do not merge by themselves.
pub(super) async fn conflicts(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    ask: Ask,
) -> Result<Response, ApiError> {
    to(&api, &ask, &id, "file-conflicts")
}

// `…/diffstat/acme/widgets:{source}%0D{destination}?from_pullrequest_id=7&topic=true`
fn to(api: &Api, ask: &Ask, id: &str, resource: &str) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let pull = find_source(&world, id)?;
    let name = encoded(&world.full_name());
    let path = format!(
        "{}/2.0/repositories/{name}/{resource}/{name}:{}%0D{}",
        api.origin(),
        short(&pull.source.commit),
        short(&pull.destination.commit),
    );
    let location = ask.moved_to(
        &path,
        &[
            ("from_pullrequest_id", pull.id.to_string()),
            ("topic", "true".to_owned()),
        ],
    );
    Ok((StatusCode::FOUND, [(header::LOCATION, location)]).into_response())
}
