//! Lists of repositories. There is one repository, and it is public.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};

use super::{
    Api,
    access::in_workspace,
    ask::Ask,
    auth::{Caller, Scope},
    error::ApiError,
    page::{Rules, list},
};

/// Endpoints that need the scope `repository`, and a token that is not narrowed to one repository.
/// They do not read the parameters `role` and `after`.
pub(crate) fn router() -> Router<Arc<Api>> {
    Router::new()
        .route("/repositories", get(public))
        .route("/repositories/{workspace}", get(of_workspace))
}

/// Public repositories of all workspaces. Bitbucket's description calls this deprecated, but names
/// no other way to find a repository without knowing a workspace.
async fn public(
    State(api): State<Arc<Api>>,
    Extension(caller): Extension<Caller>,
    ask: Ask,
) -> Result<Response, ApiError> {
    caller.require(Scope::Repository)?;
    caller.reaches_workspace()?;
    answer(&api, &ask)
}

/// Repositories of one workspace.
async fn of_workspace(
    State(api): State<Arc<Api>>,
    Extension(caller): Extension<Caller>,
    Path(workspace): Path<String>,
    ask: Ask,
) -> Result<Response, ApiError> {
    caller.require(Scope::Repository)?;
    in_workspace(&api.sandbox.world(), &caller, &workspace)?;
    answer(&api, &ask)
}

fn answer(api: &Api, ask: &Ask) -> Result<Response, ApiError> {
    let world = api.sandbox.world();
    let repository = api.shapes(&world).repository_in_full();
    list(ask, api.origin(), vec![repository], Rules::USUAL)
}
