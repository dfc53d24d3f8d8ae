//! `GET /readyz`: whether requests can be answered now.

use axum::{extract::State, http::StatusCode};

use crate::App;

/// 200 while the store answers, 503 otherwise.
pub(crate) async fn readyz(State(app): State<App>) -> (StatusCode, &'static str) {
    let asked = app.metrics.timed("ready", app.store.find(""));
    match asked.await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the store does not answer\n",
            )
        }
    }
}
