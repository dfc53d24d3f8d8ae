//! Bitbucket's pages, as far as an app is seen in them: rendered here, scripted little.
//!
//! Each handler asks for a [`visit::Visit`], which says who looks at what and when, and shows a
//! [`layout::Page`] or gives a [`refusal::Refusal`].

mod addon;
mod assets;
mod authorize;
mod commits;
pub(crate) mod connect;
mod diff;
mod forge;
mod forms;
mod history;
mod icons;
mod layout;
mod navigation;
mod parts;
mod paths;
mod prose;
mod pull_request;
mod pull_requests;
mod refusal;
mod repository;
mod settings;
mod source;
mod visit;
mod words;

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{get, post},
};

use crate::state::Sandbox;
use refusal::Refusal;

/// All pages, their assets, and the 404 for everything else.
pub(crate) fn router(sandbox: &Sandbox) -> Router<Sandbox> {
    let repository = Router::new()
        .route("/{workspace}/{repository}", get(repository::overview))
        .route("/{workspace}/{repository}/", get(repository::overview))
        .route("/{workspace}/{repository}/src", get(repository::overview))
        .route("/{workspace}/{repository}/src/", get(repository::overview))
        .route("/{workspace}/{repository}/src/{commit}", get(source::root))
        .route("/{workspace}/{repository}/src/{commit}/", get(source::root))
        .route(
            "/{workspace}/{repository}/src/{commit}/{*path}",
            get(source::at_path),
        )
        .route("/{workspace}/{repository}/commits", get(commits::list))
        .route(
            "/{workspace}/{repository}/commits/{hash}",
            get(commits::one),
        )
        .route(
            "/{workspace}/{repository}/pull-requests",
            get(pull_requests::list),
        )
        .route(
            "/{workspace}/{repository}/pull-requests/",
            get(pull_requests::list),
        )
        .route(
            "/{workspace}/{repository}/pull-requests/new",
            get(pull_request::new).post(pull_request::open),
        )
        .route(
            "/{workspace}/{repository}/pull-requests/{id}",
            get(pull_request::overview),
        )
        .route(
            "/{workspace}/{repository}/pull-requests/update/{id}",
            get(pull_request::edit).post(pull_request::change),
        )
        .route(
            "/{workspace}/{repository}/pull-requests/checks/{id}",
            post(pull_request::press),
        )
        .route(
            "/{workspace}/{repository}/pull-requests/{id}/{tab}",
            get(pull_request::tab).post(pull_request::close),
        )
        .route(
            "/{workspace}/{repository}/addon/{app_key}/{module_key}",
            get(addon::page),
        )
        .route(
            "/{workspace}/{repository}/forge/{app}/{environment}/{module_key}",
            get(forge::repository_page),
        )
        .route_layer(from_fn_with_state(sandbox.clone(), visit::known_repository));
    let workspace = Router::new()
        .route("/{workspace}/", get(repository::redirect))
        .route(
            "/{workspace}/workspace/settings/apps",
            get(settings::installed),
        )
        .route(
            "/{workspace}/workspace/settings/apps/{app_key}",
            get(settings::configure),
        )
        .route(
            "/{workspace}/workspace/settings/apps/{app_key}/{action}",
            post(settings::act),
        )
        .route(
            "/{workspace}/workspace/settings/develop-apps",
            get(settings::develop).post(settings::register),
        )
        .route(
            "/{workspace}/workspace/settings/forge/{module_key}",
            get(forge::settings_page),
        )
        .route(
            "/{workspace}/workspace/settings/consents",
            get(settings::consents).post(settings::forget),
        )
        .route_layer(from_fn_with_state(sandbox.clone(), visit::known_repository));
    Router::new()
        .route("/", get(repository::redirect))
        .route(
            "/site/addons/authorize",
            get(authorize::ask).post(authorize::answer),
        )
        .route("/assets/{file}", get(assets::serve))
        .merge(repository)
        .merge(workspace)
        .fallback(async || Refusal::NotFound)
        .layer(from_fn_with_state(sandbox.clone(), refusal::explain))
        .layer(from_fn_with_state(sandbox.clone(), visit::known_origin))
}
