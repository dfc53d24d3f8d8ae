//! A box around a small world, and calls to it.

use std::net::SocketAddr;

use atlassian_connect::AppKey;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header},
};
use serde_json::Value;
use sightline_sandbox::{
    api,
    connect::{Actor, Grant},
    state::unix_now,
};
use tower::ServiceExt;

use crate::small::Small;
pub(crate) use crate::small::{API, BO, Commits, git};

pub(crate) const REPOSITORY: &str = "/2.0/repositories/acme/widgets";

/// A running box; its repository goes away with it.
pub(crate) struct TestBox {
    pub(crate) commits: Commits,
    router: Router,
    small: Small,
}

impl TestBox {
    pub(crate) fn new() -> Self {
        let small = Small::new();
        Self {
            commits: small.commits.clone(),
            router: api::router(small.sandbox.clone()),
            small,
        }
    }

    /// Calls without credentials, from this machine.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Request::get(path)).await
    }

    pub(crate) async fn get_as(&self, bearer: &str, path: &str) -> Answer {
        self.call(Request::get(path).header(header::AUTHORIZATION, format!("Bearer {bearer}")))
            .await
    }

    /// A bearer token of somebody with these scopes.
    pub(crate) fn token(&self, scopes: &[&str]) -> String {
        let grant = Grant {
            actor: Actor::Person(BO),
            app: AppKey::new("demo-app"),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            repository: None,
        };
        let token = self.small.sandbox.connect().issue(grant, unix_now());
        token.expose().to_owned()
    }

    pub(crate) async fn put(&self, bearer: &str, path: &str, body: &Value) -> Answer {
        let request = Request::put(path)
            .header(header::AUTHORIZATION, format!("Bearer {bearer}"))
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.to_string().into()).unwrap())
            .await
    }

    /// Has the workbench change a pull request.
    pub(crate) async fn change_pull_request(&self, id: u64, change: &Value, expected: StatusCode) {
        let request = Request::post(format!("/sandbox/pull-requests/{id}"))
            .header(header::CONTENT_TYPE, "application/json");
        let answer = self.send(request.body(change.to_string().into()).unwrap());
        let answer = answer.await;
        assert_eq!(answer.status, expected, "{change}: {}", answer.text());
    }

    pub(crate) async fn call(&self, request: axum::http::request::Builder) -> Answer {
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn send(&self, mut request: Request<Body>) -> Answer {
        let peer = SocketAddr::from(([127, 0, 0, 1], 50_000));
        if request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .is_none()
        {
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// A call that has to be answered with JSON and 200.
    pub(crate) async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.json()
    }

    /// All values of a list, page by page along `next`.
    pub(crate) async fn walk(&self, path: &str) -> Vec<Value> {
        let mut values = Vec::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            let page = self.json(&path).await;
            values.extend(page["values"].as_array().unwrap().iter().cloned());
            next = page["next"].as_str().map(below_origin);
        }
        values
    }

    /// Output of git itself.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.small.git(arguments)
    }
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Target of a redirect, without the origin.
    pub(crate) fn location(&self) -> String {
        assert_eq!(self.status, StatusCode::FOUND, "{}", self.text());
        below_origin(self.header("location"))
    }

    pub(crate) fn message(&self) -> String {
        self.json()["error"]["message"].as_str().unwrap().to_owned()
    }
}

/// The path and query of an absolute link on the API origin.
pub(crate) fn below_origin(link: &str) -> String {
    link.strip_prefix(API)
        .unwrap_or_else(|| panic!("not on the API origin: {link}"))
        .to_owned()
}

/// Text by lines.
pub(crate) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// The values of one field over a list.
pub(crate) fn pluck(values: &[Value], field: &str) -> Vec<Value> {
    values
        .iter()
        .map(|value| value.pointer(field).cloned().unwrap_or(Value::Null))
        .collect()
}
