//! Pull requests that are opened.

use std::sync::Arc;

use axum::{
    Extension,
    body::Bytes,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Deserialize;

use super::{
    edit::{Reviewer, reviewers},
    writer,
};
use crate::{
    api::{
        Api,
        access::is_repository_of,
        ask::Ask,
        auth::{Caller, Scope},
        error::ApiError,
        page::answer,
    },
    connect::webhooks,
    git::{CommitHash, GitError},
    state::Sandbox,
    world::{Event, EventKind, PersonId, PullRequest, PullRequestState, Side},
};

/// A new pull request. What the sandbox cannot hold is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    #[serde(rename = "type")]
    _type: Option<String>,
    title: Option<String>,
    source: Option<End>,
    destination: Option<End>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    reviewers: Vec<Reviewer>,
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    close_source_branch: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    branch: BranchName,
    repository: Option<OtherRepository>,
}

#[derive(Debug, Deserialize)]
struct BranchName {
    name: String,
}

#[derive(Debug, Deserialize)]
struct OtherRepository {
    full_name: Option<String>,
    uuid: Option<String>,
}

/// A pull request to open.
#[derive(Debug)]
pub(crate) struct Opening {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) source: String,
    /// Main branch if none is named.
    pub(crate) destination: Option<String>,
    pub(crate) reviewers: Vec<PersonId>,
    pub(crate) draft: bool,
    pub(crate) close_source_branch: bool,
    pub(crate) author: PersonId,
}

/// Opens a pull request and answers with it.
pub(super) async fn create(
    State(api): State<Arc<Api>>,
    Extension(caller): Extension<Caller>,
    ask: Ask,
    body: Bytes,
) -> Result<Response, ApiError> {
    caller.require(Scope::PullRequestWrite)?;
    let new: New = serde_json::from_slice(&body)
        .map_err(|error| ApiError::bad_request(format!("Bad request: {error}")))?;
    let opening = opening(&api, &caller, new)?;
    let pull = open(&api.sandbox, opening).await?;
    let world = api.sandbox.world();
    let shown = answer(&ask, &api.shapes(&world).pull_request(&pull), &[]);
    let path = format!("{}/pullrequests/{}", world.full_name(), pull.id);
    let location = format!("{}/2.0/repositories/{path}", api.origin());
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], shown).into_response())
}

fn opening(api: &Api, caller: &Caller, new: New) -> Result<Opening, ApiError> {
    let world = api.sandbox.world();
    let author = writer(&world, caller)?;
    let source = new
        .source
        .ok_or_else(|| ApiError::bad_request("source: This field is required."))?;
    for (name, end) in [
        ("source", Some(&source)),
        ("destination", new.destination.as_ref()),
    ] {
        let named = end.and_then(|end| end.repository.as_ref());
        let names = named.map(|one| (one.full_name.as_deref(), one.uuid.as_deref()));
        if names.is_some_and(|(full_name, uuid)| !is_repository_of(&world, full_name, uuid)) {
            let message = format!("{name}: the sandbox has one repository and no forks");
            return Err(ApiError::bad_request(message));
        }
    }
    Ok(Opening {
        title: new.title.unwrap_or_default(),
        description: new.description,
        source: source.branch.name,
        destination: new.destination.map(|end| end.branch.name),
        reviewers: reviewers(&world, author, &new.reviewers)?,
        draft: new.draft,
        close_source_branch: new.close_source_branch,
        author,
    })
}

/// Opens a pull request, and tells apps.
///
/// # Errors
///
/// A 400 if its title is blank, if a branch does not exist, or if there is nothing to merge.
pub(crate) async fn open(sandbox: &Sandbox, opening: Opening) -> Result<PullRequest, ApiError> {
    if opening.title.trim().is_empty() {
        return Err(ApiError::bad_request("title: This field is required."));
    }
    let main = sandbox.world().repository.main_branch.clone();
    let destination = opening.destination.unwrap_or(main);
    let source_head = head(sandbox, "source", &opening.source).await?;
    let destination_head = head(sandbox, "destination", &destination).await?;
    if sandbox
        .git
        .contains(&destination_head, &source_head)
        .await?
    {
        return Err(ApiError::bad_request("There are no changes to be pulled"));
    }
    let now = Timestamp::now();
    let side = |branch, commit: CommitHash| Side {
        branch,
        commit: commit.to_string(),
    };
    let pull = {
        let mut world = sandbox.world_mut();
        let last = world.pull_requests.iter().map(|pull| pull.id).max();
        let pull = PullRequest {
            id: last.unwrap_or(0) + 1,
            title: opening.title,
            description: opening.description,
            author: opening.author,
            state: PullRequestState::Open,
            draft: opening.draft,
            source: side(opening.source, source_head),
            destination: side(destination, destination_head),
            close_source_branch: opening.close_source_branch,
            merge_commit: None,
            closed_by: None,
            created_on: now,
            updated_on: now,
            reviewers: opening.reviewers,
            events: vec![Event {
                at: now,
                by: opening.author,
                kind: EventKind::Opened,
            }],
            comments: Vec::new(),
            tasks: Vec::new(),
            gone: None,
        };
        world.pull_requests.push(pull.clone());
        pull
    };
    webhooks::pull_request(sandbox, "pullrequest:created", &pull, pull.author);
    Ok(pull)
}

async fn head(sandbox: &Sandbox, end: &str, branch: &str) -> Result<CommitHash, ApiError> {
    let branches = sandbox.git.branches().await?;
    let found = branches.into_iter().find(|one| one.name == branch);
    let known = sandbox.world().head(branch).map(str::to_owned);
    match (known, found) {
        (Some(known), _) => Ok(sandbox
            .git
            .resolve(&known)
            .await
            .map_err(not_there(end, branch))?),
        (None, Some(found)) => Ok(found.head),
        (None, None) => Err(ApiError::bad_request(format!(
            "{end}: no such branch: {branch}"
        ))),
    }
}

fn not_there(end: &str, branch: &str) -> impl FnOnce(GitError) -> ApiError {
    let message = format!("{end}: no such branch: {branch}");
    move |_| ApiError::bad_request(message)
}
