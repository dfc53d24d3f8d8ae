//! Edits of a pull request.

use std::sync::Arc;

use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State},
    response::Response,
};
use jiff::Timestamp;
use serde::Deserialize;

use super::{OfPullRequest, find};
use crate::{
    api::{
        Api,
        ask::Ask,
        auth::{Caller, Scope},
        error::ApiError,
        page::answer,
    },
    connect::webhooks,
    world::{PersonId, PullRequest, PullRequestState, Role, World},
};

/// A change. What it does not name stays; what the box cannot change is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    title: Option<String>,
    description: Option<String>,
    reviewers: Option<Vec<Reviewer>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Reviewer {
    uuid: String,
}

/// Changes an open pull request and answers with it.
pub(super) async fn edit(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    Extension(caller): Extension<Caller>,
    ask: Ask,
    body: Bytes,
) -> Result<Response, ApiError> {
    caller.require(Scope::PullRequestWrite)?;
    let mut world = api.sandbox.world_mut();
    let edited = edited(&world, find(&world, &id)?, &body)?;
    let shown = api.shapes(&world).pull_request(&edited);
    replace(&mut world, edited.clone());
    drop(world);
    let by = caller.person().unwrap_or(edited.author);
    webhooks::pull_request(&api.sandbox, "pullrequest:updated", &edited, by);
    Ok(answer(&ask, &shown, &[]))
}

fn edited(world: &World, pull: &PullRequest, body: &[u8]) -> Result<PullRequest, ApiError> {
    let edit: Edit = serde_json::from_slice(body)
        .map_err(|error| ApiError::bad_request(format!("Bad request: {error}")))?;
    if pull.state != PullRequestState::Open {
        return Err(ApiError::bad_request(
            "Only open pull requests can be changed",
        ));
    }
    let title = edit.title.filter(|title| !title.trim().is_empty());
    let mut edited = pull.clone();
    edited.title = title.ok_or_else(|| ApiError::bad_request("title: This field is required."))?;
    if let Some(description) = edit.description {
        edited.description = description;
    }
    if let Some(asked) = edit.reviewers {
        edited.reviewers = reviewers(world, pull.author, &asked)?;
    }
    edited.updated_on = Timestamp::now();
    Ok(edited)
}

// Everybody once, in the order of the call.
pub(super) fn reviewers(
    world: &World,
    author: PersonId,
    asked: &[Reviewer],
) -> Result<Vec<PersonId>, ApiError> {
    let mut reviewers = Vec::new();
    for Reviewer { uuid } in asked {
        let person = world.people.iter().position(|person| person.uuid == *uuid);
        let person = person.map(PersonId).ok_or_else(|| {
            ApiError::bad_request(format!("reviewers: {uuid} is not a valid user"))
        })?;
        // Bitbucket does not name the deactivated reviewer.
        if world
            .person(person)
            .is_some_and(|one| one.role == Role::Deactivated)
        {
            let message = "reviewers: Malformed reviewers list";
            return Err(ApiError::bad_request(message));
        }
        if person == author {
            let message = "reviewers: the author cannot be included as a reviewer";
            return Err(ApiError::bad_request(message));
        }
        if !reviewers.contains(&person) {
            reviewers.push(person);
        }
    }
    Ok(reviewers)
}

fn replace(world: &mut World, edited: PullRequest) {
    let same = |pull: &&mut PullRequest| pull.id == edited.id;
    if let Some(pull) = world.pull_requests.iter_mut().find(same) {
        *pull = edited;
    }
}
