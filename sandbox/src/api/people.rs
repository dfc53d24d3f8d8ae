//! The caller, other people, the workspace.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use serde_json::Value;

use super::{
    Api,
    access::in_workspace,
    ask::Ask,
    auth::Caller,
    error::ApiError,
    page::{Rules, answer, list},
    shape::Shapes,
};
use crate::{
    connect::{Actor, Grant},
    world::{Person, Role},
};

/// Endpoints that need the scope `account`.
pub(crate) fn router() -> Router<Arc<Api>> {
    Router::new()
        .route("/user", get(user))
        .route("/users/{selected_user}", get(selected_user))
        .route("/workspaces/{workspace}", get(workspace))
        .route("/workspaces/{workspace}/members", get(members))
        .route("/workspaces/{workspace}/permissions", get(permissions))
}

async fn user(
    State(api): State<Arc<Api>>,
    Extension(caller): Extension<Caller>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let shapes = api.shapes(&world);
    let body = match &caller {
        Caller::Anonymous => return Err(ApiError::Unauthenticated),
        Caller::Bearer(Grant {
            actor: Actor::Installation(_),
            ..
        }) => shapes.team(),
        Caller::Bearer(Grant {
            actor: Actor::Person(id),
            ..
        }) => {
            let person = world.person(*id).ok_or(ApiError::UnknownToken)?;
            shapes.person_in_full(person)
        }
    };
    Ok(answer(&ask, &body, &[]))
}

async fn selected_user(
    State(api): State<Arc<Api>>,
    Path(selected): Path<String>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let person = world
        .people
        .iter()
        .find(|person| person.uuid == selected || person.account_id == selected)
        .ok_or_else(|| ApiError::not_found(format!("No such user: {selected}")))?;
    Ok(answer(
        &ask,
        &api.shapes(&world).person_in_full(person),
        &[],
    ))
}

async fn workspace(
    State(api): State<Arc<Api>>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    in_workspace(&world, &caller, &name)?;
    Ok(answer(&ask, &api.shapes(&world).workspace(), &[]))
}

async fn members(
    State(api): State<Arc<Api>>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let member = |shapes: &Shapes<'_>, person: &Person| Some(shapes.membership(person));
    of_people(&api, &caller, &name, &ask, member)
}

async fn permissions(
    State(api): State<Arc<Api>>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let permission = |shapes: &Shapes<'_>, person: &Person| {
        (person.role != Role::Deactivated).then(|| shapes.permission(person))
    };
    of_people(&api, &caller, &name, &ask, permission)
}

/// List of a workspace's people, each in the shape that `of` gives, for those who may see them.
fn of_people(
    api: &Api,
    caller: &Caller,
    workspace: &str,
    ask: &Ask,
    of: impl Fn(&Shapes<'_>, &Person) -> Option<Value>,
) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    in_workspace(&world, caller, workspace)?;
    let shapes = api.shapes(&world);
    let people = world.people.iter();
    let people = people.filter_map(|person| of(&shapes, person)).collect();
    list(ask, api.origin(), people, Rules::USUAL)
}
