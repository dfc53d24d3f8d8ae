//! Endpoints that Bitbucket does not have: a look at the calls, faults, accounts and pull requests out of the ordinary.
//! For this machine only.

mod push;

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Json, Router,
    extract::{ConnectInfo, Path, Request, State},
    http::StatusCode,
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::{Api, error::ApiError};
use crate::{
    faults::Fault,
    world::{Gone, Role},
};

/// The routes below `/sandbox`. They answer loopback addresses only, so the listener has to pass on
/// the peer's address.
pub(crate) fn router() -> Router<Arc<Api>> {
    Router::new()
        .route("/sandbox/requests", get(requests).delete(forget_requests))
        .route("/sandbox/faults", post(add_fault).delete(end_faults))
        .route("/sandbox/pull-requests/{id}", post(change_pull_request))
        .route("/sandbox/pushes", post(push::push))
        .route("/sandbox/people/{uuid}", delete(deactivate))
        .route_layer(from_fn(loopback_only))
}

/// Lets only callers on this machine pass.
pub(crate) async fn loopback_only(request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if peer.is_some_and(|ConnectInfo(address)| address.ip().is_loopback()) {
        next.run(request).await
    } else {
        ApiError::Forbidden.into_response()
    }
}

/// The calls of the last hour, oldest first: `[{at, method, path, status, caller}]`.
async fn requests(State(api): State<Arc<Api>>) -> Response {
    let ledger = api.ledger();
    Json(json!(ledger.calls().collect::<Vec<_>>())).into_response()
}

/// Forgets the calls, and with them what was used of the rate limit.
async fn forget_requests(State(api): State<Arc<Api>>) -> StatusCode {
    api.ledger().clear();
    StatusCode::NO_CONTENT
}

async fn add_fault(State(api): State<Arc<Api>>, Json(fault): Json<Fault>) -> Response {
    if fault
        .status
        .is_some_and(|status| StatusCode::from_u16(status).is_err())
    {
        return ApiError::bad_request("status is not an HTTP status").into_response();
    }
    api.faults().add(fault);
    StatusCode::NO_CONTENT.into_response()
}

async fn end_faults(State(api): State<Arc<Api>>) -> StatusCode {
    api.faults().clear();
    StatusCode::NO_CONTENT
}

/// Changes to make to a pull request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fate {
    /// Number of comments to add to those that it has.
    #[serde(default)]
    comments: u32,
    /// Part to delete: its source branch or its fork.
    #[serde(default)]
    gone: Option<Gone>,
}

async fn change_pull_request(
    State(api): State<Arc<Api>>,
    Path(id): Path<u64>,
    Json(fate): Json<Fate>,
) -> Response {
    let mut world = api.sandbox.world_mut();
    let mut pulls = world.pull_requests.iter_mut();
    let Some(pull) = pulls.find(|pull| pull.id == id) else {
        return ApiError::not_found(format!("Pull request {id} not found")).into_response();
    };
    pull.gone = fate.gone.or(pull.gone);
    world.crowd(id, fate.comments, Timestamp::now());
    StatusCode::NO_CONTENT.into_response()
}

/// Deactivates an account. What it did stays, and so do the lists of reviewers that hold it.
async fn deactivate(State(api): State<Arc<Api>>, Path(uuid): Path<String>) -> Response {
    let mut world = api.sandbox.world_mut();
    let mut people = world.people.iter_mut();
    let Some(person) = people.find(|person| person.uuid == uuid) else {
        return ApiError::not_found(format!("No such user: {uuid}")).into_response();
    };
    person.role = Role::Deactivated;
    StatusCode::NO_CONTENT.into_response()
}
