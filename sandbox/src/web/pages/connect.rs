//! Places for the frames of apps, and the question whether an app may act as the reader. The script
//! `host.js` fills the places and asks the question.

use atlassian_connect::{AppKey, descriptor::Descriptor};
use maud::{Markup, html};

use super::{icons, visit::Visit, words};
use crate::connect::{Consent, Frame};

/// Kind of a frame, which decides how high it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// The page behind *Configure*, of any height.
    Configure,
    /// A module in a dialog, of any height.
    Dialog,
    /// A repository page, of any height.
    Page,
    /// A panel: 50 to 600 pixels.
    Panel,
}

impl Size {
    fn module_type(self) -> &'static str {
        match self {
            Self::Configure => "configurePage",
            Self::Dialog => "dialog",
            Self::Page => "repoPage",
            Self::Panel => "webPanel",
        }
    }

    fn location(self) -> &'static str {
        match self {
            Self::Configure => "org.bitbucket.account.admin",
            Self::Dialog => "none",
            Self::Page => "org.bitbucket.repository.navigation",
            Self::Panel => "org.bitbucket.pullrequest.overview.informationPanel",
        }
    }

    fn most(self) -> Option<u16> {
        (self == Self::Panel).then_some(600)
    }
}

/// A place for a frame.
pub(crate) fn place(frame: &Frame, size: Size) -> Markup {
    html! {
        div.connect-frame data-connect-frame
            data-app-key=(frame.app_key)
            data-location=(size.location())
            data-max-height=[size.most()]
            data-min-height="50"
            data-module-id=(frame.module_id)
            data-module-key=(frame.module_key)
            data-module-type=(size.module_type())
            data-title=(frame.title)
            data-url=(frame.url)
        {
            p.loading role="status" { span.spinner {} "Loading " (frame.title) "…" }
            div.message.error.late role="alert" {
                (icons::CROSS)
                div.stack {
                    p { (frame.title) " is not responding." }
                    button.button type="button" data-reload { "Try again" }
                }
            }
            div.message.error.bridgeless role="alert" {
                (icons::CROSS)
                div {
                    "The scripts of the bridge are missing. Run " code { "npm ci" }
                    " in the project’s folder, and reload."
                }
            }
        }
    }
}

/// A dialog for each app that has a frame in the list; none if nobody is signed in who could be
/// asked. Takes Connect's lock.
pub(crate) fn consent_asks(visit: &Visit, frames: &[Frame]) -> Vec<Markup> {
    let Some(reader) = visit.reader else {
        return Vec::new();
    };
    let mut keys: Vec<&AppKey> = frames.iter().map(|frame| &frame.app_key).collect();
    keys.sort_unstable();
    keys.dedup();
    let connect = visit.sandbox.connect();
    keys.into_iter()
        .filter_map(|key| connect.installation(key))
        .map(|installation| {
            let answer = connect.consent(reader, &installation.app_key);
            consent_dialog(&installation.app_key, &installation.descriptor, answer)
        })
        .collect()
}

fn consent_dialog(key: &AppKey, descriptor: &Descriptor, answer: Option<Consent>) -> Markup {
    let answer = match answer {
        None => "none",
        Some(Consent::Allowed) => "allow",
        Some(Consent::Denied) => "deny",
    };
    let title = format!("consent-{key}");
    html! {
        dialog data-consent=(key) data-answer=(answer) aria-labelledby=(title) {
            form method="dialog" {
                h2 id=(title) { "Allow " (descriptor.name) " to access your account?" }
                p { "The app asks to act on Bitbucket as you. It would be able to:" }
                (scopes(&descriptor.scopes))
                p.small.subtle {
                    "Your answer is remembered. You can change it in the workspace’s settings, \
                     under App authorizations."
                }
                div.row {
                    button.button.quiet value="deny" { "Deny" }
                    button.button.primary value="allow" { "Allow" }
                }
            }
        }
    }
}

/// Scopes in words; an empty list asks for everything.
pub(crate) fn scopes(scopes: &[String]) -> Markup {
    html! {
        ul.scopes {
            @if scopes.is_empty() { li { (icons::CHECK) "Everything: it names no scopes" } }
            @for scope in scopes {
                li { (icons::CHECK) span { (words::scope(scope)) " " span.small.subtlest { (scope) } } }
            }
        }
    }
}
