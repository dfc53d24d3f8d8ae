//! Installed apps: configure, update, uninstall.

use atlassian_connect::AppKey;
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{page, show};
use crate::{
    connect::{Installation, Place as FramePlace, frames, operations},
    web::pages::{
        connect,
        forms::{self, Sent},
        layout::Setting,
        parts::{self, Kind},
        paths,
        refusal::Refusal,
        visit::Visit,
    },
};

/// `GET /{workspace}/workspace/settings/apps`
pub(crate) async fn installed(visit: Visit) -> Result<Response, Refusal> {
    visit.admin()?;
    Ok(show(
        &visit,
        Setting::InstalledApps,
        "Installed apps",
        &list(&visit, None),
    ))
}

/// `GET /{workspace}/workspace/settings/apps/{app_key}`: the app's own configure page.
pub(crate) async fn configure(
    visit: Visit,
    Path((_, app_key)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    visit.admin()?;
    let app_key = AppKey::new(app_key);
    let mut frames = frames(&visit.sandbox, FramePlace::ConfigurePage, visit.reader);
    frames.retain(|frame| frame.app_key == app_key);
    let frame = frames.first().ok_or(Refusal::NotFound)?;
    let title = frame.title.clone();
    let content = connect::place(frame, connect::Size::Configure);
    let page = page(&visit, Setting::InstalledApps, &title, &content);
    Ok(visit.show(page.with_frames(frames)))
}

/// Actions on an installed app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Action {
    /// Uninstalls the app.
    Uninstall,
    /// Fetches its descriptor again.
    Update,
}

/// No field but the token.
#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

/// `POST /{workspace}/workspace/settings/apps/{app_key}/{action}`
pub(crate) async fn act(
    Path((_, app_key, action)): Path<(String, String, Action)>,
    Sent(visit, Nothing {}): Sent<Nothing>,
) -> Result<Response, Refusal> {
    visit.admin()?;
    let app_key = AppKey::new(app_key);
    let done = match action {
        Action::Uninstall => operations::uninstall(&visit.sandbox, &app_key).await,
        Action::Update => operations::update(&visit.sandbox, &app_key).await,
    };
    match done {
        Ok(_) => {
            let path = paths::settings(&visit.sandbox.world(), "apps");
            Ok(Redirect::to(&path).into_response())
        }
        Err(error) => {
            let content = list(&visit, Some(&error.to_string()));
            Ok(show(
                &visit,
                Setting::InstalledApps,
                "Installed apps",
                &content,
            ))
        }
    }
}

fn list(visit: &Visit, problem: Option<&str>) -> Markup {
    let connect = visit.sandbox.connect();
    let base = paths::settings(&visit.sandbox.world(), "apps");
    html! {
        p.subtle { "Apps that this workspace lets into its pages and repositories." }
        @if let Some(problem) = problem {
            (parts::message(Kind::Error, &html! { (problem) }))
        }
        @if connect.installations().next().is_none() {
            p.empty { "No apps are installed. Register one under Develop apps, or follow the install link of one." }
        }
        @for installation in connect.installations() {
            (card(visit, installation, &base))
        }
    }
}

fn card(visit: &Visit, installation: &Installation, base: &str) -> Markup {
    let descriptor = &installation.descriptor;
    let own = format!("{base}/{}", paths::encoded(installation.app_key.as_str()));
    html! {
        section.card aria-label=(descriptor.name) {
            header.spread {
                h2 { (descriptor.name) }
                @if let Some(vendor) = &descriptor.vendor { span.subtle { "by " (vendor.name) } }
            }
            div.body.stack {
                @if !descriptor.description.is_empty() { p { (descriptor.description) } }
                div { h3 { "It may" } (connect::scopes(&descriptor.scopes)) }
                dl.facts.small {
                    dt { "App key" } dd { (installation.app_key) }
                    dt { "Served from" } dd { (descriptor.base_url) }
                    dt { "Installation" } dd { (installation.client_key) }
                }
                div.row {
                    @if descriptor.modules.configure_page.is_some() {
                        a.button href=(own) { "Configure" }
                    }
                    form method="post" action={ (own) "/update" } {
                        (forms::field(visit)) button.button { "Update" }
                    }
                    form method="post" action={ (own) "/uninstall" } {
                        (forms::field(visit)) button.button.danger { "Uninstall" }
                    }
                }
            }
        }
    }
}
