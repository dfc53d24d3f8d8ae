//! `GET /readyz`: whether requests can be answered now.

use axum::{extract::State, http::StatusCode};

use crate::{AppState, Error};

/// 200 while the store answers and can be written and the app is there, 503 otherwise. Both questions to
/// the store are asked at once, so that the answer takes no longer than one of them.
pub(crate) async fn readyz(State(app): State<AppState>) -> (StatusCode, &'static str) {
    let (read, written) = tokio::join!(
        app.metrics.timed("ready", app.store.find("")),
        app.metrics.timed("probe", app.store.probe()),
    );
    if let Err(error) = read {
        return not_ready(&error, "the store does not answer\n");
    }
    if let Err(error) = written {
        return not_ready(&error, "the store cannot be written\n");
    }
    match app.shells.check(app.clock.now()).await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => not_ready(&error, "the app is not built\n"),
    }
}

fn not_ready(error: &Error, words: &'static str) -> (StatusCode, &'static str) {
    tracing::error!(%error, "not ready");
    (StatusCode::SERVICE_UNAVAILABLE, words)
}
