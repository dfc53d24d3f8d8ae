//! Bitbucket's side of what the server calls: the token endpoint and the addon resource.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use atlassian_connect::{AppKey, RequestTarget, SharedSecret, UnverifiedToken};
use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use serde_json::json;
use tokio::net::TcpListener;

use crate::support::{NOW, READER, WORKSPACE};

/// Knows the secrets of some installations, and writes down what it was asked.
#[derive(Clone, Default)]
pub(crate) struct Bitbucket(Arc<Inner>);

#[derive(Default)]
struct Inner {
    secrets: Mutex<HashMap<String, String>>,
    lacking: Mutex<Vec<String>>,
    failing: Mutex<Vec<String>>,
    admins: Mutex<Vec<String>>,
    is_busy: Mutex<bool>,
    asked_for_admins: Mutex<usize>,
    /// Seconds since [`NOW`].
    passed: Mutex<u64>,
    grants: Mutex<Vec<String>>,
    refreshed: Mutex<Vec<String>>,
}

impl Bitbucket {
    /// Starts on a port of its own; ends with the test. Gives its origin too.
    pub(crate) async fn start() -> (Self, String) {
        let this = Self::default();
        this.admins_are(&[READER]);
        let router = Router::new()
            .route("/2.0/workspaces/{workspace}/permissions", get(permissions))
            .route("/site/oauth2/access_token", post(grant))
            .route("/2.0/addon", put(refresh))
            .with_state(this.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (this, origin)
    }

    pub(crate) fn knows(&self, client: &str, secret: &str) {
        let mut secrets = self.0.secrets.lock().unwrap();
        secrets.insert(client.to_owned(), secret.to_owned());
    }

    /// Takes a scope away from all installations, from now on.
    pub(crate) fn takes_away(&self, scope: &str) {
        self.0.lacking.lock().unwrap().push(scope.to_owned());
    }

    /// Sets its clock.
    pub(crate) fn turns_to(&self, now: u64) {
        *self.0.passed.lock().unwrap() = now - NOW;
    }

    /// Fails for tokens of that scope, from now on.
    pub(crate) fn fails_for(&self, scope: &str) {
        self.0.failing.lock().unwrap().push(scope.to_owned());
    }

    /// Tells clients that it does not know to come again in 20 seconds, from now on.
    pub(crate) fn is_busy(&self) {
        *self.0.is_busy.lock().unwrap() = true;
    }

    /// Sets the admins of the workspace.
    pub(crate) fn admins_are(&self, people: &[&str]) {
        let mut admins = self.0.admins.lock().unwrap();
        *admins = people.iter().map(|&person| person.to_owned()).collect();
    }

    /// Number of times that pages of admins were asked for.
    pub(crate) fn asked_for_admins(&self) -> usize {
        *self.0.asked_for_admins.lock().unwrap()
    }

    /// Installations that were given a token.
    pub(crate) fn grants(&self) -> Vec<String> {
        self.0.grants.lock().unwrap().clone()
    }

    /// Installations whose descriptor was read again.
    pub(crate) fn refreshed(&self) -> Vec<String> {
        self.0.refreshed.lock().unwrap().clone()
    }

    /// Returns the caller, if the call is signed with the secret that is known.
    fn verify(&self, method: &str, path: &str, headers: &HeaderMap) -> Option<String> {
        let token = headers.get("authorization")?.to_str().ok()?;
        let token = UnverifiedToken::parse(token.strip_prefix("JWT ")?).ok()?;
        let client = token.claimed_subject()?;
        let secret = self.0.secrets.lock().unwrap().get(client)?.clone();
        let target = RequestTarget {
            method,
            path,
            query: "",
            base_path: "",
        };
        let key = AppKey::new("sightline");
        let now = NOW + *self.0.passed.lock().unwrap();
        let call = token.verify_api_call(&key, &SharedSecret::new(secret), &target, now);
        Some(call.ok()?.client_key().as_str().to_owned())
    }
}

async fn grant(State(this): State<Bitbucket>, headers: HeaderMap, body: String) -> Response {
    assert!(body.starts_with("grant_type=urn%3Abitbucket%3Aoauth2%3Ajwt"));
    let of = |scope: &String| body.ends_with(&format!("&scope={scope}"));
    if this.0.failing.lock().unwrap().iter().any(of) {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let lacking = this.0.lacking.lock().unwrap().iter().any(of);
    match this.verify("POST", "/site/oauth2/access_token", &headers) {
        Some(client) if !lacking => {
            this.0.grants.lock().unwrap().push(client);
            Json(json!({"access_token": "granted", "expires_in": 7200})).into_response()
        }
        None if *this.0.is_busy.lock().unwrap() => {
            (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "20")]).into_response()
        }
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// Admins of the workspace, one on a page.
async fn permissions(
    State(this): State<Bitbucket>,
    Path(workspace): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    assert_eq!(workspace, WORKSPACE);
    assert_eq!(query["q"], "permission=\"owner\"");
    assert_eq!(headers["authorization"], "Bearer granted");
    *this.0.asked_for_admins.lock().unwrap() += 1;
    let page: usize = query.get("page").map_or(1, |page| page.parse().unwrap());
    let admins = this.0.admins.lock().unwrap();
    let Some(admin) = admins.get(page - 1) else {
        return StatusCode::FORBIDDEN.into_response();
    };
    let mut answer = json!({ "values": [{ "user": { "uuid": admin } }] });
    if page < admins.len() {
        // Bitbucket's own host is never called.
        let path = format!("/2.0/workspaces/{workspace}/permissions");
        let next = format!("?q=permission%3D%22owner%22&page={}", page + 1);
        answer["next"] = format!("https://api.bitbucket.example{path}{next}").into();
    }
    Json(answer).into_response()
}

async fn refresh(State(this): State<Bitbucket>, headers: HeaderMap, body: String) -> StatusCode {
    assert_eq!(body, "{}");
    match this.verify("PUT", "/2.0/addon", &headers) {
        Some(client) => {
            this.0.refreshed.lock().unwrap().push(client);
            StatusCode::NO_CONTENT
        }
        None => StatusCode::UNAUTHORIZED,
    }
}
