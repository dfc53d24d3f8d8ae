//! Requests in the log: under which fields their lines stand.

use std::{borrow::Cow, time::Duration};

use axum::http::{HeaderName, HeaderValue, Request};
use tower_http::classify::ServerErrorsFailureClass;
use tracing::Span;

/// Names a request in the log and on the pages that refuse one.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Room for a UUID, or for what proxies make.
const MAX_REQUEST_ID: usize = 64;

/// Characters of a method that are shown.
const MAX_METHOD: usize = 20;

/// Characters of a path that are shown.
const MAX_PATH: usize = 200;

/// Characters of a segment of a path that is shown: more than the app's files have in their names, and
/// fewer than a token has.
const MAX_SEGMENT: usize = 64;

/// Stands for the rest of a path.
const CUT: &str = "...";

/// The span of a request.
pub(crate) fn span<B>(request: &Request<B>) -> Span {
    let method = request.method().as_str();
    let id = request.headers().get(&REQUEST_ID);
    tracing::info_span!(
        "request",
        method = %method.get(..MAX_METHOD).unwrap_or(method),
        path = shown(request.uri().path()).as_ref(),
        id = id.and_then(|id| id.to_str().ok()),
    )
}

/// Tells the operator of an answer that says that something of ours failed.
pub(crate) fn failed(failure: ServerErrorsFailureClass, _: Duration, _: &Span) {
    match failure {
        ServerErrorsFailureClass::StatusCode(status) => {
            tracing::error!(status = status.as_u16(), "a request failed");
        }
        ServerErrorsFailureClass::Error(error) => tracing::error!(error, "a request failed"),
    }
}

/// A request that keeps its id only if that is plain and short: a proxy may name a request, but not
/// write whatever it likes into the log.
pub(crate) fn without_odd_id<B>(mut request: Request<B>) -> Request<B> {
    let plain = |id: &[u8]| id.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let headers = request.headers_mut();
    let mut ids = headers
        .get_all(&REQUEST_ID)
        .iter()
        .map(HeaderValue::as_bytes);
    if !ids.all(|id| (1..=MAX_REQUEST_ID).contains(&id.len()) && plain(id)) {
        headers.remove(&REQUEST_ID);
    }
    request
}

/// A path as far as its segments are short and plain. What was meant as a query, such as
/// `/pull-request%3Fjwt=…`, may hold a token.
fn shown(path: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    let mut end = 0;
    for segment in path.split_inclusive('/') {
        let name = segment.trim_end_matches('/').as_bytes();
        if name.len() > MAX_SEGMENT || !name.iter().copied().all(plain) {
            break;
        }
        end += segment.len();
    }
    match path.get(..end) {
        Some(whole) if end == path.len() && end <= MAX_PATH => Cow::Borrowed(whole),
        Some(start) => {
            let start = start.get(..MAX_PATH - CUT.len()).unwrap_or(start);
            Cow::Owned(format!("{start}{CUT}"))
        }
        None => Cow::Borrowed(CUT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_far_as_they_are_short_and_plain() {
        let long = "a".repeat(65);
        for (path, expected) in [
            ("/", "/"),
            ("/pull-request", "/pull-request"),
            (
                "/static/app-0123abcd_bg.wasm",
                "/static/app-0123abcd_bg.wasm",
            ),
            ("//a//", "//a//"),
            ("*", "..."),
            ("/pull-request%3Fjwt=a.b.c", "/..."),
            ("/connect/installed;jwt=a.b.c", "/connect/..."),
            (&format!("/a/{long}/b"), "/a/..."),
            (
                &format!("/{}", "a".repeat(64)),
                &format!("/{}", "a".repeat(64)),
            ),
            (&"/a".repeat(100), &"/a".repeat(100)),
        ] {
            assert_eq!(shown(path), expected);
        }
        let cut = shown(&"/a".repeat(101)).into_owned();
        assert_eq!(cut.len(), MAX_PATH);
        assert!(cut.ends_with("/..."), "{cut}");
    }
}
