//! Checks on every call under `/2.0`: CORS, faults, identity, rate limit, the ledger.

use std::sync::Arc;

use axum::{
    extract::{OriginalUri, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    Api,
    auth::Caller,
    error::ApiError,
    ledger::{Call, HOURLY_LIMIT},
};
use crate::{faults, state::unix_now};

/// Values as in Bitbucket's OpenAPI document, section "Cors", which shows an answer to OPTIONS. That
/// other answers, redirects among them, carry the same headers is assumed.
const CORS: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        "Accept-Ranges, Content-Encoding, Content-Length, Content-Type, ETag, Last-Modified, \
         X-RateLimit-Limit, X-RateLimit-NearLimit, X-RateLimit-Resource",
    ),
    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
];
const PREFLIGHT: [(HeaderName, &str); 2] = [
    (
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        "Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, \
         If-Unmodified-Since, Origin, Range, X-CsrftokenX-Requested-With",
    ),
    (
        header::ACCESS_CONTROL_ALLOW_METHODS,
        "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    ),
];

/// Lets scripts of any origin read every answer, refusals and redirects too, and answers preflights.
pub(crate) async fn cors(request: Request, next: Next) -> Response {
    let preflight = request.method() == Method::OPTIONS;
    let mut response = if preflight {
        StatusCode::OK.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    for (name, value) in CORS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if preflight {
        for (name, value) in PREFLIGHT {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}

/// Identifies the caller, applies faults, refuses calls above the rate limit, and records the call.
/// Handlers find the [`Caller`] in the request's extensions.
pub(crate) async fn pass(
    State(api): State<Arc<Api>>,
    OriginalUri(uri): OriginalUri,
    mut request: Request,
    next: Next,
) -> Response {
    let caller = Caller::identify(request.method(), &uri, request.headers(), &api);
    let identity = caller
        .as_ref()
        .map_or("unknown".to_owned(), Caller::identity);
    let path = uri
        .path_and_query()
        .map_or("", |path| path.as_str())
        .to_owned();
    let method = request.method().to_string();
    let used = api.ledger().count(&identity, unix_now());
    let struck = strike(&api, &path).await;
    let mut response = match (struck, caller) {
        (Some(refusal), _) => refusal,
        (None, Err(refusal)) => refusal.into_response(),
        (None, Ok(_)) if used >= HOURLY_LIMIT => ApiError::RateLimited.into_response(),
        (None, Ok(caller)) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
    };
    announce_limit(&mut response, used);
    let status = response.status().as_u16();
    api.ledger().record(Call {
        at: unix_now(),
        method,
        path,
        status,
        caller: identity,
    });
    response
}

async fn strike(api: &Api, path: &str) -> Option<Response> {
    let status = faults::strike(&api.sandbox.faults, path).await?;
    let mut response = ApiError::for_status(status).into_response();
    *response.status_mut() = status;
    Some(response)
}

// Near: less than a fifth is left.
fn announce_limit(response: &mut Response, used: usize) {
    let near = used + 1 > HOURLY_LIMIT * 4 / 5;
    let headers = response.headers_mut();
    headers.insert("x-ratelimit-limit", HeaderValue::from(HOURLY_LIMIT));
    headers.insert("x-ratelimit-resource", HeaderValue::from_static("api"));
    let near = if near { "true" } else { "false" };
    headers.insert("x-ratelimit-nearlimit", HeaderValue::from_static(near));
}
