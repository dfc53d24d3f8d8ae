//! Keeps other sites' pages from changing anything here through a reader's browser.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::state::Sandbox;

/// Refuses what a browser says comes from another origin. Tools say nothing of the kind.
pub(crate) async fn ours_only(
    State(sandbox): State<Sandbox>,
    request: Request,
    next: Next,
) -> Response {
    if is_foreign(request.headers(), &sandbox.addresses.web) {
        return (StatusCode::FORBIDDEN, "Only for pages of this origin").into_response();
    }
    next.run(request).await
}

fn is_foreign(headers: &HeaderMap, ours: &str) -> bool {
    let origin = headers.get(header::ORIGIN);
    let site = headers.get("sec-fetch-site");
    origin.is_some_and(|origin| origin != ours)
        || site.is_some_and(|site| site != "same-origin" && site != "none")
}
