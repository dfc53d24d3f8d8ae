//! Bodies of requests, within a size and a time.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use tokio::time::timeout;

use crate::AppState;

/// The whole body of a request. A longer one than the router allows is refused with 413, one that is
/// not here within [`crate::Limits::body_time`] with 408.
pub(crate) struct Payload(pub(crate) Bytes);

impl FromRequest<AppState> for Payload {
    type Rejection = Response;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Response> {
        let body = Bytes::from_request(request, app);
        match timeout(app.config.limits.body_time, body).await {
            Ok(Ok(body)) => Ok(Self(body)),
            Ok(Err(rejection)) => Err(rejection.into_response()),
            Err(_) => Err(StatusCode::REQUEST_TIMEOUT.into_response()),
        }
    }
}
