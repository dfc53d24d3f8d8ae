//! A box around a small world, and calls to it.

mod repository;
mod world;

use std::{net::SocketAddr, path::Path, process::Command};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header},
};
use serde_json::Value;
use sightline_sandbox::{
    api,
    git::Git,
    state::{Addresses, Sandbox},
};
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) use repository::Commits;

pub(crate) const API: &str = "http://localhost:7991";
pub(crate) const REPOSITORY: &str = "/2.0/repositories/acme/widgets";

/// A running box; its repository goes away with it.
pub(crate) struct TestBox {
    pub(crate) commits: Commits,
    router: Router,
    directory: TempDir,
}

impl TestBox {
    pub(crate) fn new() -> Self {
        let directory = TempDir::new().unwrap();
        let commits = repository::create(directory.path());
        let world = world::around(directory.path(), &commits);
        let addresses = Addresses {
            api: API.into(),
            web: "http://localhost:7990".into(),
        };
        let sandbox = Sandbox::new(addresses, world, Git::open(directory.path()).unwrap());
        Self {
            router: api::router(sandbox.clone()),
            commits,
            directory,
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

    /// What git itself says.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git(self.directory.path(), arguments)
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

    /// Where a redirect leads, without the origin.
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

pub(crate) fn git(directory: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(directory)
        .args(arguments)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned()
}
