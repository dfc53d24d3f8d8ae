//! Exchanges an app's JWT for a bearer token: `POST /site/oauth2/access_token`.

use atlassian_connect::{Error, RequestTarget};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{OriginalUri, State},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::json;

use crate::{
    api::{ask::Ask, fields::merge},
    connect::{
        Actor, Connect, ConnectError, Grant, Installation, TOKEN_LIFETIME, scopes, verify_app_call,
    },
    faults,
    state::{Sandbox, unix_now},
};

const GRANT_TYPE: &str = "urn:bitbucket:oauth2:jwt";

/// The token endpoint.
pub(crate) fn router() -> Router<Sandbox> {
    Router::new().route("/site/oauth2/access_token", post(access_token))
}

/// A refusal in OAuth's words.
#[derive(Debug, Clone, PartialEq, Eq)]
enum OauthError {
    Fault(StatusCode),
    InvalidClient(&'static str),
    InvalidRequest(&'static str),
    InvalidScope(String),
    UnsupportedGrantType,
}

impl IntoResponse for OauthError {
    fn into_response(self) -> Response {
        let (status, error, description) = match &self {
            Self::Fault(status) => return status.into_response(),
            Self::InvalidClient(what) => (StatusCode::UNAUTHORIZED, "invalid_client", *what),
            Self::InvalidRequest(what) => (StatusCode::BAD_REQUEST, "invalid_request", *what),
            Self::InvalidScope(what) => (StatusCode::BAD_REQUEST, "invalid_scope", what.as_str()),
            Self::UnsupportedGrantType => (
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                "Only urn:bitbucket:oauth2:jwt is supported here",
            ),
        };
        let body = json!({ "error": error, "error_description": description });
        (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
    }
}

async fn access_token(
    State(sandbox): State<Sandbox>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, OauthError> {
    if let Some(status) = faults::strike(&sandbox.faults, uri.path()).await {
        return Err(OauthError::Fault(status));
    }
    let (form, body) = form(&headers, &body)?;
    let now = unix_now();
    let mut connect = sandbox.connect();
    let installation = verify(&connect, &uri, &headers, body, now)?;
    match form.first("grant_type") {
        Some(GRANT_TYPE) => {}
        Some(_) => return Err(OauthError::UnsupportedGrantType),
        None => return Err(OauthError::InvalidRequest("grant_type is missing")),
    }
    let grant = Grant {
        actor: Actor::Installation(installation.client_key.clone()),
        app: installation.app_key.clone(),
        scopes: narrowed_scopes(&form, installation)?,
        repository: narrowed_repository(&form, &sandbox)?,
    };
    let scopes = grant.scopes.join(" ");
    let mut answer = json!({
        "access_token": connect.issue(grant, now),
        "expires_in": TOKEN_LIFETIME,
        "scopes": scopes,
        "token_type": "bearer",
    });
    if let Some(state) = form.first("state") {
        merge(&mut answer, json!({ "state": state }));
    }
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}

fn form<'a>(headers: &HeaderMap, body: &'a Bytes) -> Result<(Ask, &'a str), OauthError> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok()?.split(';').next())
        .map(str::trim);
    if !kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")) {
        return Err(OauthError::InvalidRequest("The body must be a form"));
    }
    let body = str::from_utf8(body).map_err(|_| OauthError::InvalidRequest("Not UTF-8"))?;
    Ok((Ask::new("", body), body))
}

/// The hash may also cover the form's fields: a switch of the public JWT libraries.
fn verify<'a>(
    connect: &'a Connect,
    uri: &Uri,
    headers: &HeaderMap,
    body: &str,
    now: u64,
) -> Result<&'a Installation, OauthError> {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("JWT "))
        .ok_or(OauthError::InvalidClient("Authorization: JWT is missing"))?;
    let target = |query| RequestTarget {
        method: "POST",
        path: uri.path(),
        query,
        base_path: "",
    };
    let query = uri.query().unwrap_or_default();
    match verify_app_call(connect, token, &target(query), now) {
        Err(ConnectError::Protocol(Error::Qsh { .. })) => {
            verify_app_call(connect, token, &target(&format!("{query}&{body}")), now)
        }
        verified => verified,
    }
    .map_err(|error| {
        tracing::info!(%error, "refused a token exchange");
        OauthError::InvalidClient("The JWT is not valid for this call")
    })
}

fn narrowed_scopes(form: &Ask, installation: &Installation) -> Result<Vec<String>, OauthError> {
    let held = &installation.descriptor.scopes;
    let asked = form.first("scope").unwrap_or_default();
    let asked: Vec<String> = asked.split_whitespace().map(str::to_owned).collect();
    if asked.is_empty() {
        return Ok(held.clone());
    }
    match asked.iter().find(|scope| !scopes::include(held, scope)) {
        Some(beyond) => Err(OauthError::InvalidScope(format!(
            "The installation does not hold {beyond}"
        ))),
        None => Ok(asked),
    }
}

fn narrowed_repository(form: &Ask, sandbox: &Sandbox) -> Result<Option<String>, OauthError> {
    match form.first("bitbucket_repository") {
        None => Ok(None),
        Some(uuid) if uuid == sandbox.world().repository.uuid => Ok(Some(uuid.to_owned())),
        Some(_) => Err(OauthError::InvalidRequest(
            "bitbucket_repository is not one of the workspace",
        )),
    }
}
