//! Page on which a reader changes a pull request: here, its reviewers.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Tab, find, head, page};
use crate::{
    connect::webhooks,
    web::pages::{
        forms::{self, Sent},
        parts, paths,
        refusal::Refusal,
        visit::Visit,
    },
    world::{PersonId, PersonKind, PullRequest, PullRequestState, World},
};

/// Addition or removal of a reviewer.
#[derive(Debug, Deserialize)]
pub(crate) struct Change {
    action: Action,
    uuid: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Add,
    Remove,
}

/// `GET /{workspace}/{repository}/pull-requests/update/{id}`
pub(crate) async fn edit(
    visit: Visit,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    let pull = editable(&visit, &id)?;
    let content = {
        let world = visit.sandbox.world();
        html! {
            (head(&visit, &world, &pull, Tab::Edit))
            (reviewers(&visit, &world, &pull))
        }
    };
    Ok(visit.show(page(&pull, content)))
}

/// `POST /{workspace}/{repository}/pull-requests/update/{id}`
pub(crate) async fn change(
    Path((_, _, id)): Path<(String, String, String)>,
    Sent(visit, form): Sent<Change>,
) -> Result<Response, Refusal> {
    let pull = editable(&visit, &id)?;
    let mut world = visit.sandbox.world_mut();
    let mut changed = None;
    let person = candidates(&world, &pull)
        .find(|(_, uuid)| *uuid == form.uuid)
        .map(|(person, _)| person)
        .ok_or(Refusal::NotFound)?;
    if let Some(pull) = world.pull_requests.iter_mut().find(|one| one.id == pull.id) {
        pull.reviewers.retain(|reviewer| *reviewer != person);
        if let Action::Add = form.action {
            pull.reviewers.push(person);
        }
        pull.updated_on = Timestamp::now();
        changed = Some(pull.clone());
    }
    let path = paths::repository(&world, "/pull-requests/update");
    drop(world);
    if let (Some(changed), Some(by)) = (changed, visit.reader) {
        webhooks::pull_request(&visit.sandbox, "pullrequest:updated", &changed, by);
    }
    Ok(Redirect::to(&format!("{path}/{}", pull.id)).into_response())
}

/// Signed-in readers change what is open.
fn editable(visit: &Visit, id: &str) -> Result<PullRequest, Refusal> {
    visit.reader.ok_or(Refusal::NotFound)?;
    let pull = find(visit, id)?;
    match pull.state {
        PullRequestState::Open => Ok(pull),
        _ => Err(Refusal::NotFound),
    }
}

/// People who may review: everybody but the author and bots.
fn candidates<'a>(
    world: &'a World,
    pull: &PullRequest,
) -> impl Iterator<Item = (PersonId, &'a str)> + use<'a> {
    let author = pull.author;
    let people = world.people.iter().enumerate();
    people
        .filter(move |(at, person)| {
            PersonId(*at) != author && matches!(person.kind, PersonKind::User)
        })
        .map(|(at, person)| (PersonId(at), person.uuid.as_str()))
}

fn reviewers(visit: &Visit, world: &World, pull: &PullRequest) -> Markup {
    let row = |person: PersonId, uuid: &str, action: &str, word: &str| {
        html! {
            li {
                div.grow { (parts::face(visit, world, person)) }
                form method="post" {
                    (forms::field(visit))
                    input type="hidden" name="action" value=(action);
                    input type="hidden" name="uuid" value=(uuid);
                    button.button {
                        (word) span.visually-hidden { " " (parts::name(world, person)) }
                    }
                }
            }
        }
    };
    let is_asked = |person: &PersonId| pull.reviewers.contains(person);
    html! {
        section.section {
            h2 { "Reviewers" }
            @if pull.reviewers.is_empty() { p.subtle { "Nobody was asked." } }
            ul.plain.people {
                @for (person, uuid) in candidates(world, pull).filter(|(one, _)| is_asked(one)) {
                    (row(person, uuid, "remove", "Remove"))
                }
            }
        }
        section.section {
            h2 { "Add reviewers" }
            ul.plain.people {
                @for (person, uuid) in candidates(world, pull).filter(|(one, _)| !is_asked(one)) {
                    (row(person, uuid, "add", "Add"))
                }
            }
        }
    }
}
