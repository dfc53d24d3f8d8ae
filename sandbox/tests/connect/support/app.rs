//! An app: serves a descriptor, answers everything else alike, and remembers what it was sent.

use std::sync::{Arc, Mutex, MutexGuard};

use atlassian_connect::{
    Error, RequestTarget, SharedSecret, UnverifiedToken, VerifiedToken, lifecycle::Installed,
    sign_api_call,
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json};
use sightline_sandbox::state::unix_now;

use super::{listen, serve};

pub(crate) struct App {
    pub(crate) origin: String,
    state: Arc<Mutex<AppState>>,
}

struct AppState {
    descriptor: Value,
    status: StatusCode,
    seen: Vec<Seen>,
    /// The web origin, where a new secret is tried at once.
    exchange_at: Option<String>,
    exchanged: Option<u16>,
}

impl App {
    /// The demo app, at the root of its origin.
    pub(crate) async fn start() -> Self {
        Self::start_below("").await
    }

    /// The demo app with a path in its `baseUrl`.
    pub(crate) async fn start_below(base_path: &str) -> Self {
        let listener = listen().await;
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(AppState {
            descriptor: descriptor(&format!("{origin}{base_path}")),
            status: StatusCode::OK,
            seen: Vec::new(),
            exchange_at: None,
            exchanged: None,
        }));
        let router = Router::new().fallback(answer).with_state(state.clone());
        serve(listener, router);
        Self { origin, state }
    }

    pub(crate) fn descriptor_url(&self) -> String {
        format!("{}/atlassian-connect.json", self.origin)
    }

    /// Changes the descriptor that is served from now on.
    pub(crate) fn describe(&self, change: impl FnOnce(&mut Value)) {
        change(&mut self.state().descriptor);
    }

    /// The status of all answers from now on.
    pub(crate) fn answer_with(&self, status: u16) {
        self.state().status = StatusCode::from_u16(status).unwrap();
    }

    /// Requests since the last call, without fetches of the descriptor.
    pub(crate) fn take_seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.state().seen)
    }

    /// The only thing that came since the last time.
    pub(crate) fn take_one(&self) -> Seen {
        let mut seen = self.take_seen();
        assert_eq!(seen.len(), 1);
        seen.remove(0)
    }

    /// Makes the app try a new secret before answering, from now on.
    pub(crate) fn exchange_when_installed(&self, web: &str) {
        self.state().exchange_at = Some(web.to_owned());
    }

    /// The status of the last such try.
    pub(crate) fn exchanged(&self) -> Option<u16> {
        self.state().exchanged
    }

    fn state(&self) -> MutexGuard<'_, AppState> {
        self.state.lock().unwrap()
    }
}

async fn answer(
    State(state): State<Arc<Mutex<AppState>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let exchange_at = {
        let mut state = state.lock().unwrap();
        if uri.path() == "/atlassian-connect.json" && method == Method::GET {
            return Json(state.descriptor.clone()).into_response();
        }
        state.seen.push(Seen {
            method: method.to_string(),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            headers,
            body: body.to_vec(),
        });
        state.exchange_at.clone()
    };
    if let Some(web) = exchange_at {
        let exchanged = exchange(&web, &body).await;
        state.lock().unwrap().exchanged = Some(exchanged);
    }
    let status = state.lock().unwrap().status;
    (status, Json(json!({ "answered": uri.path() }))).into_response()
}

async fn exchange(web: &str, installed: &[u8]) -> u16 {
    let installed = Installed::parse(installed).unwrap();
    let path = "/site/oauth2/access_token";
    let target = RequestTarget {
        method: "POST",
        path,
        query: "",
        base_path: "",
    };
    let secret = installed.shared_secret.unwrap();
    let (key, client) = (&installed.key, &installed.client_key);
    let token = sign_api_call(key, client, &target, unix_now(), &secret).unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let call = http.post(format!("{web}{path}"));
    let call = call.header("authorization", format!("JWT {token}"));
    let call = call.form(&[("grant_type", "urn:bitbucket:oauth2:jwt")]);
    call.send().await.unwrap().status().as_u16()
}

/// A request that the app got.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn secret(&self) -> SharedSecret {
        SharedSecret::new(self.json()["sharedSecret"].as_str().unwrap())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn token(&self) -> &str {
        let header = self.header("authorization").expect("a signed request");
        header.strip_prefix("JWT ").unwrap()
    }

    /// Verifies the token as an app does, at the root of its origin.
    pub(crate) fn verify(&self, secret: &SharedSecret) -> Result<VerifiedToken, Error> {
        let target = RequestTarget {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            base_path: "",
        };
        UnverifiedToken::parse(self.token())?.verify(secret, &target, unix_now())
    }
}

/// The claims of a JWT, unverified.
pub(crate) fn claims(token: &str) -> Value {
    let middle = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&Base64UrlUnpadded::decode_vec(middle).unwrap()).unwrap()
}

fn descriptor(base_url: &str) -> Value {
    json!({
        "key": "demo-app",
        "name": "Demo",
        "description": "Shows things",
        "baseUrl": base_url,
        "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/connect/installed", "uninstalled": "/connect/uninstalled" },
        "contexts": ["account"],
        "scopes": ["account", "pullrequest"],
        "modules": {
            "webPanels": [{
                "key": "panel",
                "name": { "value": "Demo panel" },
                "location": "org.bitbucket.pullrequest.overview.informationPanel",
                "url": "/panel?workspace={workspace.slug}&repo={repository.uuid}&pr={pullrequest.id}\
                        &branch={pullrequest.source.branch.name}&user={user.uuid}",
            }],
            "repoPages": [{
                "key": "page",
                "name": { "value": "Demo page" },
                "location": "org.bitbucket.repository.navigation",
                "url": "/page?repo={repository.full_name}&pr={pullrequest.id}",
            }],
            "configurePage": {
                "key": "configure",
                "name": { "value": "Demo settings" },
                "url": "/configure?workspace={principal.uuid}&user={user.account_id}",
            },
            "proxy": {
                "/session/{repository}/{pullrequest}": {
                    "destination": "/session?repo={repository.uuid}&pr={pullrequest.id}&user={user.uuid}",
                    "scopes": ["pullrequest"],
                    "methods": { "POST": {}, "GET": { "destination": "/sessions?pr={pullrequest.id}" } },
                },
            },
        },
    })
}
