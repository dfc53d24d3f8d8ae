//! What Bitbucket does not have: a look at the calls, and faults. For this machine only.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Json, Router,
    extract::{ConnectInfo, Request, State},
    http::StatusCode,
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::json;

use super::{Api, error::ApiError};
use crate::faults::Fault;

/// The routes below `/sandbox`. They answer loopback addresses only, so the listener has to pass on
/// the peer's address.
pub(crate) fn router() -> Router<Arc<Api>> {
    Router::new()
        .route("/sandbox/requests", get(requests).delete(forget_requests))
        .route("/sandbox/faults", post(add_fault).delete(end_faults))
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
