//! The page that asks an administrator whether an app may be installed.

use atlassian_connect::{AppKey, descriptor::Descriptor};
use axum::{
    extract::Query,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use reqwest::Url;
use serde::Deserialize;

use super::{
    connect,
    forms::{self, Sent},
    icons,
    layout::{Page, Place},
    parts::{self, Kind},
    paths,
    refusal::Refusal,
    visit::Visit,
};
use crate::connect::{
    denied_url,
    operations::{self, Which},
    return_target, return_url,
};

/// App to install, and the address to go to afterwards.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Ask {
    addon_key: Option<String>,
    descriptor_uri: Option<String>,
    redirect_uri: Option<String>,
}

impl Ask {
    fn which(&self) -> Result<Which, Refusal> {
        match (&self.addon_key, &self.descriptor_uri) {
            (Some(key), None) => Ok(Which::Registered(AppKey::new(key))),
            (None, Some(url)) => Ok(Which::ByDescriptor(url.clone())),
            _ => Err(impossible(
                "The address of an installation names either an app key or a descriptor.",
            )),
        }
    }
}

fn impossible(reason: impl Into<String>) -> Refusal {
    Refusal::Impossible {
        reason: reason.into(),
    }
}

/// `GET /site/addons/authorize?addon_key=…|descriptor_uri=…&redirect_uri=…`
pub(crate) async fn ask(visit: Visit, Query(ask): Query<Ask>) -> Result<Response, Refusal> {
    let descriptor = descriptor(&visit, &ask.which()?).await?;
    let target = target(&ask, &descriptor);
    let content = question(&visit, &ask, &descriptor, target.is_some());
    Ok(visit.show(page(&descriptor, content, target.as_ref())))
}

/// The answer, with the question that it answers.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    #[serde(flatten)]
    ask: Ask,
    answer: Choice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Choice {
    Allow,
    Cancel,
}

/// `POST /site/addons/authorize`
pub(crate) async fn answer(Sent(visit, form): Sent<Answer>) -> Result<Response, Refusal> {
    let which = form.ask.which()?;
    let descriptor = descriptor(&visit, &which).await?;
    let uri = form.ask.redirect_uri.as_deref();
    if form.answer == Choice::Cancel {
        let to = uri.and_then(|uri| denied_url(&descriptor, uri));
        return Ok(redirect(&to.unwrap_or_else(|| repository(&visit))));
    }
    let by = visit.admin()?;
    match operations::install(&visit.sandbox, which, by).await {
        Ok(client_key) => {
            let to = uri.and_then(|uri| return_url(&visit.sandbox, &client_key, uri));
            Ok(redirect(&to.unwrap_or_else(|| settings(&visit))))
        }
        Err(error) => {
            let content = html! {
                div.narrow.stack {
                    h1 { (descriptor.name) " could not be installed" }
                    (parts::message(Kind::Error, &html! { (error) }))
                    p.subtle {
                        "Nothing was installed. Bitbucket installs an app only after the app has \
                         accepted the message about it."
                    }
                    p { a.button href=(repository(&visit)) { "Go to the repository" } }
                }
            };
            Ok(visit.show(page(&descriptor, content, None)))
        }
    }
}

async fn descriptor(visit: &Visit, which: &Which) -> Result<Descriptor, Refusal> {
    match which {
        Which::Registered(key) => {
            let connect = visit.sandbox.connect();
            let app = connect.app(key).ok_or_else(|| {
                impossible(format!("No app with the key “{key}” is registered here."))
            })?;
            Ok(app.descriptor.clone())
        }
        Which::ByDescriptor(url) => operations::fetch(url)
            .await
            .map_err(|error| impossible(format!("The app’s descriptor cannot be used: {error}"))),
    }
}

/// The app's address to return to afterwards, unless the one that was asked for is not its own.
fn target(ask: &Ask, descriptor: &Descriptor) -> Option<Url> {
    return_target(descriptor, ask.redirect_uri.as_deref()?)
}

fn page(descriptor: &Descriptor, content: Markup, target: Option<&Url>) -> Page {
    let page = Page::new(
        format!("Install {}", descriptor.name),
        Place::Alone,
        content,
    );
    match target {
        Some(url) => page.with_form_target(url.origin().ascii_serialization()),
        None => page,
    }
}

fn question(visit: &Visit, ask: &Ask, descriptor: &Descriptor, returns: bool) -> Markup {
    let world = visit.sandbox.world();
    let may = visit.admin().is_ok();
    html! {
        div.narrow.stack {
            div.row { (icons::APP) span.subtle { "Install an app" } }
            h1 { (descriptor.name) " wants to be installed into " (world.workspace.name) }
            @if let Some(vendor) = &descriptor.vendor { p.subtle { "by " (vendor.name) " · " (descriptor.base_url) } }
            @if !descriptor.description.is_empty() { p { (descriptor.description) } }
            section.card aria-label="Permissions" {
                header { h2 { "In this workspace it will be able to" } }
                div.body { (connect::scopes(&descriptor.scopes)) }
            }
            @if ask.redirect_uri.is_some() && !returns {
                (parts::message(Kind::Information, &html! {
                    "You will stay on Bitbucket afterwards: the address to return to is not the app’s own."
                }))
            }
            @if may {
                form.row method="post" action="/site/addons/authorize" {
                    (forms::field(visit))
                    @for (name, value) in [
                        ("addon_key", &ask.addon_key),
                        ("descriptor_uri", &ask.descriptor_uri),
                        ("redirect_uri", &ask.redirect_uri),
                    ] {
                        @if let Some(value) = value { input type="hidden" name=(name) value=(value); }
                    }
                    button.button.primary name="answer" value="allow" { "Grant access" }
                    button.button.quiet name="answer" value="cancel" { "Cancel" }
                }
            } @else {
                (parts::message(Kind::Error, &html! {
                    "Only administrators of " (world.workspace.name) " can install apps. Use the "
                    "account menu in the top bar to sign in as one."
                }))
            }
        }
    }
}

fn redirect(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => impossible("The address to return to cannot be used.").into_response(),
    }
}

fn repository(visit: &Visit) -> String {
    paths::repository(&visit.sandbox.world(), "")
}

fn settings(visit: &Visit) -> String {
    paths::settings(&visit.sandbox.world(), "apps")
}
