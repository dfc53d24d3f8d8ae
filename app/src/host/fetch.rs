//! Calls by the browser's `fetch`, without an account.

use atlassian_bridge::Answer;
use bitbucket_cloud::Error;
use gloo_net::{
    Error as FetchError,
    http::{Request, RequestBuilder, Response},
};
use serde::Deserialize;
use web_sys::{AbortSignal, RequestCredentials};

use super::{call::Call, call_queue::Caller};

/// Calls the API at one origin as nobody in particular. `fetch` follows redirects.
#[derive(Debug)]
pub(super) struct AsAnonymous {
    /// Origin of the API, without a slash at the end.
    pub(super) api: String,
    /// Time that a call may take.
    pub(super) seconds: u32,
}

/// Error body of Bitbucket's REST API.
#[derive(Deserialize)]
struct ErrorBody {
    error: ErrorDetail,
}

#[derive(Deserialize)]
struct ErrorDetail {
    message: String,
}

impl Caller for AsAnonymous {
    async fn call(&self, call: &Call) -> Result<Answer, Error> {
        match call {
            Call::Json { path } | Call::Text { path } => self.get(path).await,
            // Nobody can write, or have a session, without an account.
            Call::Put { .. } | Call::Server { .. } => Err(Error::Anonymous),
        }
    }
}

impl AsAnonymous {
    async fn get(&self, path: &str) -> Result<Answer, Error> {
        let signal = AbortSignal::timeout_with_u32(self.seconds.saturating_mul(1_000));
        let request = Request::get(&format!("{}{path}", self.api))
            .credentials(RequestCredentials::Omit)
            .abort_signal(Some(&signal));
        let answer = read(request).await.map_err(|error| match signal.aborted() {
            true => Error::Timeout {
                seconds: self.seconds,
            },
            false => Error::Network {
                message: error.to_string(),
            },
        });
        let (response, text) = answer?;
        match response.ok() {
            true => Ok(Answer::from(text)),
            false => Err(refused(&response, &text)),
        }
    }
}

async fn read(request: RequestBuilder) -> Result<(Response, String), FetchError> {
    let response = request.send().await?;
    let text = response.text().await?;
    Ok((response, text))
}

fn refused(response: &Response, text: &str) -> Error {
    let body: Option<ErrorBody> = serde_json::from_str(text).ok();
    let message = body.map(|body| body.error.message).unwrap_or_default();
    Error::from_status(response.status(), message)
}
