//! Endpoints, for tools and tests on this machine, that do what people do on Bitbucket's settings
//! pages.

use atlassian_connect::{AppKey, SharedSecret};
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    middleware::from_fn,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::internal::first_admin;
use crate::{
    api::workbench::loopback_only,
    connect::{
        ConnectError,
        operations::{self, Which},
    },
    state::Sandbox,
};

/// The routes below `/sandbox`. They answer loopback addresses only, so the listener has to pass on
/// the peer's address.
pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/sandbox/apps", post(register))
        .route("/sandbox/apps/{key}/install", post(install))
        .route(
            "/sandbox/apps/{key}/installation",
            get(installation).delete(uninstall),
        )
        .route("/sandbox/apps/{key}/update", post(update))
        .route("/sandbox/installations", post(install_unregistered))
        .route("/sandbox/tokens/expire", post(expire_tokens))
        .route_layer(from_fn(loopback_only))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Registration {
    descriptor_url: String,
    secret: Option<SharedSecret>,
}

async fn register(
    State(sandbox): State<Sandbox>,
    Json(registration): Json<Registration>,
) -> Result<(StatusCode, Json<Value>), ConnectError> {
    let url = &registration.descriptor_url;
    let key = operations::register(&sandbox, url, registration.secret).await?;
    let connect = sandbox.connect();
    let secret = connect.app(&key).map(|app| app.secret.expose());
    let body = json!({ "key": key, "secret": secret });
    Ok((StatusCode::CREATED, Json(body)))
}

/// Installs a registered app as the first administrator.
async fn install(
    State(sandbox): State<Sandbox>,
    Path(key): Path<String>,
) -> Result<Json<Value>, ConnectError> {
    let by = first_admin(&sandbox.world());
    let which = Which::Registered(AppKey::new(key));
    let client_key = operations::install(&sandbox, which, by).await?;
    Ok(Json(json!({ "client_key": client_key })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unregistered {
    descriptor_url: String,
}

/// Installs an app by its descriptor as the first administrator.
async fn install_unregistered(
    State(sandbox): State<Sandbox>,
    Json(app): Json<Unregistered>,
) -> Result<Json<Value>, ConnectError> {
    let by = first_admin(&sandbox.world());
    let which = Which::ByDescriptor(app.descriptor_url);
    let client_key = operations::install(&sandbox, which, by).await?;
    Ok(Json(json!({ "client_key": client_key })))
}

/// Descriptor of an installation.
async fn installation(
    State(sandbox): State<Sandbox>,
    Path(key): Path<String>,
) -> Result<Json<Value>, ConnectError> {
    let key = AppKey::new(key);
    let connect = sandbox.connect();
    let installation = connect.installation(&key);
    let installation = installation.ok_or(ConnectError::NotInstalled { key })?;
    Ok(Json(json!({ "descriptor": installation.descriptor })))
}

async fn update(
    State(sandbox): State<Sandbox>,
    Path(key): Path<String>,
) -> Result<StatusCode, ConnectError> {
    operations::update(&sandbox, &AppKey::new(key)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn uninstall(
    State(sandbox): State<Sandbox>,
    Path(key): Path<String>,
) -> Result<StatusCode, ConnectError> {
    operations::uninstall(&sandbox, &AppKey::new(key)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn expire_tokens(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.connect().expire_tokens();
    StatusCode::NO_CONTENT
}

impl IntoResponse for ConnectError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NotInstalled { .. } | Self::NotRegistered { .. } => StatusCode::NOT_FOUND,
            Self::Answered { .. } | Self::TooLong { .. } | Self::Unreachable { .. } => {
                StatusCode::BAD_GATEWAY
            }
            _ => StatusCode::BAD_REQUEST,
        };
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}
