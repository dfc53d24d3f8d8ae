//! The three pages that Bitbucket shows in an iframe: verify, then hand over to the app. What admins
//! read needs none.

use atlassian_connect::{
    VerifiedToken,
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

use crate::{App, Problem, about, assets::Shell, auth, headers, log::RequestId};

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
    Extract(app): Extract<App>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Extension<RequestId>,
) -> Response {
    let opened = open(Page::PullRequest, &app, &app.shells.panel, &uri).await;
    answer(&app, &id, opened.map(Html))
}

/// `GET /repository`
pub(crate) async fn repository(
    Extract(app): Extract<App>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Extension<RequestId>,
) -> Response {
    let opened = open(Page::Repository, &app, &app.shells.repository, &uri).await;
    answer(&app, &id, opened.map(Html))
}

/// `GET /configure`: for admins, and without the app.
pub(crate) async fn configure(
    Extract(app): Extract<App>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Extension<RequestId>,
) -> Response {
    let verified = verify(Page::Configure, &app, &uri).await;
    answer(&app, &id, verified.map(|_| about::page(&app)))
}

fn answer(app: &App, id: &RequestId, page: Result<impl IntoResponse, Problem>) -> Response {
    let mut response = match page {
        Ok(page) => page.into_response(),
        Err(problem) => {
            problem.log("a page");
            problem.page(app, id).into_response()
        }
    };
    headers::frame(&app.frame_policy, response.headers_mut());
    response
}

/// What Bitbucket vouched for, and where the page stands.
async fn verify(page: Page, app: &App, uri: &Uri) -> Result<(VerifiedToken, PageContext), Problem> {
    let verified = auth::authenticate(app, "GET", uri, auth::from_query(uri)).await?;
    let query = uri.query().unwrap_or_default();
    let context = PageContext::parse(page, query).map_err(Problem::Context)?;
    Ok((verified, context))
}

async fn open(page: Page, app: &App, shell: &Shell, uri: &Uri) -> Result<Vec<u8>, Problem> {
    let (verified, context) = verify(page, app, uri).await?;
    let session = Session::of(verified.client_key().clone(), &context);
    let now = app.clock.now();
    let handover = Handover {
        context: &context,
        host_url: &app.config.host_url,
        session: session::issue(&session, &app.session_key, now),
        writing: app.config.descriptor.writing,
        expires_in: session::LIFETIME,
    };
    let template = shell.template(now).await;
    let template = template.map_err(Problem::Unavailable)?;
    template.page(&handover).map_err(|_| Problem::Broken)
}
