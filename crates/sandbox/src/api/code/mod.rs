//! Commits, diffs, files, branches: what git knows.
use super::{Api, ask::Ask, error::ApiError, page::Rules};
use axum::{Router, response::Response};
use std::sync::Arc;
/// Endpoints that need the scope `repository`.
pub(crate) fn router() -> Router<Arc<Api>> {
    Router::new()
}
pub(crate) struct Walk {
    pub(crate) include: Vec<String>,
    pub(crate) exclude: Vec<String>,
    pub(crate) path: Option<String>,
}
pub(crate) async fn walk(
    api: &Api,
    ask: &Ask,
    walk: Walk,
    rules: Rules,
) -> Result<Response, ApiError> {
    Err(ApiError::Internal)
}
