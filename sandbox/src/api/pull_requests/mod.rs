//! Pull requests and what belongs to one.

pub(crate) mod close;
pub(crate) mod create;
mod edit;
mod lists;
mod redirects;

use std::sync::Arc;

use super::{
    Api,
    ask::Ask,
    auth::Caller,
    error::ApiError,
    page::{Rules, answer, list_brief},
    query,
    shape::COSTLY_IN_PULL_REQUESTS,
};
use crate::world::{Gone, PersonId, PullRequest, PullRequestState, Role, World};
use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};

/// Endpoints that need the scope `pullrequest`; changes need `pullrequest:write`.
pub(crate) fn router() -> Router<Arc<Api>> {
    let repository = Router::new()
        .route("/pullrequests", get(all).post(create::create))
        .route("/pullrequests/{id}", get(one).put(edit::edit))
        .route("/pullrequests/{id}/decline", post(close::decline_one))
        .route("/pullrequests/{id}/merge", post(close::merge_one))
        .route("/pullrequests/activity", get(lists::all_activity))
        .route("/pullrequests/{id}/activity", get(lists::activity))
        .route("/pullrequests/{id}/comments", get(lists::comments))
        .route(
            "/pullrequests/{id}/comments/{comment_id}",
            get(lists::comment),
        )
        .route("/pullrequests/{id}/commits", get(lists::commits))
        .route("/pullrequests/{id}/conflicts", get(redirects::conflicts))
        .route("/pullrequests/{id}/diff", get(redirects::diff))
        .route("/pullrequests/{id}/diffstat", get(redirects::diffstat))
        .route("/pullrequests/{id}/statuses", get(lists::statuses))
        .route("/pullrequests/{id}/tasks", get(lists::tasks))
        .route("/default-reviewers", get(lists::default_reviewers))
        .route(
            "/effective-default-reviewers",
            get(lists::effective_default_reviewers),
        );
    Router::new().nest("/repositories/{workspace}/{repo_slug}", repository)
}

/// A path below a pull request.
type OfPullRequest = Path<(String, String, String)>;

const RULES: Rules = Rules {
    usual: 10,
    most: 50,
    costly: COSTLY_IN_PULL_REQUESTS,
};

async fn all(State(api): State<Arc<Api>>, ask: Ask) -> Result<Response, ApiError> {
    let states = asked_states(&ask)?;
    let world = api.sandbox.world();
    let shapes = api.shapes(&world);
    let pulls: Vec<&PullRequest> = world
        .pull_requests
        .iter()
        .rev()
        .filter(|pull| states.contains(&pull.state))
        .collect();
    let shapes = (
        |pull| shapes.pull_request_in_brief(pull),
        |pull| shapes.pull_request(pull),
    );
    list_brief(&ask, api.origin(), pulls, shapes, RULES)
}

// Open ones unless the call says otherwise, by the parameter or inside `q`.
fn asked_states(ask: &Ask) -> Result<Vec<PullRequestState>, ApiError> {
    use PullRequestState::{Declined, Merged, Open};
    let mut states = Vec::new();
    for state in ask.all("state") {
        match state {
            "OPEN" => states.push(Open),
            "MERGED" => states.push(Merged),
            "DECLINED" => states.push(Declined),
            "SUPERSEDED" => {}
            _ => return Err(ApiError::bad_request(format!("Invalid state: {state}"))),
        }
    }
    if ask.first("state").is_some() {
        return Ok(states);
    }
    let expression = ask
        .first("q")
        .filter(|expression| !expression.trim().is_empty());
    match expression {
        Some(expression) if query::names(expression, "state")? => Ok(vec![Open, Merged, Declined]),
        _ => Ok(vec![Open]),
    }
}

async fn one(
    State(api): State<Arc<Api>>,
    Path((_, _, id)): OfPullRequest,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let pull = find(&world, &id)?;
    Ok(answer(&ask, &api.shapes(&world).pull_request(pull), &[]))
}

/// The pull request with the number that stands in the path.
fn find<'a>(world: &'a World, id: &str) -> Result<&'a PullRequest, ApiError> {
    id.parse()
        .ok()
        .and_then(|id| world.pull_request(id))
        .ok_or_else(|| ApiError::not_found(format!("Pull request {id} not found")))
}

/// Like [`find`], for requests about the source: refused once the fork is gone.
fn find_source<'a>(world: &'a World, id: &str) -> Result<&'a PullRequest, ApiError> {
    let pull = find(world, id)?;
    if pull.gone == Some(Gone::Fork) {
        return Err(ApiError::not_found("The source repository does not exist"));
    }
    Ok(pull)
}

/// The person who calls, if they may write. An app has no account in the sandbox.
fn writer(world: &World, caller: &Caller) -> Result<PersonId, ApiError> {
    let by = caller.person().ok_or_else(|| {
        ApiError::bad_request("The sandbox has no account for an app: call in a person’s name")
    })?;
    let person = world.person(by);
    person
        .filter(|person| person.role != Role::Deactivated)
        .map(|_| by)
        .ok_or(ApiError::Forbidden)
}
