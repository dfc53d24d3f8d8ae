//! The three pages that Bitbucket shows in an iframe: verify, then hand over to the app.

use atlassian_connect::{
    context::{Page, PageContext},
    descriptor::Writing,
    session::{self, Session, SessionToken},
};
use axum::{
    Extension,
    extract::{OriginalUri, State as Extract},
    http::Uri,
    response::{Html, IntoResponse, Response},
};
use serde::Serialize;

use crate::{App, Problem, auth, headers, log::RequestId};

/// What the app finds in its page.
#[derive(Serialize)]
struct Handover<'a> {
    #[serde(flatten)]
    context: &'a PageContext,
    host_url: &'a str,
    session: SessionToken,
    writing: Writing,
    expires_in: u64,
}

/// `GET /pull-request`
pub(crate) async fn pull_request(
    app: Extract<App>,
    uri: OriginalUri,
    id: Extension<RequestId>,
) -> Response {
    show(Page::PullRequest, app, uri, id).await
}

/// `GET /repository`
pub(crate) async fn repository(
    app: Extract<App>,
    uri: OriginalUri,
    id: Extension<RequestId>,
) -> Response {
    show(Page::Repository, app, uri, id).await
}

/// `GET /configure`
pub(crate) async fn configure(
    app: Extract<App>,
    uri: OriginalUri,
    id: Extension<RequestId>,
) -> Response {
    show(Page::Configure, app, uri, id).await
}

async fn show(
    page: Page,
    Extract(app): Extract<App>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Extension<RequestId>,
) -> Response {
    let mut response = match open(page, &app, &uri).await {
        Ok(html) => Html(html).into_response(),
        Err(problem) => {
            problem.log("a page");
            problem.page(&app, &id).into_response()
        }
    };
    headers::frame(&app.frame_policy, response.headers_mut());
    response
}

async fn open(page: Page, app: &App, uri: &Uri) -> Result<Vec<u8>, Problem> {
    let verified = auth::authenticate(app, "GET", uri, auth::from_query(uri)).await?;
    let query = uri.query().unwrap_or_default();
    let context = PageContext::parse(page, query).map_err(Problem::Context)?;
    let session = Session::of(verified.client_key().clone(), &context);
    let now = app.clock.now();
    let handover = Handover {
        context: &context,
        host_url: &app.config.host_url,
        session: session::issue(&session, &app.session_key, now),
        writing: app.config.descriptor.writing,
        expires_in: session::LIFETIME,
    };
    let template = app.shells.of(page).template(now).await;
    let template = template.map_err(Problem::Unavailable)?;
    template.page(&handover).map_err(|_| Problem::Broken)
}
