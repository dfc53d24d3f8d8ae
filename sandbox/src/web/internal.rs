//! Endpoints for the host page's script, and the signed-in person.

use std::convert::Infallible;

use atlassian_connect::AppKey;
use axum::{
    Json, Router,
    extract::{FromRequestParts, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::post,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    connect::{Actor, Connect, Consent, Grant, Place, TOKEN_LIFETIME, frames, has_module},
    forge::{self, Fetch, Fetched},
    state::{Sandbox, unix_now},
    world::{PersonId, Role, World},
};

use super::pages::{self, connect::Size};

const COOKIE: &str = "sandbox_user";
const ANONYMOUS: &str = "anonymous";

/// Same-origin routes for scripts of our own pages.
pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/!api/internal/connect/access-token", post(access_token))
        .route("/!api/internal/connect/consent", post(consent))
        .route("/!api/internal/connect/dialog", post(dialog))
        .route("/!api/internal/forge/fetch", post(forge_fetch))
        .route("/!api/internal/session", post(session))
}

/// Person who is signed in, by the cookie: nobody if it says so; the first administrator if there
/// is none, or if it names nobody of this box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reader(pub(crate) Option<PersonId>);

impl FromRequestParts<Sandbox> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Infallible> {
        let cookies = parts.headers.get_all(header::COOKIE);
        let user = cookies
            .iter()
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(name, _)| *name == COOKIE)
            .map(|(_, value)| value);
        let world = sandbox.world();
        Ok(Self(match user {
            Some(ANONYMOUS) => None,
            // A cookie of another box, on the same port, names somebody else's people.
            user => Some(
                user.and_then(|user| person(&world, user))
                    .unwrap_or_else(|| first_admin(&world)),
            ),
        }))
    }
}

/// The administrator that is signed in unless told otherwise.
pub(crate) fn first_admin(world: &World) -> PersonId {
    let admin = world
        .people
        .iter()
        .position(|person| person.role == Role::Admin);
    PersonId(admin.unwrap_or_default())
}

fn person(world: &World, uuid: &str) -> Option<PersonId> {
    world
        .people
        .iter()
        .position(|person| person.uuid == uuid)
        .map(PersonId)
}

#[derive(Debug, Deserialize)]
struct TokenAsk {
    app_key: AppKey,
    module_id: String,
}

/// A token for the app to act as the reader. Each call gets a new one, so the page need not say
/// that it wants no old one.
async fn access_token(
    State(sandbox): State<Sandbox>,
    Reader(reader): Reader,
    Json(ask): Json<TokenAsk>,
) -> (StatusCode, Json<Value>) {
    match issue(&mut sandbox.connect(), reader, ask) {
        Ok(answer) => (StatusCode::OK, Json(answer)),
        Err(refusal) => (refusal.status(), Json(json!({ "error": refusal.code() }))),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    AlreadyDenied,
    ConsentRequired,
    ModuleNotFound,
}

impl Refusal {
    fn code(self) -> &'static str {
        match self {
            Self::AlreadyDenied => "USER_ALREADY_DENIED_ACCESS",
            Self::ConsentRequired => "CONSENT_REQUIRED",
            Self::ModuleNotFound => "MODULE_NOT_FOUND",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::AlreadyDenied | Self::ConsentRequired => StatusCode::FORBIDDEN,
            Self::ModuleNotFound => StatusCode::NOT_FOUND,
        }
    }
}

fn issue(connect: &mut Connect, reader: Option<PersonId>, ask: TokenAsk) -> Result<Value, Refusal> {
    let installation = connect
        .installation(&ask.app_key)
        .filter(|installation| has_module(installation, &ask.module_id))
        .ok_or(Refusal::ModuleNotFound)?;
    let Some(reader) = reader else {
        return Ok(json!({ "token": "", "expires_in": TOKEN_LIFETIME }));
    };
    let scopes = installation.descriptor.scopes.clone();
    match connect.consent(reader, &ask.app_key) {
        None => return Err(Refusal::ConsentRequired),
        Some(Consent::Denied) => return Err(Refusal::AlreadyDenied),
        Some(Consent::Allowed) => {}
    }
    let grant = Grant {
        actor: Actor::Person(reader),
        app: ask.app_key,
        scopes,
        repository: None,
    };
    let token = connect.issue(grant, unix_now());
    Ok(json!({ "token": token, "expires_in": TOKEN_LIFETIME }))
}

#[derive(Debug, Deserialize)]
struct ConsentAnswer {
    app_key: AppKey,
    answer: Choice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Choice {
    Allow,
    Deny,
    Forget,
}

async fn consent(
    State(sandbox): State<Sandbox>,
    Reader(reader): Reader,
    Json(ConsentAnswer { app_key, answer }): Json<ConsentAnswer>,
) -> Response {
    let Some(reader) = reader else {
        let body = json!({ "error": "USER_NOT_AUTHENTICATED" });
        return (StatusCode::UNAUTHORIZED, Json(body)).into_response();
    };
    let mut connect = sandbox.connect();
    if connect.installation(&app_key).is_none() {
        let body = json!({ "error": Refusal::ModuleNotFound.code() });
        return (StatusCode::NOT_FOUND, Json(body)).into_response();
    }
    match answer {
        Choice::Allow => connect.answer_consent(reader, &app_key, Consent::Allowed),
        Choice::Deny => connect.answer_consent(reader, &app_key, Consent::Denied),
        Choice::Forget => connect.forget_consent(reader, &app_key),
    }
    StatusCode::NO_CONTENT.into_response()
}

#[derive(Debug, Deserialize)]
struct DialogAsk {
    app_key: AppKey,
    module_key: String,
    pull_request: Option<u64>,
}

/// A place for a module that an app shows in a dialog.
async fn dialog(
    State(sandbox): State<Sandbox>,
    Reader(reader): Reader,
    Json(ask): Json<DialogAsk>,
) -> (StatusCode, Json<Value>) {
    let place = Place::Dialog {
        module_key: ask.module_key,
        pull_request: ask.pull_request,
    };
    let frames = frames(&sandbox, place, reader);
    match frames.iter().find(|frame| frame.app_key == ask.app_key) {
        Some(frame) => {
            let place = pages::connect::place(frame, Size::Dialog).into_string();
            (StatusCode::OK, Json(json!({ "place": place })))
        }
        None => {
            let error = Refusal::ModuleNotFound;
            (error.status(), Json(json!({ "error": error.code() })))
        }
    }
}

/// A call of the API for a frame of Forge, in the reader's name.
async fn forge_fetch(
    State(sandbox): State<Sandbox>,
    Reader(reader): Reader,
    Json(call): Json<Fetch>,
) -> Result<Json<Fetched>, (StatusCode, String)> {
    let fetched = forge::fetch(&sandbox, reader, call).await;
    fetched
        .map(Json)
        .map_err(|error| (StatusCode::BAD_GATEWAY, error.to_string()))
}

#[derive(Debug, Deserialize)]
struct SignIn {
    user: String,
}

/// Signs somebody in by UUID, or nobody by `anonymous`.
async fn session(State(sandbox): State<Sandbox>, Json(SignIn { user }): Json<SignIn>) -> Response {
    if user != ANONYMOUS && person(&sandbox.world(), &user).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let cookie = format!("{COOKIE}={user}; Path=/; HttpOnly; SameSite=Lax");
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response()
}
