//! The three pages that Bitbucket shows in an iframe: verify, then hand over to the app.

mod problem;

use atlassian_connect::{
    RequestTarget, UnverifiedToken,
    context::{Page, PageContext},
    session::{self, Session, SessionToken},
};
use axum::{
    extract::{OriginalUri, State as Extract},
    http::{HeaderMap, Uri},
    response::{Html, IntoResponse, Response},
};
use serde::Serialize;

pub use problem::Problem;

use crate::{App, headers, log::request_id, store::State};

/// What the app finds in its page.
#[derive(Serialize)]
struct Handover<'a> {
    #[serde(flatten)]
    context: &'a PageContext,
    host_url: &'a str,
    session: SessionToken,
}

/// `GET /pull-request`
pub(crate) async fn pull_request(
    app: Extract<App>,
    uri: OriginalUri,
    headers: HeaderMap,
) -> Response {
    show(Page::PullRequest, app, uri, headers).await
}

/// `GET /repository`
pub(crate) async fn repository(
    app: Extract<App>,
    uri: OriginalUri,
    headers: HeaderMap,
) -> Response {
    show(Page::Repository, app, uri, headers).await
}

/// `GET /configure`
pub(crate) async fn configure(app: Extract<App>, uri: OriginalUri, headers: HeaderMap) -> Response {
    show(Page::Configure, app, uri, headers).await
}

async fn show(
    page: Page,
    Extract(app): Extract<App>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let mut response = match open(page, &app, &uri).await {
        Ok(html) => Html(html).into_response(),
        Err(problem) => {
            tracing::warn!(?problem, "refused a page");
            problem.page(&app, request_id(&headers)).into_response()
        }
    };
    headers::frame(&app.config, response.headers_mut());
    response
}

async fn open(page: Page, app: &App, uri: &Uri) -> Result<String, Problem> {
    let query = uri.query().unwrap_or_default();
    let token = jwt(query).ok_or(Problem::OutsideBitbucket)?;
    let token = UnverifiedToken::parse(token).map_err(Problem::refused)?;
    let found = app.store.find(token.claimed_issuer()).await;
    let installation = found
        .map_err(Problem::unavailable)?
        .ok_or(Problem::NotInstalled)?;
    match installation.state {
        State::Installed => {}
        State::Uninstalled => return Err(Problem::NotInstalled),
        State::Unverified => return Err(Problem::Unverified),
    }
    let target = RequestTarget {
        method: "GET",
        path: uri.path(),
        query,
        base_path: app.config.base_path(),
    };
    let now = app.clock.now();
    let verified = token.verify(&installation.shared_secret, &target, now);
    let verified = verified.map_err(Problem::refused)?;
    let context = PageContext::parse(page, query).map_err(Problem::Context)?;
    let session = Session::of(verified.client_key().clone(), &context);
    let handover = Handover {
        context: &context,
        host_url: &app.config.host_url,
        session: session::issue(&session, &app.session_key, now),
    };
    let json = serde_json::to_string(&handover).map_err(|_| Problem::Broken)?;
    app.shell.render(&json).await.map_err(Problem::unavailable)
}

/// The raw `jwt` parameter: tokens hold no character that is ever escaped.
pub(crate) fn jwt(query: &str) -> Option<&str> {
    let mut pieces = query.split('&');
    pieces.find_map(|piece| piece.strip_prefix("jwt="))
}
