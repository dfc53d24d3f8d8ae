//! The pages outside Bitbucket: the landing page and the way back from an installation.

use atlassian_connect::{RequestTarget, UnverifiedToken};
use axum::{
    extract::{OriginalUri, State as Extract},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{DOCTYPE, Markup, html};

use crate::{App, page::jwt, store::State};

/// `GET /`
pub(crate) async fn landing(Extract(app): Extract<App>) -> Markup {
    page(
        &app,
        "Sightline for Bitbucket Cloud",
        html! {
            h1 { "Sightline" }
            p class="lead" { "Shows reviewers what the diff does not, inside Bitbucket Cloud." }
            p {
                "Everything is computed in the reader’s browser, with the reader’s own permissions. "
                "No code and no review data leaves Bitbucket for this server."
            }
            p { a class="button" href=(install_link(&app)) { "Add to Bitbucket" } }
            h2 { "Before you install" }
            p {
                "Atlassian Connect on Bitbucket takes no new registrations or installations since "
                time datetime="2026-02-02" { "2 February 2026" } ", and ends on "
                time datetime="2027-01-31" { "31 January 2027" } ". "
                "Workspaces that have a registered app keep it until then."
            }
            @if let Some(link) = &app.config.descriptor.forge_app_link {
                p { "The same app for Forge: " a href=(link) { "install it" } "." }
            }
            p class="subtle" {
                a href={ (app.config.base_path()) "/atlassian-connect.json" } { "App descriptor" }
            }
        },
    )
}

/// `GET /connect/done`: where Bitbucket sends the admin after allowing or denying.
pub(crate) async fn done(Extract(app): Extract<App>, OriginalUri(uri): OriginalUri) -> Response {
    let (status, title, text) =
        match outcome(&app, uri.path(), uri.query().unwrap_or_default()).await {
            Outcome::Denied => (
                StatusCode::OK,
                "Sightline was not installed",
                "You chose not to allow it. Nothing was changed.".to_owned(),
            ),
            Outcome::Installed(name) => (
                StatusCode::OK,
                "Sightline is installed",
                format!("Open any pull request of {name}: the panel is on its overview."),
            ),
            Outcome::NotOurs => (
                StatusCode::UNAUTHORIZED,
                "This installation cannot be verified",
                "Bitbucket did not sign this link for an installation that is known here. \
             Install again from this site."
                    .to_owned(),
            ),
            Outcome::Malformed => (
                StatusCode::BAD_REQUEST,
                "This link is incomplete",
                "It should come from Bitbucket after an installation.".to_owned(),
            ),
            Outcome::Unavailable => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Sightline is not available",
                "Try again in a minute.".to_owned(),
            ),
        };
    let body = html! {
        h1 { (title) }
        p { (text) }
        p { a href={ (app.config.base_path()) "/" } { "About Sightline" } }
    };
    (status, page(&app, title, body)).into_response()
}

enum Outcome {
    Denied,
    Installed(String),
    Malformed,
    NotOurs,
    Unavailable,
}

async fn outcome(app: &App, path: &str, query: &str) -> Outcome {
    if query.split('&').any(|piece| piece.starts_with("error=")) {
        return Outcome::Denied;
    }
    let Some(Ok(token)) = jwt(query).map(UnverifiedToken::parse) else {
        return Outcome::Malformed;
    };
    let installation = match app.store.find(token.claimed_issuer()).await {
        Ok(Some(installation)) if installation.state == State::Installed => installation,
        Ok(_) => return Outcome::NotOurs,
        Err(error) => {
            tracing::error!(%error, "the store failed");
            return Outcome::Unavailable;
        }
    };
    let target = RequestTarget {
        method: "GET",
        path,
        query,
        base_path: app.config.base_path(),
    };
    let now = app.clock.now();
    match token.verify(&installation.shared_secret, &target, now) {
        Ok(_) => {
            let name = installation.principal_name;
            Outcome::Installed(name.unwrap_or_else(|| "your workspace".to_owned()))
        }
        Err(error) => {
            tracing::warn!(%error, "refused the way back from an installation");
            Outcome::NotOurs
        }
    }
}

/// Bitbucket's consent page for this app: by key once registered, by descriptor before.
pub(crate) fn install_link(app: &App) -> String {
    let base = &app.config.descriptor.base_url;
    let which = match app.config.registration_secret {
        Some(_) => format!("addon_key={}", app.config.descriptor.app_key),
        None => format!(
            "descriptor_uri={}",
            escape(&format!("{base}/atlassian-connect.json"))
        ),
    };
    let host = &app.config.host_url;
    let back = escape(&format!("{base}/connect/done"));
    format!("{host}/site/addons/authorize?{which}&redirect_uri={back}")
}

fn escape(url: &str) -> String {
    percent_encoding::utf8_percent_encode(url, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// A page in the server's own style.
pub(crate) fn page(app: &App, title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="stylesheet" href={ (app.config.base_path()) "/site.css" };
            }
            body { main { (body) } }
        }
    }
}
