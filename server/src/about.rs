//! What an admin reads on the workspace's page for this app.

use atlassian_connect::descriptor::Writing;
use maud::{Markup, html};

use crate::{AppState, landing, sunset};

/// Where it is found, and what it may do.
pub(crate) fn page(app: &AppState) -> Markup {
    let body = html! {
        h1 { "Sightline" }
        p {
            "Sightline shows reviewers what a diff does not: what a pull request waits for, what it "
            "collides with, what it lacks and who knows the code. It works as soon as it is installed; "
            "there is nothing to set up."
        }
        h2 { "Where you find it" }
        ul {
            li { strong { "On a pull request" } ": a panel that answers this for the reader." }
            li {
                strong { "In a repository’s side navigation" }
                ": what is open, how work flows and where change concentrates."
            }
        }
        h2 { "What it may do" }
        ul {
            li { strong { "Read your account" } ": to know who is looking." }
            li { strong { "Read repositories" } ": to count changed files and lines." }
            li { strong { "Read pull requests" } ": to show how their review goes." }
            @if app.config.descriptor.writing == Writing::On {
                li { strong { "Write pull requests" } ": to add a reviewer when a reader asks for it." }
            }
        }
        p {
            "Everything is read with each reader’s own permissions and worked out in their browser. "
            (landing::what_leaves_bitbucket(app))
            @if app.config.descriptor.writing == Writing::Off {
                " Sightline changes nothing in your repositories."
            }
        }
        h2 { "How long it stays" }
        (sunset::notice(app))
        p class="subtle" { "Version " (env!("CARGO_PKG_VERSION")) }
    };
    landing::page_within_bitbucket(app, "Sightline", body)
}
