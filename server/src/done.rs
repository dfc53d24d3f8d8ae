//! `GET /connect/done`: where Bitbucket sends the admin after allowing or denying.

use axum::{
    extract::{OriginalUri, Query, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use maud::html;
use serde::Deserialize;

use crate::{AppState, PageError, auth, landing::page};

/// Parameters that Bitbucket may send along. Those of a denial are not documented.
#[derive(Deserialize)]
struct Back {
    client_key: Option<String>,
    error: Option<String>,
    jwt: Option<String>,
}

enum Outcome {
    Denied,
    Installed(Option<String>),
    Malformed,
    NotOurs,
    /// Holds [`PageError::TooMany`].
    TooMany(PageError),
    Unavailable,
    Unverified,
}

/// Says what became of the installation.
pub(crate) async fn done(State(app): State<AppState>, OriginalUri(uri): OriginalUri) -> Response {
    let outcome = outcome(&app, &uri).await;
    let retry_after = match &outcome {
        Outcome::TooMany(problem) => problem.retry_after(),
        _ => None,
    };
    let (status, title, text) = words(outcome);
    let body = html! {
        h1 { (title) }
        p { (text) }
        p { a href={ (app.base_url.path()) "/" } { "About Sightline" } }
    };
    (status, retry_after, page(&app, title, body)).into_response()
}

async fn outcome(app: &AppState, uri: &Uri) -> Outcome {
    let Ok(Query(back)) = Query::<Back>::try_from_uri(uri) else {
        return Outcome::Malformed;
    };
    let (client_key, token) = match (back.client_key, back.jwt) {
        _ if back.error.is_some() => return Outcome::Denied,
        (Some(client_key), Some(token)) => (client_key, token),
        _ => return Outcome::Malformed,
    };
    match auth::authenticate(app, "GET", uri, Some(&token)).await {
        Ok(verified) if verified.client_key().as_str() == client_key => {}
        Ok(_) => return Outcome::NotOurs,
        Err(PageError::Unverified) => return Outcome::Unverified,
        Err(problem) => {
            problem.log("the way back from an installation");
            return match problem {
                PageError::TooMany { .. } => Outcome::TooMany(problem),
                PageError::Unavailable(_) => Outcome::Unavailable,
                _ => Outcome::NotOurs,
            };
        }
    }
    match app.store.find(&client_key).await {
        Ok(installation) => Outcome::Installed(installation.and_then(|found| found.principal_name)),
        Err(_) => Outcome::Unavailable,
    }
}

fn words(outcome: Outcome) -> (StatusCode, &'static str, String) {
    match outcome {
        Outcome::Denied => (
            StatusCode::OK,
            "Sightline was not installed",
            "You chose not to allow it. Nothing was changed.".to_owned(),
        ),
        Outcome::Installed(name) => (
            StatusCode::OK,
            "Sightline is installed",
            format!(
                "Open any pull request of {}: the panel is on its overview.",
                name.as_deref().unwrap_or("your workspace")
            ),
        ),
        Outcome::Malformed => (
            StatusCode::BAD_REQUEST,
            "This link is incomplete",
            "It should come from Bitbucket after an installation.".to_owned(),
        ),
        Outcome::NotOurs => (
            StatusCode::UNAUTHORIZED,
            "This installation cannot be verified",
            "Bitbucket did not sign this link for an installation that is known here. Install \
             again from this site."
                .to_owned(),
        ),
        Outcome::TooMany(problem) => (
            problem.status(),
            problem.title(),
            "Sightline is installed, and was opened very often just now.".to_owned(),
        ),
        Outcome::Unavailable => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Sightline is not available",
            "Try again in a minute.".to_owned(),
        ),
        Outcome::Unverified => (
            StatusCode::FORBIDDEN,
            "This installation is not verified yet",
            "Bitbucket has installed Sightline. It opens once Bitbucket has confirmed that to our \
             server, usually within a minute; if it does not, install it again."
                .to_owned(),
        ),
    }
}
