//! Metrics and health, for operators, on a listener of their own.

use axum::{Router, routing::get};

use super::{metrics, ready};
use crate::AppState;

/// `GET /metrics`, `/healthz` and `/readyz`, without a base path.
pub fn router(app: AppState) -> Router {
    Router::new()
        .route("/metrics", get(metrics::show))
        .route("/healthz", get(healthz))
        .route("/readyz", get(ready::readyz))
        .with_state(app)
}

/// `GET /healthz`: whether the server answers at all.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}
