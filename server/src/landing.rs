//! The landing page, and the frame of every page in the server's own style.

use atlassian_connect::descriptor::{REPORT_EVENTS, Reports};
use axum::{extract::State, http::StatusCode};
use maud::{DOCTYPE, Markup, html};

use crate::{AppState, sunset};

/// `GET /`
pub(crate) async fn landing(State(app): State<AppState>) -> Markup {
    page(
        &app,
        "Sightline for Bitbucket Cloud",
        html! {
            h1 { "Sightline" }
            p class="lead" { "Shows reviewers what the diff does not, inside Bitbucket Cloud." }
            p {
                "Everything is computed in the reader’s browser, with the reader’s own permissions. "
                (what_leaves_bitbucket(&app))
            }
            p { a class="button" href=(install_link(&app)) { "Add to Bitbucket" } }
            h2 { "Before you install" }
            (sunset::notice(&app))
            p class="subtle" {
                a href={ (app.base_url.path()) "/atlassian-connect.json" } { "App descriptor" }
            }
        },
    )
}

/// Knowledge of code and reviews that the server gets, as it is configured.
pub(crate) fn what_leaves_bitbucket(app: &AppState) -> String {
    match app.config.descriptor.reports {
        Reports::Off => {
            "No code and no review data leaves Bitbucket for Sightline’s server.".to_owned()
        }
        Reports::On => format!(
            "Bitbucket tells Sightline’s server of these events: {}. Where the settings of a \
             repository ask for reports, the server reads its pull requests and what they change, \
             as the account that the app is installed into. It keeps that in memory for at most a \
             day, and stores which pull requests have a report.",
            REPORT_EVENTS.join(", ")
        ),
    }
}

/// Everything that is nowhere.
pub(crate) async fn nothing(State(app): State<AppState>) -> (StatusCode, Markup) {
    let title = "There is nothing here";
    let body = html! {
        h1 { (title) }
        p { a href={ (app.base_url.path()) "/" } { "About Sightline" } }
    };
    (StatusCode::NOT_FOUND, page(&app, title, body))
}

/// Bitbucket's consent page for this app: by key once registered, by descriptor before.
pub(crate) fn install_link(app: &AppState) -> String {
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
pub(crate) fn page(app: &AppState, title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href={ (app.base_url.path()) "/icon.svg" };
                link rel="stylesheet" href={ (app.base_url.path()) "/site.css" };
            }
            body { main class="ac-content" { (body) } }
        }
    }
}
