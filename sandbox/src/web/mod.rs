//! The stand-in for `bitbucket.org`: pages, the bridge's bundles, the token endpoint, what the host
//! page's script asks for, pictures of accounts, and the workbench.

mod avatar;
pub mod bridge;
pub(crate) mod internal;
mod oauth;
mod origin;
mod pages;
mod workbench;

use axum::{Router, middleware::from_fn_with_state, routing::get};

use crate::state::Sandbox;

/// Everything that the web origin serves. `/sandbox` answers only where the listener passes on the
/// peer's address (`into_make_service_with_connect_info::<SocketAddr>()`).
pub fn router(sandbox: Sandbox) -> Router {
    let ours_only = Router::new()
        .merge(internal::router())
        .merge(workbench::router())
        .route_layer(from_fn_with_state(sandbox.clone(), origin::ours_only));
    Router::new()
        .merge(ours_only)
        .merge(oauth::router())
        .merge(bridge::router())
        .route("/healthz", get(async || "ok"))
        .route("/avatars/{uuid}", get(avatar::picture))
        .merge(pages::router(&sandbox))
        .with_state(sandbox)
}
