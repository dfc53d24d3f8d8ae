//! Calls of one job, counted, with a token for its repository alone.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::http::{Method, Request as HttpRequest, Response};
use bitbucket_cloud::{
    Error, Method as ApiMethod, Request, Transport, decode_text,
    installed::{
        Body, Edge, Error as CallError, Identity, InstalledAccount, NoAnswer, Permit, Publish,
        Write,
    },
};
use serde::de::DeserializeOwned;
use sightline_reading::CallBudget;

use super::CALLS;
use crate::account::Web;

/// Status of a diff that is too large for Bitbucket.
const TOO_LARGE: u16 = 555;

/// Calls that are left for publishing, and for attempts that have to be repeated.
const PUBLISHING: u32 = 8;

/// An edge that sends so many requests and no more.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    web: Web,
    sent: Arc<AtomicU32>,
}

impl Counted {
    pub(super) fn new(web: Web) -> Self {
        Self {
            web,
            sent: Arc::default(),
        }
    }

    /// Requests that were sent.
    pub(super) fn sent(&self) -> u32 {
        self.sent.load(Ordering::Relaxed)
    }

    /// Requests that may still be sent.
    pub(super) fn left(&self) -> u32 {
        CALLS.saturating_sub(self.sent())
    }
}

impl CallBudget for Counted {
    fn left(&self) -> u32 {
        Self::left(self).saturating_sub(PUBLISHING)
    }
}

impl Edge for Counted {
    async fn send(&self, request: HttpRequest<Body>) -> Result<Response<Body>, NoAnswer> {
        let one_more = |sent: u32| (sent < CALLS).then_some(sent + 1);
        let taken = self
            .sent
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more);
        if taken.is_err() {
            return Err(NoAnswer::Unreachable {
                reason: format!("all {CALLS} calls of the job are spent"),
            });
        }
        self.web.send(request).await
    }

    fn now(&self) -> u64 {
        self.web.now()
    }

    async fn pause(&self, time: Duration) {
        // Nothing can follow that would be worth waiting for.
        if self.left() > 0 {
            self.web.pause(time).await;
        }
    }

    fn chance(&self) -> f64 {
        self.web.chance()
    }
}

/// Calls in the name of an installation.
#[derive(Debug)]
pub(super) struct AccountCalls {
    /// The account that calls.
    pub(super) account: InstalledAccount<Counted>,
    /// The installation.
    pub(super) identity: Identity,
    /// Scopes of its token.
    pub(super) permit: Permit,
}

impl AccountCalls {
    async fn call(&self, method: Method, path: &str, body: Option<&str>) -> Result<String, Error> {
        let answer = self
            .account
            .call(&self.identity, &self.permit, method, path, body);
        let Body(bytes) = answer.await.map_err(failed)?.into_body();
        // A diff holds whatever bytes its files do.
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn ask(&self, request: &Request) -> Result<String, Error> {
        let (method, body) = match request.method() {
            ApiMethod::Get => (Method::GET, None),
            ApiMethod::Put(json) => (Method::PUT, Some(json.as_str())),
        };
        self.call(method, request.path(), body).await
    }
}

impl Transport for AccountCalls {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        decode_text(&self.ask(request).await?, request)
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        self.ask(request).await
    }
}

impl Publish for AccountCalls {
    async fn publish(&self, write: &Write) -> Result<(), Error> {
        let body = write.body.as_deref();
        let answer = self.call(write.method.clone(), &write.path, body);
        answer.await.map(drop)
    }
}

fn failed(error: CallError) -> Error {
    match error {
        CallError::Status { status, path } => Error::from_status(status, path),
        // As Bitbucket answers for a diff that is too large for itself.
        CallError::TooLong { .. } => Error::from_status(TOO_LARGE, error.to_string()),
        CallError::TokenRefused { status } => Error::Denied {
            code: format!("no token: {status}"),
        },
        error => Error::Network {
            message: error.to_string(),
        },
    }
}
