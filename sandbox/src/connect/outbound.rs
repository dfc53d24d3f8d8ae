//! Calls to apps: on this machine, over http, without redirects, within ten seconds.

use std::{error::Error, time::Duration};

use axum::body::Bytes;
use reqwest::{
    Client, Method, Response, StatusCode, Url,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT},
    redirect::Policy,
};

use super::ConnectError;

const TIMEOUT: Duration = Duration::from_secs(10);
/// Bytes of an answer that are read.
const MAX_ANSWER: usize = 4 * 1024 * 1024;

/// One call.
#[derive(Debug)]
pub(crate) struct Call {
    /// HTTP method.
    pub(crate) method: Method,
    /// Address to call.
    pub(crate) url: Url,
    /// Headers besides `Authorization`.
    pub(crate) headers: HeaderMap,
    /// Sent as it is.
    pub(crate) body: Bytes,
}

impl Call {
    /// Asks for JSON, with nothing to send yet.
    pub(crate) fn new(method: Method, url: Url) -> Self {
        Self {
            method,
            url,
            headers: HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]),
            body: Bytes::new(),
        }
    }

    /// Sends JSON.
    pub(crate) fn post(url: Url, json: String) -> Self {
        let mut call = Self::new(Method::POST, url);
        call.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        call.body = json.into();
        call
    }

    /// Carries a JWT.
    ///
    /// # Errors
    ///
    /// [`ConnectError::Unsupported`] if no header can hold it.
    pub(crate) fn signed(mut self, token: &str) -> Result<Self, ConnectError> {
        let mut value = HeaderValue::from_str(&format!("JWT {token}")).map_err(|_| {
            ConnectError::Unsupported {
                url: self.url.to_string(),
            }
        })?;
        value.set_sensitive(true);
        self.headers.insert(AUTHORIZATION, value);
        Ok(self)
    }
}

/// Answer of an app.
#[derive(Debug)]
pub(crate) struct Answer {
    /// HTTP status.
    pub(crate) status: StatusCode,
    /// `Content-Type` and all others.
    pub(crate) headers: HeaderMap,
    /// Body, at most 4 MiB.
    pub(crate) body: Vec<u8>,
}

/// Calls, whatever the status of the answer.
///
/// # Errors
///
/// [`ConnectError::Unsupported`], [`ConnectError::Unreachable`], [`ConnectError::TooLong`]
pub(crate) async fn send(call: Call) -> Result<Answer, ConnectError> {
    let url = call.url.to_string();
    let unreachable = |error: reqwest::Error| ConnectError::Unreachable {
        url: url.clone(),
        problem: problem(&error),
    };
    if !is_local(&call.url) {
        return Err(ConnectError::Unsupported { url });
    }
    let client = Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .timeout(TIMEOUT)
        .build()
        .map_err(unreachable)?;
    let response = client
        .request(call.method, call.url)
        .header(USER_AGENT, "sightline-sandbox")
        .headers(call.headers)
        .body(call.body)
        .send()
        .await
        .map_err(unreachable)?;
    read(response, &url, unreachable).await
}

/// Calls, and wants success.
///
/// # Errors
///
/// Those of [`send`], and [`ConnectError::Answered`].
pub(crate) async fn send_for_success(call: Call) -> Result<Answer, ConnectError> {
    let url = call.url.to_string();
    let answer = send(call).await?;
    if !answer.status.is_success() {
        let status = answer.status.as_u16();
        return Err(ConnectError::Answered { url, status });
    }
    Ok(answer)
}

async fn read(
    mut response: Response,
    url: &str,
    unreachable: impl Fn(reqwest::Error) -> ConnectError,
) -> Result<Answer, ConnectError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(&unreachable)? {
        if body.len() + chunk.len() > MAX_ANSWER {
            return Err(ConnectError::TooLong {
                url: url.to_owned(),
                limit: MAX_ANSWER,
            });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer {
        status: response.status(),
        headers: response.headers().clone(),
        body,
    })
}

fn is_local(url: &Url) -> bool {
    url.scheme() == "http"
        && url.username().is_empty()
        && matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// The innermost cause says most, such as that a connection was refused.
fn problem(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {} seconds", TIMEOUT.as_secs());
    }
    let mut cause: &dyn Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
