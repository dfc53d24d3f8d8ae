//! Every route, and the layers around them.

use std::time::Duration;

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    middleware::map_response,
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

use crate::{App, assets, headers, landing, lifecycle, log, page};

/// The whole server as a service.
pub fn build(app: App) -> Router {
    let routes = Router::new()
        .route("/", get(landing::landing))
        .route("/site.css", get(stylesheet))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/atlassian-connect.json", get(descriptor))
        .route("/connect/done", get(landing::done))
        .route("/connect/installed", post(lifecycle::installed))
        .route("/connect/uninstalled", post(lifecycle::uninstalled))
        .route("/connect/webhook", post(lifecycle::webhook))
        .route("/pull-request", get(page::pull_request))
        .route("/repository", get(page::repository))
        .route("/configure", get(page::configure))
        .nest_service("/static", assets::files(&app.config));
    let routes = match app.config.base_path() {
        "" => routes,
        base => Router::new().nest(base, routes),
    };
    routes
        // Answers before anything else sees an oversized body.
        .layer(RequestBodyLimitLayer::new(
            atlassian_connect::lifecycle::MAX_PAYLOAD,
        ))
        // Bitbucket itself gives up after ten seconds.
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            Duration::from_secs(10),
        ))
        // One broken request must not take the others along.
        .layer(CatchPanicLayer::new())
        .layer(map_response(plain_headers))
        .layer(TraceLayer::new_for_http().make_span_with(log::span))
        .layer(PropagateRequestIdLayer::new(log::REQUEST_ID))
        .layer(SetRequestIdLayer::new(log::REQUEST_ID, MakeRequestUuid))
        .with_state(app)
}

async fn descriptor(State(app): State<App>) -> Response {
    Json(&app.descriptor).into_response()
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
