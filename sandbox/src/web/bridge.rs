//! The scripts of the bridge between host page and app: the genuine bundles, read from where npm put
//! them, with our own request shim behind the frame's one, and jQuery, which the host's one expects.

use std::path::{Path, PathBuf};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::state::Sandbox;

/// Seen from the folder of the bundles.
const JQUERY: &str = "../../jquery/dist/jquery.min.js";

/// Object in which the host's bundle looks for jQuery.
const AUI: &str = "window.AJS = { $: window.jQuery };";

const REQUEST_SHIM: &str = include_str!("assets/request.js");

/// The folder with the bundles of `atlassian-connect-js`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bridge(PathBuf);

impl Bridge {
    /// Bundles in `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    async fn bundle(&self, file: &str) -> Result<String, BridgeError> {
        let path = self.0.join(file);
        tokio::fs::read_to_string(&path)
            .await
            .map_err(|cause| BridgeError { path, cause })
    }
}

impl Default for Bridge {
    /// The folder into which npm puts the bundles, seen from the project's root.
    fn default() -> Self {
        Self::new(Path::new("node_modules/atlassian-connect-js/dist"))
    }
}

/// A bundle cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "{}: {cause}. The bridge comes from npm: run `npm ci` in the project’s folder, or name the \
     folder that holds it with --bridge.",
    path.display()
)]
struct BridgeError {
    path: PathBuf,
    cause: std::io::Error,
}

impl IntoResponse for BridgeError {
    fn into_response(self) -> Response {
        tracing::error!("{self}");
        (StatusCode::SERVICE_UNAVAILABLE, self.to_string()).into_response()
    }
}

/// Routes below `/atlassian-connect`, as on Bitbucket.
pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/atlassian-connect/all.js", get(frame))
        .route("/atlassian-connect/connect-host.js", get(host))
        .route("/atlassian-connect/jquery.js", get(jquery))
}

async fn frame(State(sandbox): State<Sandbox>) -> Result<Response, BridgeError> {
    let bundle = sandbox.bridge.bundle("iframe.js").await?;
    Ok(script(format!("{bundle}\n{REQUEST_SHIM}")))
}

async fn host(State(sandbox): State<Sandbox>) -> Result<Response, BridgeError> {
    let bundle = sandbox.bridge.bundle("connect-host.js").await?;
    Ok(script(bundle))
}

async fn jquery(State(sandbox): State<Sandbox>) -> Result<Response, BridgeError> {
    let jquery = sandbox.bridge.bundle(JQUERY).await?;
    Ok(script(format!("{jquery}\n{AUI}")))
}

fn script(text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=300"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, text).into_response()
}
