//! `POST /connect/session`: a page that was left open gets a new session.
//!
//! The call comes through the descriptor's `proxy` module: Bitbucket authenticates the reader, fills
//! in where the page stands, and signs. A session token opens nothing here, so that an old session
//! cannot renew itself.

use std::borrow::Cow;

use atlassian_connect::{
    context::PageContext,
    session::{self, LIFETIME, Session},
};
use axum::{
    Json,
    extract::{OriginalUri, State},
    http::{HeaderMap, Uri},
    response::{IntoResponse, Response},
};
use sightline_handover::{SessionGrant, SessionToken};

use crate::{AppState, PageError, auth};

/// Answers with a [`SessionGrant`], or `{"error"}` in words for the reader.
pub(crate) async fn renew(
    State(app): State<AppState>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    match issue(&app, &uri, &headers).await {
        Ok(session) => Json(session).into_response(),
        Err(problem) => {
            problem.log("a session");
            problem.answer()
        }
    }
}

async fn issue(app: &AppState, uri: &Uri, headers: &HeaderMap) -> Result<SessionGrant, PageError> {
    let token = auth::from_header(headers).map(Cow::Borrowed);
    let token = token.or_else(|| auth::from_query(uri));
    let verified = auth::authenticate(app, "POST", uri, token.as_deref()).await?;
    let query = uri.query().unwrap_or_default();
    let context = PageContext::parse_proxied(query).map_err(PageError::Context)?;
    let session = Session::of(verified.client_key().clone(), &context);
    Ok(grant(&session, app, app.clock.now()))
}

/// Issues a session in the form in which the app reads it.
pub(crate) fn grant(session: &Session, app: &AppState, now: u64) -> SessionGrant {
    let token = session::issue(session, &app.session_key, now);
    SessionGrant {
        token: SessionToken::new(token.expose()),
        expires_in: LIFETIME,
    }
}
