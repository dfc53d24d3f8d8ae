//! The three pages that Bitbucket shows in an iframe: verify, then hand over to the app.

use atlassian_connect::{
    context::{Page, PageContext},
    session::{self, Session, SessionToken},
};
use axum::{
    extract::{OriginalUri, State as Extract},
    http::{HeaderMap, Uri},
    response::{Html, IntoResponse, Response},
};
use serde::Serialize;

use crate::{App, Problem, auth, headers, log::request_id};

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
            problem.log("a page");
            problem.page(&app, request_id(&headers)).into_response()
        }
    };
    headers::frame(&app.frame_policy, response.headers_mut());
    response
}

async fn open(page: Page, app: &App, uri: &Uri) -> Result<String, Problem> {
    let verified = auth::authenticate(app, "GET", uri, auth::from_query(uri)).await?;
    let query = uri.query().unwrap_or_default();
    let context = PageContext::parse(page, query).map_err(Problem::Context)?;
    let session = Session::of(verified.client_key().clone(), &context);
    let now = app.clock.now();
    let handover = Handover {
        context: &context,
        host_url: &app.config.host_url,
        session: session::issue(&session, &app.session_key, now),
    };
    let json = serde_json::to_string(&handover).map_err(|_| Problem::Broken)?;
    let html = app.shell.render(&json, now).await;
    html.map_err(Problem::Unavailable)
}
