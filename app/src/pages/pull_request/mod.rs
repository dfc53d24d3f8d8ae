//! The panel on a pull request.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::prelude::*;

use crate::{
    api::use_services,
    components::Loaded,
    context::{Viewer, use_page},
    state::pull_request::provide_pull_request,
    text,
};

/// Lines of the skeleton until the pull request is there.
const LINES: usize = 5;

/// The panel: nothing can be said without the pull request, so that comes first.
#[component]
pub fn PullRequestPage(
    /// Number of the pull request.
    id: u32,
) -> impl IntoView {
    let services = use_services();
    let pull_request = LocalResource::new(move || {
        let services = services.get();
        async move {
            let answer = services
                .client
                .pull_request(services.repository(), id)
                .await;
            answer.map(Arc::new)
        }
    });
    let value = Signal::derive(move || pull_request.get());
    let anonymous = use_page().viewer == Viewer::Anonymous;
    view! {
        <div class="panel">
            <h1 class="visually-hidden">{text::NAME}</h1>
            {anonymous.then(|| view! { <p class="note">{text::NOT_SIGNED_IN}</p> })}
            <Loaded value retry=move |()| pull_request.refetch() lines=LINES let:pull_request>
                <Sections pull_request/>
            </Loaded>
        </div>
    }
}

/// Everything about the pull request, in the order of need.
#[component]
fn Sections(
    /// As it was read first.
    pull_request: Arc<PullRequest>,
) -> impl IntoView {
    let store = provide_pull_request(pull_request);
    let title = move || store.pull_request.read().title.clone();
    view! {
        <div class="blocks">
            <h2 class="title visually-hidden">{title}</h2>
        </div>
    }
}
