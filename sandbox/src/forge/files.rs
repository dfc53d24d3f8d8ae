//! The origin of frames: files of the app, as Forge's content network serves them.

use std::{
    path::{Component, Path},
    sync::Arc,
};

use axum::{
    Router,
    extract::{Path as UrlPath, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{ForgeApp, app::Resource};
use crate::state::Sandbox;

const BRIDGE: &str = include_str!("frame.js");
/// Script that Forge puts first into each page.
const BRIDGE_PATH: &str = "/global-bridge.js";
/// Name of the host in a policy that was made for bitbucket.org.
const BITBUCKET: &str = "https://bitbucket.org";
/// Page of a resource.
const INDEX: &str = "index.html";

/// Files that are served, and the host page that gets them.
#[derive(Debug)]
struct Files {
    app: Arc<ForgeApp>,
    web: String,
}

/// Everything that the origin of frames serves; `None` where no app for Forge is installed.
pub fn router(sandbox: &Sandbox) -> Option<Router> {
    let files = Files {
        app: sandbox.forge.clone()?,
        web: sandbox.addresses.web.clone(),
    };
    let router = Router::new()
        .route(BRIDGE_PATH, get(async || script(BRIDGE)))
        .route("/{resource}/{*path}", get(file))
        .with_state(Arc::new(files));
    Some(router)
}

async fn file(
    State(files): State<Arc<Files>>,
    UrlPath((resource, path)): UrlPath<(String, String)>,
    asked: HeaderMap,
) -> Response {
    let Some(resource) = files.app.resources.get(&resource) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let path = Path::new(&path);
    let plain = |part| matches!(part, Component::Normal(_));
    if !path.components().all(plain) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match tokio::fs::read(files.app.folder_of(resource).join(path)).await {
        Ok(content) if path == Path::new(INDEX) => files.page(resource, &content),
        Ok(content) => {
            let headers = [
                (header::CONTENT_TYPE, media_type(path)),
                (header::CACHE_CONTROL, "max-age=31536000, immutable"),
                (header::VARY, "accept-encoding"),
            ];
            let packed = match accepts_brotli(&asked) {
                true => tokio::fs::read(files.app.packed(resource, path)).await.ok(),
                false => None,
            };
            match packed {
                Some(packed) => {
                    let encoding = [(header::CONTENT_ENCODING, "br")];
                    (headers, encoding, packed).into_response()
                }
                None => (headers, content).into_response(),
            }
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

impl Files {
    /// A page under its policy, with the bridge in front of every other script.
    fn page(&self, resource: &Resource, content: &[u8]) -> Response {
        let html = String::from_utf8_lossy(content);
        let bridge = format!("<head><script src=\"{BRIDGE_PATH}\"></script>");
        let html = html.replacen("<head>", &bridge, 1);
        let policy = resource.policy.replace(BITBUCKET, &self.web);
        let policy = HeaderValue::from_str(&policy)
            .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
        let headers = [
            (header::CONTENT_SECURITY_POLICY, policy),
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        (headers, html).into_response()
    }
}

fn accepts_brotli(asked: &HeaderMap) -> bool {
    let accepted = asked.get(header::ACCEPT_ENCODING);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    accepted.is_some_and(|value| value.split(',').any(|one| one.trim() == "br"))
}

fn script(text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "text/javascript")], text).into_response()
}

/// Media type of a file. Which one Forge gives to WebAssembly is not documented, so an app may not
/// rely on it: here it is that of any file.
fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|it| it.to_str()) {
        Some("css") => "text/css",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
