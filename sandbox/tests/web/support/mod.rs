//! A box around a small world, visited without a browser.

use std::{net::SocketAddr, path::Path};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header, request::Builder},
};
use sightline_sandbox::{
    forge::ForgeApp,
    state::Sandbox,
    web::{self, bridge::Bridge},
};
use tower::ServiceExt;

use crate::small::Small;
pub(crate) use crate::small::{Commits, WEB};

pub(crate) const REPOSITORY: &str = "/acme/widgets";
pub(crate) const SETTINGS: &str = "/acme/workspace/settings";

/// Reader of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Who {
    Admin,
    Anonymous,
    Member,
}

impl Who {
    fn cookie(self) -> &'static str {
        match self {
            Self::Admin => "sandbox_user={00000000-3333-4333-8333-333333333333}",
            Self::Anonymous => "sandbox_user=anonymous",
            Self::Member => "sandbox_user={00000001-3333-4333-8333-333333333333}",
        }
    }
}

/// A running box; its repository goes away with it.
pub(crate) struct TestBox {
    pub(crate) sandbox: Sandbox,
    pub(crate) commits: Commits,
    router: Router,
    small: Small,
}

impl TestBox {
    pub(crate) fn new() -> Self {
        let bundles =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../node_modules/atlassian-connect-js/dist");
        Self::with_bridge(Bridge::new(bundles))
    }

    pub(crate) fn with_bridge(bridge: Bridge) -> Self {
        Self::of(|sandbox| sandbox.with_bridge(bridge))
    }

    pub(crate) fn with_forge(app: ForgeApp) -> Self {
        Self::of(|sandbox| sandbox.with_forge(app))
    }

    fn of(changed: impl FnOnce(Sandbox) -> Sandbox) -> Self {
        let small = Small::new();
        let sandbox = changed(small.sandbox.clone());
        Self {
            router: web::router(sandbox.clone()),
            sandbox,
            commits: small.commits.clone(),
            small,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_as(Who::Admin, path).await
    }

    pub(crate) async fn get_as(&self, who: Who, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, who.cookie());
        self.send(request, Body::empty()).await
    }

    /// Asks under that name of the machine.
    pub(crate) async fn get_at(&self, host: &str, path: &str) -> Answer {
        let request = Request::get(path).header(header::HOST, host);
        self.send(request, Body::empty()).await
    }

    /// A page that has to be there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        answer.text
    }

    /// Sends a form as that person's browser would from one of our pages, with the token of `page`.
    pub(crate) async fn submit(&self, who: Who, page: &str, to: &str, fields: &str) -> Answer {
        let token = csrf(&self.get_as(who, page).await.text);
        self.post(who, Some(WEB), to, &format!("csrf={token}&{fields}"))
            .await
    }

    pub(crate) async fn post(
        &self,
        who: Who,
        origin: Option<&str>,
        to: &str,
        body: &str,
    ) -> Answer {
        let mut request = Request::post(to)
            .header(header::COOKIE, who.cookie())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        self.send(request, Body::from(body.to_owned())).await
    }

    async fn send(&self, request: Builder, body: Body) -> Answer {
        send(self.router.clone(), request, body).await
    }

    /// Output of git itself.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.small.git(arguments)
    }
}

/// Asks from this machine.
pub(crate) async fn send(router: Router, request: Builder, body: Body) -> Answer {
    let peer = ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 50_000)));
    let request = request.extension(peer).body(body).unwrap();
    let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8_lossy(&body).into_owned(),
    }
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// The form token of a page.
pub(crate) fn csrf(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"csrf\" value=\"").expect("a form");
    rest.split('"').next().unwrap().to_owned()
}
