//! Requests of an installed app about itself, with its own JWT only.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{OriginalUri, State},
    http::{HeaderMap, Method, StatusCode},
    routing::put,
};
use serde::Deserialize;
use serde_json::Value;

use super::{Api, auth, error::ApiError};
use crate::connect::{
    ConnectError, Installation,
    operations::{self, Replacement},
};

/// Endpoints that need no scope.
pub(crate) fn router() -> Router<Arc<Api>> {
    Router::new().route("/addon", put(update).delete(leave))
}

/// Nothing: the descriptor is fetched again from where it came.
#[derive(Debug, Deserialize)]
struct Update {
    descriptor: Option<Value>,
    descriptor_url: Option<String>,
}

async fn update(
    State(api): State<Arc<Api>>,
    method: Method,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    Json(update): Json<Update>,
) -> Result<StatusCode, ApiError> {
    let installation = auth::app_call(&method, &uri, &headers, &api)?;
    let replacement = match (update.descriptor, update.descriptor_url) {
        (None, None) => Replacement::Fetched,
        (None, Some(url)) => Replacement::At(url),
        (Some(json), None) => Replacement::Given(json),
        (Some(_), Some(_)) => {
            let message = "Either descriptor or descriptor_url, not both";
            return Err(ApiError::bad_request(message));
        }
    };
    replace(&api, installation, replacement).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn replace(
    api: &Api,
    installation: Installation,
    replacement: Replacement,
) -> Result<(), ApiError> {
    operations::replace(&api.sandbox, installation, replacement)
        .await
        .map_err(|error| match error {
            ConnectError::NotInstalled { .. } => ApiError::UnknownToken,
            error => ApiError::bad_request(error.to_string()),
        })
}

async fn leave(
    State(api): State<Arc<Api>>,
    method: Method,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Result<StatusCode, ApiError> {
    let installation = auth::app_call(&method, &uri, &headers, &api)?;
    operations::uninstall(&api.sandbox, &installation.app_key)
        .await
        .map_err(|_| ApiError::UnknownToken)?;
    Ok(StatusCode::NO_CONTENT)
}
