//! Parts of what the pull request waits for, and what could not be learned.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::{either::Either, prelude::*};

use crate::{
    components::{Button, ButtonKind, Link},
    context::use_page,
    model::readiness::{Chip, MergeReadiness, Place, Tone, chips},
    state::pull_request::use_pull_request,
    text::{TRY_AGAIN, waits},
};

/// Chips, files in conflict and notes.
#[component]
pub fn WaitsParts(
    /// The pull request.
    pull_request: Arc<PullRequest>,
    /// Readiness to merge.
    readiness: Arc<MergeReadiness>,
) -> impl IntoView {
    let page = use_page().host_page();
    let items = chips(&readiness).into_iter().map(|chip| {
        let said = waits::chip(&chip, &readiness, &pull_request);
        let class = class(&chip);
        match address(&page, &chip.place()) {
            Some(href) => Either::Left(view! { <li><Link href class>{said}</Link></li> }),
            None => Either::Right(view! { <li><span class=class>{said}</span></li> }),
        }
    });
    view! {
        <div class="waits-parts">
            <ul class="chips">{items.collect_view()}</ul>
            <Conflicts readiness=Arc::clone(&readiness)/>
            <Notes readiness/>
        </div>
    }
}

/// Files that do not merge.
#[component]
fn Conflicts(
    /// Readiness to merge.
    readiness: Arc<MergeReadiness>,
) -> impl IntoView {
    let paths = &readiness.inputs.conflicts;
    let diff = address(&use_page().host_page(), &Place::Diff).unwrap_or_default();
    let files = paths.iter().cloned().map(|path| {
        let href = diff.clone();
        view! { <li><Link href><code><bdi>{path}</bdi></code></Link></li> }
    });
    (!paths.is_empty()).then(|| {
        view! {
            <details>
                <summary>{waits::CONFLICTS}</summary>
                <ul class="conflicts">{files.collect_view()}</ul>
            </details>
        }
    })
}

/// Queries without an answer, and the reason.
#[component]
fn Notes(
    /// Readiness to merge.
    readiness: Arc<MergeReadiness>,
) -> impl IntoView {
    let store = use_pull_request();
    let MergeReadiness {
        loading,
        gone,
        failed,
        ..
    } = &*readiness;
    let note = |said: String| view! { <p class="subtle">{said}</p> };
    let loading = (!loading.is_empty()).then(|| note(waits::still_reading(loading)));
    let gone = (!gone.is_empty()).then(|| note(waits::gone(gone)));
    let failed = (!failed.is_empty()).then(|| {
        let again = move |()| store.retry_readiness();
        view! {
            <p class="subtle unknown">
                {waits::not_known(failed)}
                " "
                <Button name=TRY_AGAIN kind=ButtonKind::Quiet on_press=again/>
            </p>
        }
    });
    view! { {loading} {gone} {failed} }
}

/// A part's tone is not said by colour alone: the style sheet puts a sign before each.
const fn class(chip: &Chip<'_>) -> &'static str {
    match chip.tone() {
        Tone::Bad => "chip is-bad",
        Tone::Good => "chip is-good",
        Tone::Open => "chip is-open",
    }
}

/// Address of the thing that a part is about; `None` for what the page around the panel shows.
fn address(page: &str, place: &Place<'_>) -> Option<String> {
    match place {
        Place::Comment(id) => Some(format!("{page}#comment-{id}")),
        Place::Commits => Some(format!("{page}/commits")),
        Place::Diff => Some(format!("{page}/diff")),
        Place::Overview => None,
        Place::Web(url) => Some((*url).to_owned()),
    }
}
