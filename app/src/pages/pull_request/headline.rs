//! The line on top of the panel alone, as a card beside a pull request.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::{either::Either, prelude::*};

use super::waits_for::Line;
use crate::{
    components::{Loaded, Skeleton},
    state::{
        pull_request::{headline::headline, read_pull_request},
        retry,
    },
    text,
};

/// The card.
#[component]
pub fn HeadlinePage(
    /// Number of the pull request.
    id: u32,
) -> impl IntoView {
    let pull_request = read_pull_request(id);
    let value = Memo::new(move |_| pull_request.get());
    view! {
        <div class="panel">
            <h1 class="visually-hidden">{text::NAME}</h1>
            <Loaded value retry=move |()| retry(pull_request) lines=1 let:pull_request>
                <Headline pull_request/>
            </Loaded>
        </div>
    }
}

/// Headline of the pull request.
#[component]
fn Headline(
    /// Pull request as it was read.
    pull_request: Arc<PullRequest>,
) -> impl IntoView {
    let known = headline(Arc::clone(&pull_request));
    let said = move || match known.get() {
        None => Either::Left(view! { <Skeleton lines=1/> }),
        Some(readiness) => {
            let pull_request = Arc::clone(&pull_request);
            Either::Right(view! { <Line pull_request readiness/> })
        }
    };
    view! { <div role="status">{said}</div> }
}
