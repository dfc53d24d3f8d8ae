//! Calls to the app's own server, by the session of the configure page.
//!
//! Addresses are relative to the page's own, so that they hold below any path that the server has.

use gloo_net::{
    Error as FetchError,
    http::{Request, RequestBuilder, Response},
};
use serde::Deserialize;
use sightline_handover::{InstallationFacts, ReportKey, SessionToken};
use web_sys::AbortSignal;

use crate::model::server_error::ServerError;

const FACTS: &str = "connect/installation";
const RETRY: &str = "connect/reports/retry";

/// Seconds that a call may take: longer than the server lets any request last.
const TIMEOUT: u32 = 30;

/// The server that prepared this page. Cheap to clone.
#[derive(Debug, Clone)]
pub struct OwnServer {
    session: SessionToken,
}

/// Body of the server's refusals.
#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl OwnServer {
    /// The server that granted this session.
    pub const fn new(session: SessionToken) -> Self {
        Self { session }
    }

    /// Facts of the session's installation.
    ///
    /// # Errors
    /// Any [`ServerError`].
    pub async fn facts(&self) -> Result<InstallationFacts, ServerError> {
        let text = self.ask(Request::get(FACTS), RequestBuilder::build).await?;
        serde_json::from_str(&text).map_err(|error| ServerError::Decode {
            reason: error.to_string(),
        })
    }

    /// Tries a report again that was given up.
    ///
    /// # Errors
    /// Any [`ServerError`]: [`ServerError::Refused`] with 404 where it was not given up.
    pub async fn retry(&self, report: &ReportKey) -> Result<(), ServerError> {
        let call = Request::post(RETRY);
        self.ask(call, |call| call.json(report)).await?;
        Ok(())
    }

    /// Text of the answer to a call.
    async fn ask(
        &self,
        call: RequestBuilder,
        complete: impl FnOnce(RequestBuilder) -> Result<Request, FetchError>,
    ) -> Result<String, ServerError> {
        let signal = AbortSignal::timeout_with_u32(TIMEOUT.saturating_mul(1_000));
        let authorization = format!("Bearer {}", self.session.expose());
        let call = call
            .header("authorization", &authorization)
            .abort_signal(Some(&signal));
        let answer = read(complete(call)).await;
        let (response, text) = answer.map_err(|error| match signal.aborted() {
            true => ServerError::Timeout { seconds: TIMEOUT },
            false => ServerError::Network {
                message: error.to_string(),
            },
        })?;
        match response.ok() {
            true => Ok(text),
            false => Err(refused(response.status(), &text)),
        }
    }
}

async fn read(call: Result<Request, FetchError>) -> Result<(Response, String), FetchError> {
    let response = call?.send().await?;
    let text = response.text().await?;
    Ok((response, text))
}

fn refused(status: u16, text: &str) -> ServerError {
    let refusal: Option<Refusal> = serde_json::from_str(text).ok();
    ServerError::Refused {
        status,
        words: refusal.map(|refusal| refusal.error).unwrap_or_default(),
    }
}
