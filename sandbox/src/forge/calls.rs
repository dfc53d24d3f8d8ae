//! Calls of the REST API for a frame: `requestBitbucket`, after it has reached the host page.

use std::collections::BTreeMap;

use atlassian_connect::{AppKey, ClientKey};
use serde::{Deserialize, Serialize};

use super::ForgeApp;
use crate::{
    connect::{Actor, Grant},
    state::{Sandbox, unix_now},
    world::PersonId,
};

/// One call.
#[derive(Debug, Deserialize)]
pub(crate) struct Fetch {
    /// Path with its query, which begins with `/2.0/`.
    path: String,
    method: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

/// An answer, as `@forge/bridge` makes a `Response` of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Fetched {
    status: u16,
    status_text: String,
    headers: BTreeMap<String, String>,
    body: String,
}

/// Reason why a call was not made, or not answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("no app for Forge is installed")]
    NoApp,
    #[error("{0} is no path of the API")]
    Path(String),
    #[error("{0} is no method")]
    Method(String),
    #[error(transparent)]
    Silent(#[from] reqwest::Error),
}

/// Makes the call in the reader's name, with the scopes of the app. Redirects are followed, as Forge
/// follows them.
pub(crate) async fn fetch(
    sandbox: &Sandbox,
    reader: Option<PersonId>,
    call: Fetch,
) -> Result<Fetched, FetchError> {
    let app = sandbox.forge.as_ref().ok_or(FetchError::NoApp)?;
    if !call.path.starts_with("/2.0/") {
        return Err(FetchError::Path(call.path));
    }
    let method = call.method.parse();
    let method = method.map_err(|_| FetchError::Method(call.method))?;
    let url = format!("{}{}", sandbox.addresses.api, call.path);
    let mut request = reqwest::Client::new().request(method, url);
    if let Some(reader) = reader {
        request = request.bearer_auth(token(sandbox, app, reader));
    }
    for (name, value) in call.headers {
        request = request.header(name, value);
    }
    if let Some(body) = call.body {
        request = request.body(body);
    }
    let answer = request.send().await?;
    let status = answer.status();
    let headers = answer.headers().iter().filter_map(|(name, value)| {
        let value = value.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    Ok(Fetched {
        status: status.as_u16(),
        status_text: status.canonical_reason().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: answer.text().await?,
    })
}

fn token(sandbox: &Sandbox, app: &ForgeApp, reader: PersonId) -> String {
    issue(sandbox, app, Actor::Person(reader))
}

/// A token in the name of the app itself.
pub(super) fn app_token(sandbox: &Sandbox, app: &ForgeApp) -> String {
    issue(
        sandbox,
        app,
        Actor::Installation(ClientKey::new(app.id.clone())),
    )
}

fn issue(sandbox: &Sandbox, app: &ForgeApp, actor: Actor) -> String {
    let grant = Grant {
        actor,
        app: AppKey::new(app.id.clone()),
        scopes: app.scopes.clone(),
        repository: None,
    };
    let token = sandbox.connect().issue(grant, unix_now());
    token.expose().to_owned()
}
