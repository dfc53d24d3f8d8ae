//! What an admin reads on the workspace's page for this app.

use atlassian_connect::{
    ClientKey,
    descriptor::{Reports, Writing},
};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::{
    AppState, PageError, landing,
    store::{JobCounts, ReportOverview},
    sunset,
};

/// Seconds.
const DAY: u64 = 24 * 60 * 60;

/// Where it is found, and what it may do.
///
/// # Errors
/// [`PageError::Unavailable`] where the store does not say how reports go.
pub(crate) async fn page(app: &AppState, client: &ClientKey) -> Result<Markup, PageError> {
    let reports = match app.config.descriptor.reports {
        Reports::Off => None,
        Reports::On => {
            let since = app.clock.now().saturating_sub(DAY);
            let overview = app.store.report_overview(client, since).await;
            Some(overview.map_err(PageError::Unavailable)?)
        }
    };
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
            @if app.config.descriptor.reports == Reports::On {
                " Where a repository’s settings ask for it, Sightline publishes a report on the newest "
                "commit of each open pull request."
            }
            @if app.config.descriptor.writing == Writing::Off {
                " Sightline changes nothing in your repositories."
            }
        }
        @if let Some(overview) = &reports { (how_reports_go(overview)) }
        h2 { "How long it stays" }
        (sunset::notice(app))
        p class="subtle" { "Version " (env!("CARGO_PKG_VERSION")) }
    };
    Ok(landing::page_within_bitbucket(app, "Sightline", body))
}

/// The last event, the queue, and what was given up in the last day.
fn how_reports_go(overview: &ReportOverview) -> Markup {
    let JobCounts {
        waiting,
        running,
        done,
        dead,
    } = overview.counts;
    html! {
        h2 { "Reports" }
        p {
            @match overview.heard_at {
                Some(at) => { "The last event came at " (moment(at)) ". " }
                None => { "No event has come yet. " }
            }
            "Pull requests that wait for a report: " (waiting) "; being read: " (running)
            "; done: " (done) "; given up: " (dead) "."
        }
        @if !overview.dead.is_empty() {
            p { "Given up in the last day; the next change of the pull request tries again:" }
            ul {
                @for job in &overview.dead {
                    li {
                        (job.full_name) " #" (job.pull_request) ", " (moment(job.at)) ": "
                        (job.reason)
                    }
                }
            }
        }
    }
}

/// A time in UTC.
fn moment(at: u64) -> Markup {
    let time = i64::try_from(at).ok();
    let time = time.and_then(|at| Timestamp::from_second(at).ok());
    let time = time.unwrap_or_default();
    let shown = time.strftime("%-d %B %Y, %H:%M UTC").to_string();
    html! { time datetime=(time) { (shown) } }
}
