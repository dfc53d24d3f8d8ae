//! Links to Bitbucket's pages of open pull requests.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::prelude::*;

use crate::{components::Link, context::use_page};

/// The number: `#12`.
#[component]
pub(super) fn NumberLink(
    /// The pull request.
    pull_request: Arc<PullRequest>,
) -> impl IntoView {
    let id = pull_request.id;
    let href = use_page().pull_request_page(id);
    view! { <Link href attr:title=pull_request.title.clone()>{format!("#{id}")}</Link> }
}

/// Number and title.
#[component]
pub(super) fn TitleLink(
    /// The pull request.
    pull_request: Arc<PullRequest>,
) -> impl IntoView {
    let id = pull_request.id;
    let href = use_page().pull_request_page(id);
    view! {
        <Link href class="title-of">
            <span class="subtle">{format!("#{id}")}</span>
            " "
            <bdi>{pull_request.title.clone()}</bdi>
        </Link>
    }
}
