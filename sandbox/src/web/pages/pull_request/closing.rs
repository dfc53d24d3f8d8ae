//! Buttons that merge or decline a pull request.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::find;
use crate::{
    api::{ApiError, close},
    web::pages::{
        forms::{self, Sent},
        paths,
        refusal::Refusal,
        visit::Visit,
    },
    world::{PullRequest, PullRequestState},
};

/// A form without fields.
#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

/// `POST /{workspace}/{repository}/pull-requests/{id}/{merge or decline}`
pub(crate) async fn close(
    Path((_, _, id, action)): Path<(String, String, String, String)>,
    Sent(visit, _): Sent<Nothing>,
) -> Result<Response, Refusal> {
    let reader = visit.reader.ok_or(Refusal::NotFound)?;
    let id = find(&visit, &id)?.id;
    let sandbox = &visit.sandbox;
    let closed = match action.as_str() {
        "decline" => close::decline(sandbox, id, reader),
        "merge" => close::merge(sandbox, id, reader, close::Merge::default()).await,
        _ => return Err(Refusal::NotFound),
    };
    match closed {
        // The page shows what they say.
        Ok(_) | Err(ApiError::ChecksFailed { .. }) => {}
        Err(error) => return Err(refused(error)),
    }
    let path = paths::repository(&sandbox.world(), "/pull-requests");
    Ok(Redirect::to(&format!("{path}/{id}")).into_response())
}

/// Refusal of a page for what the API refuses.
pub(super) fn refused(error: ApiError) -> Refusal {
    match error {
        ApiError::BadRequest { message } => Refusal::Impossible { reason: message },
        ApiError::RefsChanged => Refusal::Impossible {
            reason: "A branch moved meanwhile. Go back and try again.".to_owned(),
        },
        _ => Refusal::Internal,
    }
}

/// The buttons; nothing for readers who cannot write, or where it is closed.
pub(super) fn buttons(visit: &Visit, path: &str, pull: &PullRequest) -> Markup {
    html! {
        @if visit.reader.is_some() && pull.state == PullRequestState::Open {
            div.row {
                (button(visit, path, "merge", "button primary", "Merge"))
                (button(visit, path, "decline", "button", "Decline"))
            }
        }
    }
}

fn button(visit: &Visit, path: &str, action: &str, class: &str, name: &str) -> Markup {
    html! {
        form method="post" action={ (path) "/" (action) } {
            (forms::field(visit))
            button class=(class) { (name) }
        }
    }
}
