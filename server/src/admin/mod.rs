//! API of the configure page: facts of an installation, and another attempt at a report that was given
//! up.
//!
//! Bitbucket shows that page in the settings of a workspace. Its session opens these calls, each for its own
//! installation alone, to readers who are admins of that workspace; no other session, and no token of
//! Bitbucket, opens any.

mod facts;
mod role;
mod scopes;

use atlassian_connect::{context::Uuid, descriptor::Reports};
use axum::{
    Json,
    extract::{FromRequest, Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use sightline_handover::{InstallationFacts, ReportKey};

use crate::{
    AppState, PageError, auth,
    ops::payload::Payload,
    store::{Installation, JobKey},
};

pub(crate) use role::Roles;
pub(crate) use scopes::Scopes;

/// `GET /connect/installation`
pub(crate) async fn installation(State(app): State<AppState>, headers: HeaderMap) -> Response {
    match facts_for(&app, &headers).await {
        Ok(facts) => Json(facts).into_response(),
        Err(problem) => {
            problem.log("facts of an installation");
            problem.answer()
        }
    }
}

async fn facts_for(app: &AppState, headers: &HeaderMap) -> Result<InstallationFacts, PageError> {
    let installation = auth::authenticate_admin(app, headers).await?;
    facts::of(app, &installation).await
}

/// `POST /connect/reports/retry`: tries a report again, named by a [`ReportKey`].
pub(crate) async fn retry(
    State(app): State<AppState>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let installation = match auth::authenticate_admin(&app, &headers).await {
        Ok(installation) => installation,
        Err(problem) => {
            problem.log("another attempt at a report");
            return problem.answer();
        }
    };
    let Payload(body) = match Payload::from_request(request, &app).await {
        Ok(payload) => payload,
        Err(refusal) => return refusal,
    };
    let Ok(key) = serde_json::from_slice(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    match try_again(&app, &installation, &key).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(problem) => {
            problem.log("another attempt at a report");
            problem.answer()
        }
    }
}

async fn try_again(
    app: &AppState,
    installation: &Installation,
    key: &ReportKey,
) -> Result<(), PageError> {
    if app.config.descriptor.reports == Reports::Off {
        return Err(PageError::NoSuchReport);
    }
    let key = JobKey {
        client_key: installation.client_key.clone(),
        repository: Uuid::parse(key.repository.as_str()).ok_or(PageError::NoSuchReport)?,
        pull_request: key.pull_request,
    };
    let again = app.store.try_report_again(&key, app.clock.now());
    match again.await.map_err(PageError::Unavailable)? {
        true => {
            app.queue.wake();
            Ok(())
        }
        false => Err(PageError::NoSuchReport),
    }
}
