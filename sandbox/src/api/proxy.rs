//! Forwards a reader's calls to an app: `/2.0/sandbox/proxy/{app key}` and a path of the app's
//! `proxy` module.

use std::sync::Arc;

use atlassian_connect::AppKey;
use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};
use serde_json::json;

use super::{
    Api,
    auth::{Caller, Scope},
    error::ApiError,
};
use crate::connect::{
    Actor, ConnectError, Grant,
    outbound::{self, Call},
    proxied::{Route, Rule},
    scopes,
};

/// One route for all apps. What the reader's token must hold is up to the app.
pub(crate) fn router() -> Router<Arc<Api>> {
    Router::new().route("/sandbox/proxy/{app_key}/{*path}", any(forward))
}

async fn forward(
    State(api): State<Arc<Api>>,
    Path((app_key, path)): Path<(String, String)>,
    Extension(caller): Extension<Caller>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    let mut call = prepare(&api, &AppKey::new(app_key), &path, &caller, method)?;
    for name in [header::ACCEPT, header::CONTENT_TYPE] {
        if let Some(value) = headers.get(&name) {
            call.headers.insert(name, value.clone());
        }
    }
    call.body = body;
    match outbound::send(call).await {
        Ok(answer) => {
            let mut response = (answer.status, answer.body).into_response();
            let kind = answer.headers.get(header::CONTENT_TYPE);
            response.headers_mut().remove(header::CONTENT_TYPE);
            if let Some(kind) = kind {
                response
                    .headers_mut()
                    .insert(header::CONTENT_TYPE, kind.clone());
            }
            Ok(response)
        }
        Err(error) => Ok(bad_gateway(&error)),
    }
}

fn prepare(
    api: &Api,
    app_key: &AppKey,
    path: &str,
    caller: &Caller,
    method: Method,
) -> Result<Call, ApiError> {
    let Caller::Bearer(grant) = caller else {
        return Err(ApiError::Unauthenticated);
    };
    let Actor::Person(reader) = grant.actor else {
        return Err(ApiError::Forbidden);
    };
    if grant.app != *app_key {
        return Err(ApiError::Forbidden);
    }
    let connect = api.sandbox.connect();
    let world = api.sandbox.world();
    let installation = connect.installation(app_key).ok_or(ApiError::NoEndpoint)?;
    let route = Route::find(&api.sandbox, &world, installation, path, reader)
        .ok_or(ApiError::NoEndpoint)?;
    let rule = route
        .rule(method.as_str())
        .ok_or(ApiError::MethodNotAllowed)?;
    holds_scopes(grant, &rule)?;
    if !route.is_open(&world, installation, reader) {
        return Err(ApiError::Forbidden);
    }
    let (url, token) = route
        .sign(&rule, method.as_str(), installation)
        .map_err(|error| {
            tracing::error!(%error, "cannot sign a proxied call");
            ApiError::Internal
        })?;
    Call::new(method, url)
        .signed(&token)
        .map_err(|_| ApiError::Internal)
}

fn holds_scopes(grant: &Grant, rule: &Rule<'_>) -> Result<(), ApiError> {
    let missing = rule
        .scopes
        .iter()
        .find(|scope| !scopes::include(&grant.scopes, scope));
    match missing {
        None => Ok(()),
        Some(scope) => Err(Scope::named(scope).map_or(ApiError::Forbidden, |required| {
            ApiError::MissingScope {
                granted: grant.scopes.clone(),
                required,
            }
        })),
    }
}

fn bad_gateway(error: &ConnectError) -> Response {
    tracing::warn!(%error, "a proxied call failed");
    let message = "The app did not answer.";
    let body = json!({ "type": "error", "error": { "message": message } });
    (StatusCode::BAD_GATEWAY, Json(body)).into_response()
}
