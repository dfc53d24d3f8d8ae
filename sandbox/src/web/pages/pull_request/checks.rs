//! Merge checks of an app for Forge beside a pull request, and what they run at.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::find;
use crate::{
    forge::{
        MergeCheck,
        checks::{self, Checks, Outcome, Phase, Trigger},
    },
    web::pages::{
        forms::{self, Sent},
        icons,
        parts::Vote,
        paths,
        refusal::Refusal,
        visit::Visit,
    },
    world::{Event, EventKind, PersonId, PullRequest, PullRequestState},
};

/// Button that was pressed.
#[derive(Debug, Deserialize)]
pub(crate) struct Press {
    action: Action,
    /// Key of a check, where one is meant.
    #[serde(default)]
    check: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Approve,
    Disable,
    Enable,
    Run,
}

/// `POST /{workspace}/{repository}/pull-requests/checks/{id}`
pub(crate) async fn press(
    Path((_, _, id)): Path<(String, String, String)>,
    Sent(visit, Press { action, check }): Sent<Press>,
) -> Result<Response, Refusal> {
    let reader = visit.reader.ok_or(Refusal::NotFound)?;
    let pull = find(&visit, &id)?;
    let sandbox = &visit.sandbox;
    match action {
        Action::Enable | Action::Disable => {
            visit.admin()?;
            let mut checks = sandbox.checks();
            match action {
                Action::Enable => checks.enable(&check),
                _ => checks.disable(&check),
            }
        }
        Action::Run => checks::run(sandbox, Trigger::CodePushed, pull.id).await,
        Action::Approve => {
            vote(&visit, pull.id, reader);
            checks::run(sandbox, Trigger::ReviewerStatusChanged, pull.id).await;
        }
    }
    let path = paths::repository(&sandbox.world(), "/pull-requests");
    Ok(Redirect::to(&format!("{path}/{}", pull.id)).into_response())
}

/// Approves in the reader's name, or takes the approval back.
fn vote(visit: &Visit, pull: u64, by: PersonId) {
    let mut world = visit.sandbox.world_mut();
    let mut pulls = world.pull_requests.iter_mut();
    if let Some(pull) = pulls.find(|one| one.id == pull) {
        let kind = match Vote::of(pull, by) {
            Vote::Approved => EventKind::VoteWithdrawn,
            _ => EventKind::Approved,
        };
        let at = Timestamp::now();
        pull.updated_on = at;
        pull.events.push(Event { at, by, kind });
    }
}

/// The section; nothing where no app has checks, or nobody can merge any more.
pub(super) fn section(visit: &Visit, pull: &PullRequest) -> Markup {
    let app = visit.sandbox.forge.as_ref();
    let all = app.map_or(&[][..], |app| &app.merge_checks);
    let is_open = pull.state == PullRequestState::Open;
    let checks = visit.sandbox.checks();
    html! {
        @if !all.is_empty() && is_open {
            section.merge-checks {
                h2 { "Merge checks" }
                ul.plain.builds {
                    @for check in all { (one(visit, &checks, pull, check)) }
                }
                @if let Some(reader) = visit.reader {
                    div.row {
                        @let word = match Vote::of(pull, reader) {
                            Vote::Approved => "Unapprove",
                            _ => "Approve",
                        };
                        (button(visit, pull, "approve", "", html! { (word) }))
                    }
                }
            }
        }
    }
}

fn one(visit: &Visit, checks: &Checks, pull: &PullRequest, check: &MergeCheck) -> Markup {
    let is_enabled = checks.is_enabled(&check.key);
    let of = |phase| checks.outcome(pull.id, &check.key, phase);
    let name = html! { " " span.visually-hidden { (check.name) } };
    html! {
        @if is_enabled {
            (outcome(&check.name, of(Phase::BeforeMerge)))
            @if let Some(on_merge) = of(Phase::OnMerge) {
                (outcome(&format!("{} on merge", check.name), Some(on_merge)))
            }
        } @else {
            li { (icons::DOTS.classed("")) span.grow { (check.name) " " span.subtlest { "not enabled" } } }
        }
        @if visit.reader.is_some() {
            li.row {
                @if is_enabled {
                    (button(visit, pull, "run", "", html! { "Run again" (name) }))
                    (button(visit, pull, "disable", &check.key, html! { "Disable" (name) }))
                } @else {
                    (button(visit, pull, "enable", &check.key, html! { "Enable" (name) }))
                }
            }
        }
    }
}

fn outcome(name: &str, outcome: Option<&Outcome>) -> Markup {
    let (icon, word, message) = match outcome {
        None => (icons::DOTS.classed(""), "not run yet", ""),
        Some(Outcome::Pending) => (icons::DOTS.classed("progress"), "pending", ""),
        Some(Outcome::Passed(message)) => {
            (icons::CHECK.classed("success"), "passed", message.as_str())
        }
        Some(Outcome::Failed(message)) => {
            (icons::CROSS.classed("failed"), "failed", message.as_str())
        }
    };
    html! {
        li data-check=(name) data-outcome=(word) {
            (icon)
            div.grow {
                div { (name) " " span.subtlest { (word) } }
                @if !message.is_empty() { p.small.reason { (message) } }
            }
        }
    }
}

fn button(visit: &Visit, pull: &PullRequest, action: &str, check: &str, name: Markup) -> Markup {
    let path = paths::repository(&visit.sandbox.world(), "/pull-requests/checks");
    html! {
        form method="post" action={ (path) "/" (pull.id) } {
            (forms::field(visit))
            input type="hidden" name="action" value=(action);
            @if !check.is_empty() { input type="hidden" name="check" value=(check); }
            button.button { (name) }
        }
    }
}
