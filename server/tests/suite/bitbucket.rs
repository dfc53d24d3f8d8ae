//! Bitbucket's side of what the server calls: the token endpoint and the addon resource.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use atlassian_connect::{AppKey, RequestTarget, SharedSecret, UnverifiedToken};
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{post, put},
};
use serde_json::json;
use tokio::net::TcpListener;

use crate::support::NOW;

/// Knows the secrets of some installations, and writes down what it was asked.
#[derive(Clone, Default)]
pub(crate) struct Bitbucket(Arc<Inner>);

#[derive(Default)]
struct Inner {
    secrets: Mutex<HashMap<String, String>>,
    lacking: Mutex<Vec<String>>,
    grants: Mutex<Vec<String>>,
    refreshed: Mutex<Vec<String>>,
}

impl Bitbucket {
    /// Starts on a port of its own; ends with the test. Gives its origin too.
    pub(crate) async fn start() -> (Self, String) {
        let this = Self::default();
        let router = Router::new()
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

    /// From now on no installation holds that scope.
    pub(crate) fn takes_away(&self, scope: &str) {
        self.0.lacking.lock().unwrap().push(scope.to_owned());
    }

    /// Who was given a token.
    pub(crate) fn grants(&self) -> Vec<String> {
        self.0.grants.lock().unwrap().clone()
    }

    /// For whom the descriptor was read anew.
    pub(crate) fn refreshed(&self) -> Vec<String> {
        self.0.refreshed.lock().unwrap().clone()
    }

    /// Who calls, if the call is signed with the secret that is known.
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
        let call = token.verify_api_call(&key, &SharedSecret::new(secret), &target, NOW);
        Some(call.ok()?.client_key().as_str().to_owned())
    }
}

async fn grant(State(this): State<Bitbucket>, headers: HeaderMap, body: String) -> Response {
    assert!(body.starts_with("grant_type=urn%3Abitbucket%3Aoauth2%3Ajwt"));
    let lacks = |scope: &String| body.ends_with(&format!("&scope={scope}"));
    let lacking = this.0.lacking.lock().unwrap().iter().any(lacks);
    match this.verify("POST", "/site/oauth2/access_token", &headers) {
        Some(client) if !lacking => {
            this.0.grants.lock().unwrap().push(client);
            Json(json!({"access_token": "granted", "expires_in": 7200})).into_response()
        }
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
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
