//! The three pages that Bitbucket shows in an iframe: verify, then hand over to the app.

use atlassian_connect::{
    context::{Page, PageContext},
    descriptor,
    session::Session,
};
use axum::{
    Extension,
    extract::{OriginalUri, State},
    http::Uri,
    response::{Html, IntoResponse, Response},
};
use bitbucket_cloud::Request;
use sightline_handover::{Handover, Page as AppPage, Repository, SessionGrant, Uuid, Writing};
use tower_http::request_id::RequestId;

use crate::{AppState, Config, PageError, auth, session};

/// `GET /configure`
pub(crate) async fn configure(
    State(app): State<AppState>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Extension<RequestId>,
) -> Response {
    answer(Page::Configure, &app, &uri, &id).await
}

/// `GET /pull-request`
pub(crate) async fn pull_request(
    State(app): State<AppState>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Extension<RequestId>,
) -> Response {
    answer(Page::PullRequest, &app, &uri, &id).await
}

/// `GET /repository`
pub(crate) async fn repository(
    State(app): State<AppState>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Extension<RequestId>,
) -> Response {
    answer(Page::Repository, &app, &uri, &id).await
}

async fn answer(page: Page, app: &AppState, uri: &Uri, id: &RequestId) -> Response {
    match open(page, app, uri).await {
        Ok(page) => Html(page).into_response(),
        Err(problem) => {
            problem.log("a page");
            problem.page(app, id)
        }
    }
}

async fn open(page: Page, app: &AppState, uri: &Uri) -> Result<Vec<u8>, PageError> {
    let verified = auth::authenticate(app, "GET", uri, auth::from_query(uri).as_deref()).await?;
    let query = uri.query().unwrap_or_default();
    let context = PageContext::parse(page, query).map_err(PageError::Context)?;
    let session = Session::of(verified.client_key().clone(), &context);
    let now = app.clock.now();
    let grant = session::grant(&session, app, now);
    let handover = handover(context, grant, &app.config).ok_or(PageError::Broken)?;
    let template = app.shells.template(&handover.page, now).await;
    let template = template.map_err(PageError::Unavailable)?;
    template.page(&handover).map_err(|_| PageError::Broken)
}

/// Content of the page's script tag. `None` for a page that lacks what it stands on, which
/// [`PageContext::parse`] gives for none.
fn handover(context: PageContext, session: SessionGrant, config: &Config) -> Option<Handover> {
    let repository = context.repository.map(|repository| Repository {
        uuid: Uuid::new(repository.uuid.as_str()),
        full_name: repository.full_name,
    });
    let page = match context.page {
        Page::Configure => AppPage::Configure,
        Page::PullRequest => AppPage::PullRequest {
            id: context.pull_request?,
            repository: repository?,
        },
        Page::Repository => AppPage::Repository {
            repository: repository?,
        },
    };
    Some(Handover {
        first_call: first_call(&page),
        page,
        workspace: context.workspace,
        user: context.user.map(|user| Uuid::new(user.as_str())),
        host_url: config.host_url.to_string(),
        session: Some(session),
        writing: match config.descriptor.writing {
            descriptor::Writing::Off => Writing::Off,
            descriptor::Writing::On => Writing::On,
        },
    })
}

/// Path of the call that the app makes first on a page.
fn first_call(page: &AppPage) -> Option<String> {
    let named = |repository: &Repository| bitbucket_cloud::Repository::parse(&repository.full_name);
    let request = match page {
        // It asks this server, once it runs.
        AppPage::Configure => return None,
        AppPage::PullRequest { id, repository } => Request::pull_request(&named(repository)?, *id),
        AppPage::Repository { repository } => Request::open_pull_requests(&named(repository)?),
    };
    Some(request.path().to_owned())
}
