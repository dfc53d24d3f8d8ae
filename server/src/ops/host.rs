//! Requests for another host are not answered: caches and links would mix the two up, and a name
//! that is rebound to this address would let foreign pages read answers.

use axum::{
    extract::{Request, State},
    http::{StatusCode, Uri, header::HOST},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::App;

/// Probes of whoever runs the server ask by address.
const PROBES: [&str; 2] = ["/healthz", "/readyz"];

pub(crate) async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let path = path.strip_prefix(app.config.base_path()).unwrap_or(path);
    if PROBES.contains(&path) || is_ours(&app.config.descriptor.base_url, &request) {
        return next.run(request).await;
    }
    tracing::warn!("refused a request for another host");
    (StatusCode::MISDIRECTED_REQUEST, "This is another host.\n").into_response()
}

fn is_ours(base_url: &str, request: &Request) -> bool {
    let Ok(base) = base_url.parse::<Uri>() else {
        return false;
    };
    let named = request.headers().get_all(HOST);
    let mut named = named.iter().map(|host| host.to_str().ok());
    // The request line of a proxy's request names the host too, and then counts.
    let host = match (request.uri().authority(), named.next(), named.next()) {
        (Some(authority), _, None) => Some(authority.as_str()),
        (None, Some(host), None) => host,
        _ => None,
    };
    let port = match base.scheme_str() {
        Some("http") => ":80",
        _ => ":443",
    };
    match (base.authority(), host) {
        (Some(ours), Some(host)) => {
            let plain = |name: &str| name.strip_suffix(port).unwrap_or(name).to_ascii_lowercase();
            plain(ours.as_str()) == plain(host)
        }
        _ => false,
    }
}
