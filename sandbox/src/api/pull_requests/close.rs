//! Pull requests that are declined or merged.

use std::sync::Arc;

use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State},
    response::Response,
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::{OfPullRequest, find, writer};
use crate::{
    api::{
        Api,
        ask::Ask,
        auth::{Caller, Scope},
        error::ApiError,
        moves,
        page::answer,
    },
    connect::webhooks::{self, Push},
    forge::checks,
    git::{Author, CommitHash, Merged},
    state::Sandbox,
    world::{Event, EventKind, PersonId, PullRequest, PullRequestState, World},
};

/// Bytes of a message, as Bitbucket limits them.
const MESSAGE: usize = 128 << 10;

/// Parameters of a merge. What the sandbox cannot do is refused.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Merge {
    #[serde(rename = "type")]
    _type: Option<String>,
    message: Option<String>,
    close_source_branch: Option<bool>,
    merge_strategy: Option<String>,
}

/// Declines a pull request and answers with it.
pub(super) async fn decline_one(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    Extension(caller): Extension<Caller>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let (id, by) = asked(&api, &caller, &id)?;
    let pull = decline(&api.sandbox, id, by)?;
    let world = api.sandbox.world();
    Ok(answer(&ask, &api.shapes(&world).pull_request(&pull), &[]))
}

/// Merges a pull request and answers with it.
pub(super) async fn merge_one(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    Extension(caller): Extension<Caller>,
    ask: Ask,
    body: Bytes,
) -> Result<Response, ApiError> {
    let (id, by) = asked(&api, &caller, &id)?;
    if ask.flag("async")? == Some(true) {
        let message = "async: the sandbox merges while the caller waits";
        return Err(ApiError::bad_request(message));
    }
    let parameters = match body.trim_ascii() {
        b"" => Merge::default(),
        body => serde_json::from_slice(body)
            .map_err(|error| ApiError::bad_request(format!("Bad request: {error}")))?,
    };
    let pull = merge(&api.sandbox, id, by, parameters).await?;
    let world = api.sandbox.world();
    Ok(answer(&ask, &api.shapes(&world).pull_request(&pull), &[]))
}

fn asked(api: &Api, caller: &Caller, id: &str) -> Result<(u64, PersonId), ApiError> {
    caller.require(Scope::PullRequestWrite)?;
    let world = api.sandbox.world();
    let id = find(&world, id)?.id;
    Ok((id, writer(&world, caller)?))
}

/// Declines an open pull request, and tells apps.
///
/// # Errors
///
/// A 400 if it is closed.
pub(crate) fn decline(sandbox: &Sandbox, id: u64, by: PersonId) -> Result<PullRequest, ApiError> {
    let pull = {
        let mut world = sandbox.world_mut();
        let pull = still_open(&mut world, id)?;
        pull.state = PullRequestState::Declined;
        closed(pull, by, EventKind::Declined);
        pull.clone()
    };
    webhooks::pull_request(sandbox, "pullrequest:rejected", &pull, by);
    Ok(pull)
}

fn still_open(world: &mut World, id: u64) -> Result<&mut PullRequest, ApiError> {
    let mut pulls = world.pull_requests.iter_mut();
    pulls
        .find(|pull| pull.id == id && pull.state == PullRequestState::Open)
        .ok_or_else(|| ApiError::bad_request("This pull request is already closed."))
}

fn closed(pull: &mut PullRequest, by: PersonId, kind: EventKind) {
    let at = Timestamp::now();
    pull.closed_by = Some(by);
    pull.updated_on = at;
    pull.events.push(Event { at, by, kind });
}

/// Reason why a pull request cannot be merged, in words for its reader; none if it can.
///
/// # Errors
///
/// Those of git.
pub(crate) async fn obstacle(
    sandbox: &Sandbox,
    pull: &PullRequest,
) -> Result<Option<&'static str>, ApiError> {
    if pull.state != PullRequestState::Open {
        return Ok(Some("This pull request is already closed."));
    }
    if pull.gone.is_some() {
        return Ok(Some("You can't merge: the source branch does not exist."));
    }
    if pull.draft {
        return Ok(Some("You can't merge a draft pull request."));
    }
    let git = &sandbox.git;
    let ends = git.resolve_both(&pull.source.commit, &pull.destination.commit);
    let (source, destination) = ends.await?;
    if git.contains(&destination, &source).await? {
        return Ok(Some("There are no changes to be merged."));
    }
    if !git.merges(&source, &destination).await? {
        let message = "You can't merge until you resolve all merge conflicts.";
        return Ok(Some(message));
    }
    Ok(None)
}

/// Merges an open pull request once its checks pass, and tells apps.
///
/// # Errors
///
/// A 400 if something stands against it, a 409 if one of its branches moves meanwhile.
pub(crate) async fn merge(
    sandbox: &Sandbox,
    id: u64,
    by: PersonId,
    parameters: Merge,
) -> Result<PullRequest, ApiError> {
    let (pull, message, name, email) = {
        let world = sandbox.world();
        let pull = find(&world, &id.to_string())?.clone();
        let default = default_message(&pull);
        let person = world.person(by).ok_or(ApiError::Forbidden)?;
        let (name, email) = (person.display_name.clone(), person.email.clone());
        (pull, parameters.message.unwrap_or(default), name, email)
    };
    let strategy = parameters.merge_strategy.as_deref();
    if strategy.is_some_and(|strategy| strategy != "merge_commit") {
        let message = "merge_strategy: the sandbox makes merge commits only";
        return Err(ApiError::bad_request(message));
    }
    if message.len() > MESSAGE || message.contains('\0') || message.trim().is_empty() {
        return Err(ApiError::bad_request("message: too long, or no text"));
    }
    if let Some(reason) = obstacle(sandbox, &pull).await? {
        return Err(ApiError::bad_request(reason));
    }
    let close = parameters
        .close_source_branch
        .unwrap_or(pull.close_source_branch);
    let properties = json!({
        "commitMessage": message,
        "commitMessageTruncated": false,
        "mergeStrategy": "merge_commit",
        "closeSourceBranch": close,
    });
    let names = checks::run_on_merge(sandbox, id, &properties).await;
    if !names.is_empty() {
        return Err(ApiError::ChecksFailed { names });
    }
    let git = &sandbox.git;
    let ends = git.resolve_both(&pull.source.commit, &pull.destination.commit);
    let (source, destination) = ends.await?;
    let author = Author {
        name: &name,
        email: &email,
    };
    match git.merge(&source, &destination, &message, author).await? {
        Merged::Conflicts(_) => Err(ApiError::RefsChanged),
        Merged::Commit(commit) => {
            let closing = match close {
                true => Closing::Delete,
                false => Closing::Keep,
            };
            settle(sandbox, &pull, &commit, by, closing)
        }
    }
}

/// `Merged in feature (pull request #7)`, and the title below.
fn default_message(pull: &PullRequest) -> String {
    let (branch, id, title) = (&pull.source.branch, pull.id, &pull.title);
    format!("Merged in {branch} (pull request #{id})\n\n{title}")
}

/// Closes it, and moves its destination, if both branches are where they were.
fn settle(
    sandbox: &Sandbox,
    before: &PullRequest,
    commit: &CommitHash,
    by: PersonId,
    close: Closing,
) -> Result<PullRequest, ApiError> {
    let (pull, moved) = {
        let mut world = sandbox.world_mut();
        let pull = still_open(&mut world, before.id)?;
        let ends =
            |pull: &PullRequest| (pull.source.commit.clone(), pull.destination.commit.clone());
        if ends(pull) != ends(before) {
            return Err(ApiError::RefsChanged);
        }
        pull.state = PullRequestState::Merged;
        pull.merge_commit = Some(commit.to_string());
        pull.close_source_branch = close == Closing::Delete;
        closed(pull, by, EventKind::Merged);
        let pull = pull.clone();
        let moved = moves::apply(sandbox, &mut world, &pull.destination.branch, commit);
        if close == Closing::Delete {
            sandbox.git.delete_branch(&pull.source.branch);
            world.delete_branch(&pull.source.branch);
        }
        (pull, moved)
    };
    webhooks::pull_request(sandbox, "pullrequest:fulfilled", &pull, by);
    let push = Push {
        branch: &pull.destination.branch,
        old: Some(&pull.destination.commit),
        new: Some(commit.as_str()),
    };
    moves::tell(sandbox, &push, &moved, by);
    if close == Closing::Delete {
        let push = Push {
            branch: &pull.source.branch,
            old: Some(&pull.source.commit),
            new: None,
        };
        webhooks::push(sandbox, &push, by);
    }
    Ok(pull)
}

/// Fate of the source branch after a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    Delete,
    Keep,
}
