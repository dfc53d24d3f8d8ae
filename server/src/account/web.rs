//! HTTP for the installed account.

use std::time::Duration;

use axum::{
    body::{Body as Stream, to_bytes},
    http::{
        Request, Response,
        header::{HeaderValue, USER_AGENT},
    },
};
use bitbucket_cloud::installed::{Body, Edge, NoAnswer};
use http_body_util::LengthLimitError;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

use crate::{Clock, Error};

const CONNECT: Duration = Duration::from_secs(5);
const WHOLE_CALL: Duration = Duration::from_secs(30);

/// Time to wait for the head of any response.
const LOOK: Duration = Duration::from_secs(5);

/// Bytes of an answer that are read at most.
const MAX_BODY: usize = 8 * 1024 * 1024;

/// HTTPS with the system's certificates. Follows no redirects and no proxy settings of the
/// environment.
#[derive(Debug, Clone)]
pub(crate) struct Web {
    client: Client<HttpsConnector<HttpConnector>, Stream>,
    clock: Clock,
}

impl Web {
    pub(crate) fn new(clock: Clock) -> Result<Self, Error> {
        let mut http = HttpConnector::new();
        http.set_connect_timeout(Some(CONNECT));
        http.enforce_http(false);
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(rustls::crypto::ring::default_provider())
            .map_err(|source| Error::Io {
                what: "the system's certificates cannot be read".to_owned(),
                source,
            })?
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Ok(Self { client, clock })
    }

    /// Returns the status of any HTTP response from there.
    pub(crate) async fn reach(&self, url: &str) -> Result<u16, NoAnswer> {
        let request = Request::get(url)
            .body(Stream::empty())
            .map_err(unreachable)?;
        let response = within(LOOK, self.exchange(request)).await?;
        Ok(response.status().as_u16())
    }

    async fn exchange(&self, mut request: Request<Stream>) -> Result<Response<Stream>, NoAnswer> {
        let agent = HeaderValue::from_static(concat!("sightline/", env!("CARGO_PKG_VERSION")));
        request.headers_mut().insert(USER_AGENT, agent);
        let response = self.client.request(request).await.map_err(unreachable)?;
        Ok(response.map(Stream::new))
    }

    async fn call(&self, request: Request<Body>) -> Result<Response<Body>, NoAnswer> {
        let request = request.map(|Body(bytes)| Stream::from(bytes));
        let (head, body) = self.exchange(request).await?.into_parts();
        let bytes = to_bytes(body, MAX_BODY).await.map_err(cut_off)?;
        Ok(Response::from_parts(head, Body(bytes.into())))
    }
}

impl Edge for Web {
    async fn send(&self, request: Request<Body>) -> Result<Response<Body>, NoAnswer> {
        within(WHOLE_CALL, self.call(request)).await
    }

    fn now(&self) -> u64 {
        self.clock.now()
    }

    async fn pause(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }

    fn chance(&self) -> f64 {
        // Without randomness pauses are merely regular.
        let bits = getrandom::u32().unwrap_or_default();
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }
}

async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, NoAnswer>>,
) -> Result<T, NoAnswer> {
    let done = tokio::time::timeout(limit, work).await;
    done.unwrap_or_else(|_| {
        Err(NoAnswer::Unreachable {
            reason: format!("no answer within {} s", limit.as_secs()),
        })
    })
}

/// An answer that did not come to its end, or has none that is waited for.
fn cut_off(error: axum::Error) -> NoAnswer {
    match error.into_inner().downcast::<LengthLimitError>() {
        Ok(_) => NoAnswer::TooLong { limit: MAX_BODY },
        Err(error) => unreachable(axum::Error::new(error)),
    }
}

/// The innermost cause: the outer ones may name the URL, and that may hold a query.
fn unreachable(error: impl std::error::Error + 'static) -> NoAnswer {
    let mut cause: &dyn std::error::Error = &error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    NoAnswer::Unreachable {
        reason: cause.to_string(),
    }
}
