//! The panel on a pull request.

mod add_reviewer;
mod companion_row;
mod companions;
mod copy_summary;
mod crawl_status;
mod folders;
mod headline;
mod not_asked;
mod overlap_row;
mod overlaps;
mod reading_time;
mod reviewer_step;
mod reviewers;
mod size;
mod timeline;
mod waits_for;
mod waits_parts;

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::prelude::*;

use crate::{
    api::use_services,
    components::Loaded,
    context::{Viewer, use_page},
    state::{pull_request::provide_pull_request, retry},
    text,
};
use companions::CompanionsSection;
use copy_summary::CopySummary;
use crawl_status::CrawlStatus;
use overlaps::OverlapsSection;
use reviewers::ReviewersSection;
use size::SizeSection;
use timeline::TimelineSection;
use waits_for::WaitsFor;

pub use headline::HeadlinePage;

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
    // Read out here, the answer alone is waited for, and not what the sections read besides.
    let value = Memo::new(move |_| pull_request.get());
    let anonymous = use_page().viewer == Viewer::Anonymous;
    view! {
        <div class="panel">
            <h1 class="visually-hidden">{text::NAME}</h1>
            {anonymous.then(|| view! { <p class="note">{text::NOT_SIGNED_IN}</p> })}
            <Loaded value retry=move |()| retry(pull_request) lines=LINES let:pull_request>
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
            <WaitsFor/>
            <SizeSection/>
            <OverlapsSection/>
            <CompanionsSection/>
            <ReviewersSection/>
            <TimelineSection/>
            <CrawlStatus/>
            <CopySummary/>
        </div>
    }
}
