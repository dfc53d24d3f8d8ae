//! Pages that cannot be shown, and how that is said.

use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use maud::html;

use super::{
    icons,
    layout::{Page, Place},
    paths,
    visit::Visit,
};
use crate::state::Sandbox;

/// Reason for not showing a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Page or action for people who manage the workspace: 403.
    AdminsOnly,
    /// The form did not come from one of our own pages: 403.
    ForeignForm,
    /// There is no such page: 404.
    NotFound,
    /// Something failed: 500. The cause goes to the log only.
    Internal,
    /// The request cannot be carried out: 400.
    Impossible {
        /// Reason, for a person.
        reason: String,
    },
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::AdminsOnly | Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Impossible { .. } => StatusCode::BAD_REQUEST,
        }
    }

    fn words(&self) -> (&str, &str) {
        match self {
            Self::AdminsOnly => (
                "You do not have access to this view",
                "Only administrators of the workspace can open it. Use the account menu in the \
                 top bar to sign in as one.",
            ),
            Self::ForeignForm => (
                "That request was not accepted",
                "It did not come from a page of this site, or the page was too old. Go back, \
                 reload, and try again.",
            ),
            Self::NotFound => (
                "We couldn’t find that page",
                "It may have been moved or deleted, or you followed a wrong link. Make sure the \
                 address is right.",
            ),
            Self::Internal => (
                "Something went wrong on our side",
                "The page could not be made. The sandbox’s log says why.",
            ),
            Self::Impossible { reason } => ("That did not work", reason),
        }
    }
}

impl IntoResponse for Refusal {
    /// Answers with the status only; [`explain`] makes the page.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Replaces a refusal by the page that explains it.
pub(crate) async fn explain(
    State(_): State<Sandbox>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    let response = next.run(request).await;
    let Some(refusal) = response.extensions().get::<Refusal>() else {
        return response;
    };
    let (title, text) = refusal.words();
    let page = Page::new(
        title,
        Place::Alone,
        html! {
            div.narrow.stack.refusal {
                (icons::EMPTY_BUCKET)
                h1 { (title) }
                p.subtle { (text) }
                p { a.button href=(paths::repository(&visit.sandbox.world(), "")) { "Go to the repository" } }
            }
        },
    );
    (response.status(), visit.show(page)).into_response()
}
