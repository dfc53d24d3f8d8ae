//! `GET /readyz`: whether requests can be answered now.

use axum::{extract::State, http::StatusCode};

use crate::{AppState, Error};

/// 200 while the store answers and can be written and the app is there, 503 otherwise.
pub(crate) async fn readyz(State(app): State<AppState>) -> (StatusCode, &'static str) {
    let asked = app.metrics.timed("ready", app.store.find(""));
    if let Err(error) = asked.await {
        return not_ready(&error, "the store does not answer\n");
    }
    if let Err(error) = app.metrics.timed("probe", app.store.probe()).await {
        return not_ready(&error, "the store cannot be written\n");
    }
    match app.shells.check(app.clock.now()).await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => not_ready(&error, "the app is not built\n"),
    }
}

fn not_ready(error: &Error, words: &'static str) -> (StatusCode, &'static str) {
    tracing::error!(%error, "not ready");
    (StatusCode::SERVICE_UNAVAILABLE, words)
}
