//! Every route, and the layers around them.

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    middleware::{from_fn_with_state, map_request, map_response},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use crate::{
    App, LiveReload, assets, done, headers, landing, lifecycle, live_reload, log, ops, page,
    session, webhook,
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
        // Answers before anything else sees an oversized body.
        .layer(RequestBodyLimitLayer::new(
            atlassian_connect::lifecycle::MAX_PAYLOAD,
        ))
        // Whoever waits gives up as well.
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            app.config.limits.request_time,
        ))
        // One broken request must not take the others along.
        .layer(CatchPanicLayer::new())
        // Another name for this address is not this server.
        .layer(from_fn_with_state(app.clone(), ops::host::check))
        .layer(from_fn_with_state(app.clone(), ops::metrics::count))
        .layer(map_response(plain_headers))
        .layer(TraceLayer::new_for_http().make_span_with(log::span))
        .layer(PropagateRequestIdLayer::new(log::REQUEST_ID))
        .layer(SetRequestIdLayer::new(log::REQUEST_ID, MakeRequestUuid))
        // A proxy may name the request, but not write whatever it likes into the log.
        .layer(map_request(log::check_request_id))
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

async fn plain_headers(mut response: Response) -> Response {
    headers::plain(response.headers_mut());
    response
}
