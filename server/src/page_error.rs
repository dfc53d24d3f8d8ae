//! Refusals that say what is wrong and what to do, but never why a token was refused: pages, and answers
//! to calls of the app.

use std::time::Duration;

use atlassian_connect::Error as ConnectError;
use axum::{
    Json,
    http::{HeaderName, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use maud::html;
use serde_json::json;
use tower_http::request_id::RequestId;

use crate::{AppState, Error, landing::install_link};

/// Reason why a page is not shown, or a call of the app not answered. `Debug` is for the log.
#[derive(Debug)]
pub enum PageError {
    /// Something that cannot happen did.
    Broken,
    /// The verified URL does not say where the page stands.
    Context(ConnectError),
    /// The link is too old.
    Expired(ConnectError),
    /// No installation has that clientKey, or it ended.
    NotInstalled,
    /// The reader is no admin of the workspace.
    NoAdmin,
    /// No report of that pull request was given up.
    NoSuchReport,
    /// The token is wrong.
    Refused(ConnectError),
    /// Bitbucket does not say whether the reader is an admin of the workspace.
    RoleUnknown {
        /// Reason.
        reason: String,
    },
    /// The session has lasted its time.
    SessionEnded(ConnectError),
    /// The session is wrong, or is one of a page that may not do this.
    SessionRefused(ConnectError),
    /// There is no token at all.
    TokenMissing,
    /// The installation has asked too often in the last minute.
    TooMany {
        /// Time until its next request is answered.
        wait: Duration,
    },
    /// The store or the built app is unavailable; the request was valid.
    Unavailable(Error),
    /// The installation was never verified.
    Unverified,
}

impl PageError {
    pub(crate) fn refused(error: ConnectError) -> Self {
        match error {
            error @ ConnectError::Expired { .. } => Self::Expired(error),
            error => Self::Refused(error),
        }
    }

    pub(crate) fn session(error: ConnectError) -> Self {
        match error {
            error @ ConnectError::Expired { .. } => Self::SessionEnded(error),
            error => Self::SessionRefused(error),
        }
    }

    /// Tells the operator, who may know why.
    pub(crate) fn log(&self, what: &'static str) {
        match self {
            Self::Broken | Self::Unavailable(_) => {
                tracing::error!(problem = ?self, "could not answer {what}");
            }
            _ => tracing::warn!(problem = ?self, "refused {what}"),
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Context(_) => StatusCode::BAD_REQUEST,
            Self::Expired(_)
            | Self::Refused(_)
            | Self::SessionEnded(_)
            | Self::SessionRefused(_)
            | Self::TokenMissing => StatusCode::UNAUTHORIZED,
            Self::NoSuchReport => StatusCode::NOT_FOUND,
            Self::NoAdmin | Self::NotInstalled | Self::Unverified => StatusCode::FORBIDDEN,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::RoleUnknown { .. } | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// `Retry-After`, where it is known when to come back: whole seconds (RFC 9110, section 10.2.3).
    pub(crate) fn retry_after(&self) -> Option<[(HeaderName, String); 1]> {
        let Self::TooMany { wait } = self else {
            return None;
        };
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        Some([(RETRY_AFTER, seconds.max(1).to_string())])
    }

    pub(crate) fn title(&self) -> &'static str {
        self.words().0
    }

    /// Answer to a call of the app: `{"error"}` in words for the reader.
    pub(crate) fn answer(&self) -> Response {
        let words = Json(json!({ "error": self.title() }));
        (self.status(), self.retry_after(), words).into_response()
    }

    /// Title and text: the problem, and its remedy.
    fn words(&self) -> (&'static str, String) {
        match self {
            Self::Broken => (
                "Something went wrong",
                "Reload the page in Bitbucket.".into(),
            ),
            Self::Context(ConnectError::ParameterNotFilledIn { scope, .. }) => (
                "Sightline lacks a permission",
                format!(
                    "Bitbucket did not say where this page stands, because the app was installed \
                     without the scope “{scope}”. A workspace admin can update the app."
                ),
            ),
            Self::Context(error) => (
                "This link is incomplete",
                format!("It does not say where the page stands: {error}."),
            ),
            Self::Expired(_) => (
                "This link has expired",
                "Links into Sightline are good for a few minutes. Reload the page in Bitbucket."
                    .into(),
            ),
            Self::NotInstalled => (
                "Sightline is not installed here",
                "A workspace admin can install it.".into(),
            ),
            Self::NoAdmin => (
                "Only admins of the workspace see this",
                "An admin can make you one in the settings of the workspace.".into(),
            ),
            Self::RoleUnknown { .. } => (
                "Bitbucket did not say whether you are an admin of this workspace",
                "Try again in a moment.".into(),
            ),
            Self::NoSuchReport => (
                "No report of this pull request was given up",
                "It may have been tried again already.".into(),
            ),
            Self::SessionEnded(_) => (
                "The session of this page has ended",
                "Reload the page in Bitbucket.".into(),
            ),
            Self::SessionRefused(_) => (
                "The session of this page opens nothing here",
                "Reload the page in Bitbucket.".into(),
            ),
            Self::Refused(_) => (
                "This link cannot be verified",
                "Bitbucket did not sign it for this installation. Reload the page in Bitbucket; \
                 if that does not help, a workspace admin can install Sightline again."
                    .into(),
            ),
            Self::TokenMissing => (
                "Sightline opens inside Bitbucket",
                "Open a pull request or a repository in Bitbucket; Sightline shows up there."
                    .into(),
            ),
            Self::TooMany { .. } => (
                "Too many requests",
                "This workspace has opened Sightline very often just now. Try again in a minute."
                    .into(),
            ),
            Self::Unavailable(Error::AppNotBuilt { .. } | Error::AppWithoutMarker { .. }) => (
                "The app is not built",
                "The server runs, but the app’s files are missing. Its operator finds the folder \
                 in the log."
                    .into(),
            ),
            Self::Unavailable(_) => (
                "Sightline is not available",
                "This is our fault and not yours. Try again in a minute.".into(),
            ),
            Self::Unverified => (
                "This installation is not verified yet",
                "Sightline asks Bitbucket to confirm it, which may take a minute. Reload the page \
                 then; if that does not help, a workspace admin can install Sightline again."
                    .into(),
            ),
        }
    }

    pub(crate) fn page(&self, app: &AppState, request_id: &RequestId) -> Response {
        let (title, text) = self.words();
        let id = request_id.header_value().to_str().unwrap_or_default();
        let page = crate::landing::page(
            app,
            title,
            html! {
                h1 { (title) }
                p { (text) }
                @if matches!(self, Self::NotInstalled) {
                    p { a class="button" href=(install_link(app)) target="_top" { "Add to Bitbucket" } }
                }
                p class="subtle" { "Request " code { (id) } }
            },
        );
        (self.status(), self.retry_after(), page).into_response()
    }
}
