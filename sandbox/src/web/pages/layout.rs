//! The frame around every page: document, headers, top bar, side navigation.

use atlassian_connect::AppKey;
use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use maud::{DOCTYPE, Markup, html};

use super::{connect, icons, navigation, paths, visit::Visit};
use crate::{connect::Frame, forge::Frame as ForgeFrame, world::World};

/// A page's content, and what the document around it must know.
#[derive(Debug)]
pub(crate) struct Page {
    title: String,
    place: Place,
    content: Markup,
    frames: Vec<Frame>,
    forge_frames: Vec<ForgeFrame>,
    form_targets: Vec<String>,
}

/// Place of a page in the site, for the side navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// Page without side navigation.
    Alone,
    /// Page of the repository.
    Repository(Tab),
    /// Page of the workspace's settings.
    Settings(Setting),
}

/// Entries of the repository's side navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tab {
    /// A page of an app.
    Addon(AppKey, String),
    /// A page of an app for Forge: the module with that key.
    ForgePage(String),
    /// Commits.
    Commits,
    /// Pull requests.
    PullRequests,
    /// Overview and files.
    Source,
}

/// Entries of the settings' side navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// Answers of the reader to apps that asked to act as them.
    Consents,
    /// Registered apps.
    DevelopApps,
    /// Pages of an app for Forge.
    ForgeApps,
    /// Installed apps.
    InstalledApps,
}

impl Page {
    /// A page without frames, whose forms stay on this origin.
    pub(crate) fn new(title: impl Into<String>, place: Place, content: Markup) -> Self {
        Self {
            title: title.into(),
            place,
            content,
            frames: Vec::new(),
            forge_frames: Vec::new(),
            form_targets: Vec::new(),
        }
    }

    /// Lets the page show those frames; the content has to leave places for them.
    pub(crate) fn with_frames(mut self, frames: Vec<Frame>) -> Self {
        self.frames = frames;
        self
    }

    /// Lets the page show those frames of Forge beside others; the content has to leave places for
    /// them.
    pub(crate) fn with_forge_frames(mut self, frames: Vec<ForgeFrame>) -> Self {
        self.forge_frames.extend(frames);
        self
    }

    /// Lets the page's forms be answered by a redirect to that origin.
    pub(crate) fn with_form_target(mut self, origin: impl Into<String>) -> Self {
        self.form_targets.push(origin.into());
        self
    }

    fn content_security_policy(&self, api: &str) -> String {
        let forge = self.forge_frames.iter().map(|frame| frame.origin.as_str());
        let frames: Vec<&str> = self
            .frames
            .iter()
            .map(|frame| frame.origin.as_str())
            .chain(forge)
            .filter(|origin| is_source(origin))
            .collect();
        let frames = if frames.is_empty() {
            "'none'".to_owned()
        } else {
            frames.join(" ")
        };
        let styles = match self.frames.is_empty() {
            true => "",
            false => BRIDGE_STYLES,
        };
        let targets: String = self
            .form_targets
            .iter()
            .filter(|origin| is_source(origin))
            .map(|origin| format!(" {origin}"))
            .collect();
        format!(
            "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data: {api}; \
             connect-src 'self'; frame-src {frames}; form-action 'self'{targets}; \
             base-uri 'none'; frame-ancestors 'none'"
        )
    }
}

/// Hashes of the two styles that the genuine bundle puts into the page, one for each kind of link that
/// opens a dialog.
const BRIDGE_STYLES: &str = " 'sha256-noKUDODRQd3Pu1pplDdnyFgo1+JRfPSFy8xZ4QYt0aM=' \
                             'sha256-si3uLF78H3NKo7FJkSxFjioHKquA+0du5fhpo6lKdX4='";

/// Returns whether the text is an origin that can stand in a policy without changing its meaning.
fn is_source(origin: &str) -> bool {
    (origin.starts_with("http://") || origin.starts_with("https://"))
        && origin
            .chars()
            .all(|char| char.is_ascii_alphanumeric() || "-.:/[]".contains(char))
}

impl Visit {
    /// The answer that shows the page.
    pub(crate) fn show(&self, page: Page) -> Response {
        let policy = page.content_security_policy(&self.sandbox.addresses.api);
        let policy = HeaderValue::from_str(&policy)
            .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
        let headers: [(HeaderName, HeaderValue); 4] = [
            (header::CONTENT_SECURITY_POLICY, policy),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (
                header::REFERRER_POLICY,
                HeaderValue::from_static("strict-origin-when-cross-origin"),
            ),
            (
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ),
        ];
        (headers, self.document(&page)).into_response()
    }

    fn document(&self, page: &Page) -> Markup {
        // Connect's lock comes before the world's.
        let addons = navigation::addon_links(self);
        let asks = connect::consent_asks(self, &page.frames);
        let world = self.sandbox.world();
        let user = self.person(&world).map(|person| person.uuid.as_str());
        let side = navigation::side(self, &world, &page.place, &addons);
        html! {
            (DOCTYPE)
            html lang="en" data-api=(self.sandbox.addresses.api) data-user=[user] {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (page.title) " — Bitbucket sandbox" }
                    link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                    link rel="stylesheet" href="/assets/sandbox.css";
                    script src="/assets/page.js" defer {}
                    @if !page.frames.is_empty() {
                        script src="/atlassian-connect/jquery.js" defer {}
                        script src="/atlassian-connect/connect-host.js" defer {}
                        script src="/assets/host.js" defer {}
                        script src="/assets/flags.js" defer {}
                        script src="/assets/dialogs.js" defer {}
                    }
                    @if !page.forge_frames.is_empty() {
                        script src="/assets/forge-host.js" defer {}
                    }
                }
                body {
                    a.skip href="#content" { "Skip to content" }
                    (top_bar(self, &world))
                    @if let Some(side) = side {
                        div.frame {
                            (side)
                            main.content #content tabindex="-1" { (page.content) }
                        }
                    } @else {
                        main #content tabindex="-1" { (page.content) }
                    }
                    @for ask in &asks { (ask) }
                }
            }
        }
    }
}

fn top_bar(visit: &Visit, world: &World) -> Markup {
    let repository = paths::repository(world, "");
    html! {
        header.top-bar {
            a.brand href=(repository) { (icons::BUCKET) "Bitbucket" }
            span.lozenge.sandbox title="Not bitbucket.org: a sandbox on this machine" { "Sandbox" }
            nav.top-links aria-label="Site" {
                a href=(repository) { "Repository" }
                a href=(paths::repository(world, "/pull-requests")) { "Pull requests" }
                a href=(paths::settings(world, "apps")) { "Apps" }
            }
            (navigation::account_menu(visit, world))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_source;

    #[test]
    fn only_plain_origins_reach_the_policy() {
        assert!(is_source("http://localhost:7992"));
        assert!(is_source("https://[::1]:8443"));
        for origin in [
            "https://a; script-src *",
            "https://a b",
            "data:",
            "*",
            "https://a,b",
        ] {
            assert!(!is_source(origin), "{origin}");
        }
    }
}
