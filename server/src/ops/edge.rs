//! What every request passes on its way in and out.
//!
//! It is one layer on purpose: axum boxes and copies each layer for every request.

use std::{panic::AssertUnwindSafe, time::Duration};

use atlassian_connect::lifecycle::MAX_PAYLOAD;
use axum::{
    extract::{DefaultBodyLimit, Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use tokio::time::timeout;
use tracing::Instrument;

use super::metrics::Counted;
use crate::{App, headers, log};

/// Names the request, refuses foreign hosts, bounds size and time of the rest, and counts.
pub(crate) async fn around(State(app): State<App>, mut request: Request, next: Next) -> Response {
    DefaultBodyLimit::max(MAX_PAYLOAD).apply(&mut request);
    let id = app.names.name(request.headers());
    let counted = Counted::start(&request);
    let span = log::span(&request, &id);
    request.extensions_mut().insert(id.clone());
    let mut response = answer(&app, request, next).instrument(span).await;
    app.metrics.answered(counted, response.status());
    headers::plain(response.headers_mut());
    response.headers_mut().insert(log::REQUEST_ID, id.header());
    response
}

async fn answer(app: &App, request: Request, next: Next) -> Response {
    if !app.host.is_meant_by(&request, app.config.base_path()) {
        tracing::warn!("refused a request for another host");
        let words = "This is another host.\n";
        return (StatusCode::MISDIRECTED_REQUEST, words).into_response();
    }
    let response = guarded(app.config.limits.request_time, next.run(request)).await;
    if response.status().is_server_error() {
        tracing::error!(status = response.status().as_u16(), "a request failed");
    }
    response
}

/// The answer, or 500 when the work panics, and 504 when it takes too long.
async fn guarded(limit: Duration, work: impl Future<Output = Response>) -> Response {
    // One broken request must not take the others along.
    let work = AssertUnwindSafe(work).catch_unwind();
    match timeout(limit, work).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        // Whoever waits gives up as well.
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::panic, reason = "tests")]

    use super::*;

    const LIMIT: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn a_request_that_panics_or_takes_too_long_is_answered() {
        let broken = guarded(LIMIT, async { panic!("on purpose") }).await;
        assert_eq!(broken.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let slow = guarded(LIMIT, std::future::pending()).await;
        assert_eq!(slow.status(), StatusCode::GATEWAY_TIMEOUT);
        let fine = guarded(LIMIT, async { StatusCode::NO_CONTENT.into_response() }).await;
        assert_eq!(fine.status(), StatusCode::NO_CONTENT);
    }
}
