//! Styles, scripts and pictures of the pages.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};

use super::refusal::Refusal;

const STYLES: &str = concat!(
    include_str!("../assets/tokens.css"),
    include_str!("../assets/base.css"),
    include_str!("../assets/chrome.css"),
    include_str!("../assets/content.css"),
    include_str!("../assets/pull-request.css"),
    include_str!("../assets/connect.css"),
    include_str!("../assets/flags.css"),
);

/// `GET /assets/{file}`
pub(crate) async fn serve(Path(file): Path<String>) -> Result<Response, Refusal> {
    let (kind, content) = match file.as_str() {
        "dialogs.js" => ("text/javascript", include_str!("../assets/dialogs.js")),
        "flags.js" => ("text/javascript", include_str!("../assets/flags.js")),
        "forge-host.js" => ("text/javascript", include_str!("../assets/forge-host.js")),
        "host.js" => ("text/javascript", include_str!("../assets/host.js")),
        "icon.svg" => ("image/svg+xml", include_str!("../assets/icon.svg")),
        "page.js" => ("text/javascript", include_str!("../assets/page.js")),
        "sandbox.css" => ("text/css", STYLES),
        _ => return Err(Refusal::NotFound),
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, content).into_response())
}
