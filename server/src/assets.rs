//! Files of the built app.

use std::{io, path::Path};

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
};
use tower_http::services::ServeDir;

use crate::{Config, headers};

/// The app's files, then those of other builds.
type Files = ServeDir<ServeDir>;

/// The app's files.
pub(crate) fn files(config: &Config) -> Router {
    let others = config.other_assets.as_ref().unwrap_or(&config.assets);
    let files = folder(&config.assets).fallback(folder(others));
    Router::new().fallback(async move |request: Request| file(files, request).await)
}

fn folder(path: &Path) -> ServeDir {
    ServeDir::new(path)
        .append_index_html_on_directories(false)
        .precompressed_br()
}

/// A file, for ever where its name holds a hash of its content: that of a page does not.
async fn file(mut files: Files, request: Request) -> Response {
    let is_page = request.uri().path().ends_with(".html");
    let response = files.try_call(request).await;
    let mut response = response.map_or_else(missing, IntoResponse::into_response);
    let lasts = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let cache = match lasts && !is_page {
        true => HeaderValue::from_static("public, max-age=31536000, immutable"),
        false => headers::NO_STORE,
    };
    response.headers_mut().insert(CACHE_CONTROL, cache);
    response
}

fn missing(error: io::Error) -> Response {
    match error.kind() {
        io::ErrorKind::InvalidFilename
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::NotFound
        | io::ErrorKind::PermissionDenied => StatusCode::NOT_FOUND.into_response(),
        _ => {
            tracing::error!(%error, "a file of the app cannot be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
