//! A commit that is pushed to a branch.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use crate::{
    api::{Api, error::ApiError},
    connect::webhooks,
    forge::checks::{self, Trigger},
    world::{Event, EventKind, PersonId, PullRequest, PullRequestState, World},
};

/// A push of one changed file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Push {
    /// Branch that is pushed to.
    branch: String,
    /// The file that it changes or adds.
    path: String,
    /// Content of the file from then on.
    text: String,
}

/// Pushes a commit that changes one file, moves the ends of open pull requests, and tells apps. Answers
/// with `{hash}`. The repository itself stays as it is: the commit lies beside it.
pub(super) async fn push(
    State(api): State<Arc<Api>>,
    Json(push): Json<Push>,
) -> Result<Response, ApiError> {
    let git = &api.sandbox.git;
    let before = head(&api.sandbox.world(), &push.branch);
    let parent = git.resolve(before.as_ref().unwrap_or(&push.branch)).await?;
    let message = format!("Change {}", push.path);
    let commit = git.commit_file(&parent, &push.path, &push.text, &message);
    let commit = commit.await?.to_string();
    let moved = moved(&mut api.sandbox.world_mut(), &push.branch, &commit);
    let by = moved.first().map_or(PersonId(0), |pull| pull.author);
    webhooks::push(&api.sandbox, &push.branch, &commit, by);
    for pull in &moved {
        webhooks::pull_request(&api.sandbox, "pullrequest:updated", pull, pull.author);
        checks::begin(&api.sandbox, Trigger::CodePushed, pull.id);
    }
    Ok(Json(json!({ "hash": commit })).into_response())
}

fn open(pull: &PullRequest) -> bool {
    pull.state == PullRequestState::Open
}

/// Newest commit of a branch, as far as open pull requests know it.
fn head(world: &World, branch: &str) -> Option<String> {
    let mut pulls = world.pull_requests.iter().filter(|pull| open(pull));
    pulls.find_map(|pull| {
        let mut ends = [&pull.source, &pull.destination].into_iter();
        let end = ends.find(|end| end.branch == branch)?;
        Some(end.commit.clone())
    })
}

/// Moves the branch; the pull requests that come from it.
fn moved(world: &mut World, branch: &str, commit: &str) -> Vec<PullRequest> {
    let mut moved = Vec::new();
    for pull in world.pull_requests.iter_mut().filter(|pull| open(pull)) {
        if pull.destination.branch == branch {
            commit.clone_into(&mut pull.destination.commit);
        }
        if pull.source.branch != branch {
            continue;
        }
        let now = Timestamp::now();
        commit.clone_into(&mut pull.source.commit);
        pull.updated_on = now;
        pull.events.push(Event {
            at: now,
            by: pull.author,
            kind: EventKind::Pushed {
                commit: commit.to_owned(),
            },
        });
        moved.push(pull.clone());
    }
    moved
}
