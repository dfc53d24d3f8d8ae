//! Requests for another host are not answered: caches and links would mix the two up, and a name
//! that is rebound to this address would let foreign pages read answers.

use axum::{
    extract::{Request, State},
    http::{StatusCode, header::HOST, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{AppState, base_url::BaseUrl};

/// Probes of whoever runs the server ask by address.
const PROBES: [&str; 2] = ["/healthz", "/readyz"];

/// Middleware: 421 for a request that names another host than the base URL's. Probes may name any.
pub(crate) async fn require_own(
    State(app): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if is_probe(&app.base_url, &request) || is_named_by(&app.base_url, &request) {
        return next.run(request).await;
    }
    tracing::warn!("refused a request for another host");
    (StatusCode::MISDIRECTED_REQUEST, "This is another host.\n").into_response()
}

fn is_probe(base: &BaseUrl, request: &Request) -> bool {
    let path = request.uri().path();
    PROBES.contains(&path.strip_prefix(base.path()).unwrap_or(path))
}

fn is_named_by(base: &BaseUrl, request: &Request) -> bool {
    let headers = request.headers().get_all(HOST);
    let mut headers = headers
        .iter()
        .map(|host| Authority::try_from(host.as_bytes()).ok());
    // The request line of a proxy's request names the host too, and then counts.
    match (request.uri().authority(), headers.next(), headers.next()) {
        (Some(named), _, None) => base.is_named_by(named),
        (None, Some(Some(named)), None) => base.is_named_by(&named),
        _ => false,
    }
}
