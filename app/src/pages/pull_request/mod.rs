//! The panel on a pull request.

mod add_reviewer;
mod companion_row;
mod companions;
mod copy_summary;
mod crawl_status;
mod folders;
mod headline;
mod knowing;
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
    components::{Later, Loaded, Skeleton},
    context::{Viewer, use_page},
    model::reveal::{Block, Placing},
    state::{
        pull_request::{provide_pull_request, read_pull_request},
        retry,
        reveal::{provide_reveal, use_reveal},
    },
    text,
};
use companions::CompanionsSection;
use copy_summary::CopySummary;
use crawl_status::CrawlStatus;
use knowing::KnowingSection;
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
    let pull_request = read_pull_request(id);
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

/// Lines of the skeleton below the headline.
const PENDING: usize = 3;

/// Everything about the pull request, in the order of need.
#[component]
fn Sections(
    /// Pull request as it was read first.
    pull_request: Arc<PullRequest>,
) -> impl IntoView {
    let store = provide_pull_request(pull_request);
    provide_reveal(store);
    let title = move || store.pull_request.read().title.clone();
    view! {
        <div class="blocks">
            <h2 class="title visually-hidden">{title}</h2>
            <WaitsFor/>
            // As its section is: what is built at once would be pushed down by what is built later.
            <Later><Pending/></Later>
            <OverlapsSection/>
            <CompanionsSection/>
            <KnowingSection/>
            <SizeSection/>
            <ReviewersSection/>
            <TimelineSection/>
            <Later><Rest/></Later>
        </div>
    }
}

/// Buttons, then what is read in the background: that changes most often, so nothing stands below it.
#[component]
fn Rest() -> impl IntoView {
    let place = use_reveal().place(Block::Rest);
    let waiting = move || place.get() == Placing::Waiting;
    view! {
        <div class="block" class:is-waiting=waiting>
            <CopySummary/>
            <CrawlStatus/>
        </div>
        // Fades what goes on below the end of the frame.
        <div class="more-below" class:is-waiting=waiting aria-hidden="true"></div>
    }
}

/// Skeleton in place of the blocks until the first of them has its size.
#[component]
fn Pending() -> impl IntoView {
    let reveal = use_reveal();
    let pending = Memo::new(move |_| reveal.is_pending());
    move || pending.get().then(|| view! { <Skeleton lines=PENDING/> })
}
