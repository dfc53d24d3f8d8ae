//! Every route, and the layers around them.

use axum::{
    Json, Router,
    extract::State,
    http::header::CONTENT_TYPE,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{get, post},
};

use crate::{
    App, LiveReload, assets, done, landing, lifecycle, live_reload, ops, page, session, webhook,
};

/// The whole server as a service.
pub fn build(app: App) -> Router {
    let routes = Router::new()
        .route("/", get(landing::landing))
        .route("/site.css", get(stylesheet))
        .route("/icon.svg", get(icon))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ops::ready::readyz))
        .route("/atlassian-connect.json", get(descriptor))
        .route("/connect/done", get(done::done))
        .route("/connect/installed", post(lifecycle::installed))
        .route("/connect/uninstalled", post(lifecycle::uninstalled))
        .route("/connect/session", post(session::renew))
        .route("/connect/webhook", post(webhook::webhook))
        .route("/pull-request", get(page::pull_request))
        .route("/repository", get(page::repository))
        .route("/configure", get(page::configure))
        .nest_service("/static", assets::files(&app.config));
    let routes = match app.config.live_reload {
        LiveReload::Off => routes,
        LiveReload::On => routes
            .route("/live-reload", get(live_reload::stream))
            .route("/live-reload.js", get(live_reload::script)),
    };
    let routes = match app.config.base_path() {
        "" => routes,
        base => Router::new()
            .nest(base, routes)
            .route(&format!("{base}/"), get(landing::landing)),
    };
    routes
        .fallback(landing::nothing)
        .layer(from_fn_with_state(app.clone(), ops::edge::around))
        .with_state(app)
}

async fn descriptor(State(app): State<App>) -> Response {
    Json(&app.descriptor).into_response()
}

async fn icon() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "image/svg+xml")],
        include_str!("../../public/icon.svg"),
    )
}

async fn stylesheet() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("site.css"),
    )
}
