//! Registered apps: what makes an app known, its key, secret and installation address.

use atlassian_connect::AppKey;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::show;
use crate::{
    connect::{App, operations},
    web::pages::{
        forms::{self, Sent},
        layout::Setting,
        parts::{self, Kind},
        paths,
        refusal::Refusal,
        visit::Visit,
    },
};

/// Message on the page, above the form and the list.
enum Remark {
    None,
    Problem(String),
    /// Registered before: its descriptor was read again.
    Reread(AppKey),
    /// Just registered: the secret is shown, this once.
    Registered(AppKey),
}

/// `GET /{workspace}/workspace/settings/develop-apps`
pub(crate) async fn develop(visit: Visit) -> Result<Response, Refusal> {
    visit.admin()?;
    Ok(answer(&visit, &Remark::None))
}

/// Address of the descriptor to register.
#[derive(Debug, Deserialize)]
pub(crate) struct Registration {
    descriptor_url: String,
}

/// `POST /{workspace}/workspace/settings/develop-apps`
pub(crate) async fn register(Sent(visit, form): Sent<Registration>) -> Result<Response, Refusal> {
    visit.admin()?;
    let url = form.descriptor_url.trim();
    let known = {
        let connect = visit.sandbox.connect();
        connect.apps().any(|app| app.descriptor_url == url)
    };
    let remark = match operations::register(&visit.sandbox, url, None).await {
        Ok(key) if known => Remark::Reread(key),
        Ok(key) => Remark::Registered(key),
        Err(error) => Remark::Problem(error.to_string()),
    };
    Ok(answer(&visit, &remark))
}

fn answer(visit: &Visit, remark: &Remark) -> Response {
    show(
        visit,
        Setting::DevelopApps,
        "Develop apps",
        &content(visit, remark),
    )
}

fn content(visit: &Visit, remark: &Remark) -> Markup {
    let connect = visit.sandbox.connect();
    html! {
        p.subtle {
            "Register an app by the address of its descriptor. Registering makes the secret with \
             which Bitbucket signs the app’s installation."
        }
        @match remark {
            Remark::None => {}
            Remark::Problem(problem) => (parts::message(Kind::Error, &html! { (problem) })),
            Remark::Reread(key) => (parts::message(Kind::Information, &html! {
                (key) " is registered already. Its descriptor was read again; its secret stays."
            })),
            Remark::Registered(key) => @if let Some(app) = connect.app(key) { (secret(app)) },
        }
        section.card aria-label="Register an app" {
            header { h2 { "Register an app" } }
            form.body.stack method="post" {
                (forms::field(visit))
                div.field {
                    label for="descriptor" { "Descriptor URL" }
                    input #descriptor type="url" name="descriptor_url" required
                        placeholder="http://localhost:7992/atlassian-connect.json";
                }
                div { button.button.primary { "Register app" } }
            }
        }
        @for app in connect.apps() { (card(visit, app)) }
    }
}

fn secret(app: &App) -> Markup {
    parts::message(
        Kind::Success,
        &html! {
            p { strong { (app.descriptor.name) " is registered." } " Copy its secret now: it is not shown again." }
            p.row {
                code #secret { (app.secret.expose()) }
                button.button type="button" data-copy=(app.secret.expose()) { "Copy" }
            }
        },
    )
}

fn card(visit: &Visit, app: &App) -> Markup {
    let link = format!(
        "/site/addons/authorize?addon_key={}",
        paths::encoded(app.descriptor.key.as_str())
    );
    let installation = format!("{}{link}", visit.sandbox.addresses.web);
    html! {
        section.card aria-label=(app.descriptor.name) {
            header.spread {
                h2 { (app.descriptor.name) }
                a.button href=(link) { "Install" }
            }
            dl.body.facts {
                dt { "Client ID" } dd { code { (app.descriptor.key) } }
                dt { "Secret" } dd { "Shown once, when the app was registered" }
                dt { "Descriptor URL" } dd { (app.descriptor_url) }
                dt { "Installation URL" } dd { a href=(link) { (installation) } }
            }
        }
    }
}
