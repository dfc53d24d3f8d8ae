//! Events that are told to apps.

use std::time::SystemTime;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;
use reqwest::header::USER_AGENT;
use serde_json::{Value, json};

use super::{
    ConnectError, Installation,
    outbound::{self, Call},
    random, scopes,
    signing::{self, Purpose, resolve},
};
use crate::{
    api::{fields::merge, shape::Shapes},
    state::{Sandbox, unix_now},
    world::{PersonId, PullRequest},
};

/// Attempts to deliver an event: two more where the app answers 5xx.
const ATTEMPTS: u32 = 3;

/// An event of a pull request, such as `pullrequest:updated`, caused by a person.
pub(crate) fn pull_request(sandbox: &Sandbox, event: &str, pull: &PullRequest, by: PersonId) {
    let data = {
        let world = sandbox.world();
        let shapes = Shapes {
            addresses: &sandbox.addresses,
            world: &world,
        };
        let mut data = about(&shapes, by);
        merge(
            &mut data,
            json!({ "pullrequest": shapes.pull_request(pull) }),
        );
        data
    };
    tell(sandbox, event, &data);
}

/// Move of a branch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Push<'a> {
    /// Name of the branch.
    pub(crate) branch: &'a str,
    /// Head before; none if the branch is new.
    pub(crate) old: Option<&'a str>,
    /// Head after; none if the branch was deleted.
    pub(crate) new: Option<&'a str>,
}

/// A push to a branch.
pub(crate) fn push(sandbox: &Sandbox, push: &Push<'_>, by: PersonId) {
    let data = {
        let world = sandbox.world();
        let shapes = Shapes {
            addresses: &sandbox.addresses,
            world: &world,
        };
        let mut data = about(&shapes, by);
        let end = |commit: Option<&str>| {
            let target = json!({ "hash": commit });
            commit.map(|_| json!({ "type": "branch", "name": push.branch, "target": target }))
        };
        let change = json!({
            "old": end(push.old),
            "new": end(push.new),
            "created": push.old.is_none(),
            "closed": push.new.is_none(),
            "forced": false,
        });
        merge(&mut data, json!({ "push": { "changes": [change] } }));
        data
    };
    tell(sandbox, "repo:push", &data);
}

fn about(shapes: &Shapes<'_>, by: PersonId) -> Value {
    json!({ "actor": shapes.account(by), "repository": shapes.repository() })
}

/// Tells every app that is installed and subscribes to it, in the background.
fn tell(sandbox: &Sandbox, event: &str, data: &Value) {
    let installations: Vec<Installation> = sandbox.connect().installations().cloned().collect();
    let body = json!({ "event": event, "data": data }).to_string();
    for installation in installations {
        let webhooks = &installation.descriptor.modules.webhooks;
        let subscribed = webhooks
            .iter()
            .find(|webhook| [event, "*"].contains(&webhook.event.as_str()));
        let Some(url) = subscribed.map(|webhook| webhook.url.clone()) else {
            continue;
        };
        let held = &installation.descriptor.scopes;
        if !scopes::include(held, scope_of(event)) {
            continue;
        }
        let (event, body) = (event.to_owned(), body.clone());
        tokio::spawn(async move {
            if let Err(error) = deliver(&installation, &url, &event, &body).await {
                tracing::warn!(%error, key = %installation.app_key, event, "an event was not taken");
            }
        });
    }
}

/// The scope that an event needs.
fn scope_of(event: &str) -> &'static str {
    match event.split(':').next() {
        Some("pullrequest") => "pullrequest",
        Some("issue") => "issue",
        _ => "repository",
    }
}

async fn deliver(
    installation: &Installation,
    url: &str,
    event: &str,
    body: &str,
) -> Result<(), ConnectError> {
    let url = resolve(&installation.descriptor.base_url, url)?;
    let request = random::uuid();
    let hook = random::uuid_of(installation.client_key.as_str());
    let mut attempt = 1;
    loop {
        let base_url = &installation.descriptor.base_url;
        let token = signing::token(
            Purpose::Webhook,
            "POST",
            &url,
            base_url,
            &installation.client_key,
            &installation.shared_secret,
            unix_now(),
        )?;
        let mut call = Call::post(url.clone(), body.to_owned()).signed(&token)?;
        call.headers
            .extend(headers(event, &hook, &request, attempt));
        let answer = outbound::send(call).await?;
        if !answer.status.is_server_error() || attempt == ATTEMPTS {
            return match answer.status.is_success() {
                true => Ok(()),
                false => Err(ConnectError::Answered {
                    url: url.to_string(),
                    status: answer.status.as_u16(),
                }),
            };
        }
        attempt += 1;
    }
}

/// Headers as captured from Bitbucket: one hook for an installation, one request id for all attempts.
fn headers(event: &str, hook: &str, request: &str, attempt: u32) -> HeaderMap {
    let now = Timestamp::try_from(SystemTime::now()).unwrap_or_default();
    let time = now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let named = [
        ("x-event-key", event.to_owned()),
        ("x-event-time", time),
        ("x-hook-uuid", hook.to_owned()),
        ("x-request-uuid", request.to_owned()),
        ("x-attempt-number", attempt.to_string()),
    ];
    let mut headers = HeaderMap::new();
    for (name, value) in named {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    let agent = HeaderValue::from_static("Bitbucket-Webhooks/2.0");
    headers.insert(USER_AGENT, agent);
    headers
}
