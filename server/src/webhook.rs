//! `POST /connect/webhook`

use axum::{
    extract::{OriginalUri, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use crate::{AppState, auth};

/// Acknowledges a webhook of an open installation.
pub(crate) async fn webhook(
    State(app): State<AppState>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    match auth::authenticate(&app, "POST", &uri, auth::from_header(&headers)).await {
        Ok(token) => {
            let event = headers.get("x-event-key").and_then(|key| key.to_str().ok());
            tracing::info!(client = %token.client_key(), event, "webhook");
            StatusCode::NO_CONTENT.into_response()
        }
        Err(problem) => {
            problem.log("a webhook");
            (problem.status(), problem.retry_after(), ()).into_response()
        }
    }
}
