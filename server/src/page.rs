//! The three pages that Bitbucket shows in an iframe: verify, then hand over to the app. What admins
//! read needs none.

use atlassian_connect::{
    VerifiedToken,
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

use crate::{AppState, Config, PageError, about, auth, session};

/// `GET /pull-request`
pub(crate) async fn pull_request(
    State(app): State<AppState>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Extension<RequestId>,
) -> Response {
    let opened = open(Page::PullRequest, &app, &uri).await;
    answer(&app, &id, opened.map(Html))
}

/// `GET /repository`
pub(crate) async fn repository(
    State(app): State<AppState>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Extension<RequestId>,
) -> Response {
    let opened = open(Page::Repository, &app, &uri).await;
    answer(&app, &id, opened.map(Html))
}

/// `GET /configure`: for admins, and without the app.
pub(crate) async fn configure(
    State(app): State<AppState>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Extension<RequestId>,
) -> Response {
    let shown = match verify(Page::Configure, &app, &uri).await {
        Ok((verified, _)) => about::page(&app, verified.client_key()).await,
        Err(problem) => Err(problem),
    };
    answer(&app, &id, shown)
}

fn answer(app: &AppState, id: &RequestId, page: Result<impl IntoResponse, PageError>) -> Response {
    match page {
        Ok(page) => page.into_response(),
        Err(problem) => {
            problem.log("a page");
            problem.page(app, id)
        }
    }
}

/// What Bitbucket vouched for, and where the page stands.
async fn verify(
    page: Page,
    app: &AppState,
    uri: &Uri,
) -> Result<(VerifiedToken, PageContext), PageError> {
    let verified = auth::authenticate(app, "GET", uri, auth::from_query(uri).as_deref()).await?;
    let query = uri.query().unwrap_or_default();
    let context = PageContext::parse(page, query).map_err(PageError::Context)?;
    Ok((verified, context))
}

async fn open(page: Page, app: &AppState, uri: &Uri) -> Result<Vec<u8>, PageError> {
    let (verified, context) = verify(page, app, uri).await?;
    let session = Session::of(verified.client_key().clone(), &context);
    let now = app.clock.now();
    let grant = session::grant(&session, app, now);
    let handover = handover(context, grant, &app.config).ok_or(PageError::Broken)?;
    let template = app.shells.template(handover.page, now).await;
    let template = template.map_err(PageError::Unavailable)?;
    template.page(&handover).map_err(|_| PageError::Broken)
}

/// Content of the page's script tag. `None` for the configure page, which is not the app's.
fn handover(context: PageContext, session: SessionGrant, config: &Config) -> Option<Handover> {
    let repository = context.repository?;
    let page = match context.page {
        Page::Configure => return None,
        Page::PullRequest => AppPage::PullRequest {
            id: context.pull_request?,
        },
        Page::Repository => AppPage::Repository,
    };
    Some(Handover {
        page,
        first_call: first_call(page, &repository.full_name),
        workspace: context.workspace,
        repository: Repository {
            uuid: Uuid::new(repository.uuid.as_str()),
            full_name: repository.full_name,
        },
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
fn first_call(page: AppPage, full_name: &str) -> Option<String> {
    let repository = bitbucket_cloud::Repository::parse(full_name)?;
    let request = match page {
        AppPage::PullRequest { id } => Request::pull_request(&repository, id),
        AppPage::Repository => Request::open_pull_requests(&repository),
    };
    Some(request.path().to_owned())
}
