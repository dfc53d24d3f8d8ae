//! Files of the built app.

use std::{io, path::Path};

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
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

/// Digits of a hash in a name, at least: Trunk leaves leading zeros of 16 out.
const HASH: usize = 8;

/// A file, for ever where its name holds a hash of its content: that of a page does not.
async fn file(mut files: Files, request: Request) -> Response {
    let is_hashed = is_hashed(request.uri().path());
    let response = files.try_call(request).await;
    let mut response = response.map_or_else(missing, IntoResponse::into_response);
    let lasts = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let cache = match lasts && is_hashed {
        true => HeaderValue::from_static("public, max-age=31536000, immutable"),
        false => headers::NO_STORE,
    };
    response.headers_mut().insert(CACHE_CONTROL, cache);
    response
}

/// Returns whether the name of a file holds a hash, as in `app-0123abcd.js` and `app-0123abcd_bg.wasm.br`.
/// The path is read as the file is found: decoded.
fn is_hashed(path: &str) -> bool {
    let path = percent_decode_str(path).decode_utf8_lossy();
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() >= HASH && hash.bytes().all(|b| b.is_ascii_hexdigit())
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
