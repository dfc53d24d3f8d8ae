//! What the pull request waits for: one line, and its parts as links to their places in Bitbucket.

use std::sync::Arc;

use bitbucket_cloud::{PullRequest, Timestamp};
use leptos::{either::Either, prelude::*};

use super::waits_parts::WaitsParts;
use crate::{
    components::{Ago, Lasting, Section, Skeleton},
    model::readiness::MergeReadiness,
    state::pull_request::use_pull_request,
    text::waits::{LAST_UPDATE, WAITS, line, not_asked},
};

/// Lines of the parts' skeleton: as tall as they mostly get, for what stands below is read meanwhile.
const LINES: usize = 4;

/// The section. Until the activity was read, nothing is said that it may prove wrong.
#[component]
pub fn WaitsFor() -> impl IntoView {
    let store = use_pull_request();
    let known = Memo::new(move |_| {
        let settled = store.review.is_settled();
        settled.then(|| (store.pull_request.get(), store.readiness.get()))
    });
    let said = move || match known.get() {
        None => Either::Left(view! { <Skeleton lines=1/> }),
        Some((pull_request, readiness)) => Either::Right(view! { <Line pull_request readiness/> }),
    };
    let parts = move || match known.get() {
        None => Either::Left(view! { <Skeleton lines=LINES/> }),
        Some((pull_request, readiness)) => {
            Either::Right(view! { <WaitsParts pull_request readiness/> })
        }
    };
    // What comes late is announced, as it changes where a reader may already be.
    view! {
        <Section id="waits" heading=WAITS>
            <div role="status">{said}</div>
            {parts}
        </Section>
    }
}

/// The line on top.
#[component]
pub(super) fn Line(
    /// The pull request.
    pull_request: Arc<PullRequest>,
    /// What it waits for.
    readiness: Arc<MergeReadiness>,
) -> impl IntoView {
    let said = line(&readiness, &pull_request);
    let time = match &readiness.closing {
        Some(closing) => {
            let before = closing.on.map_or(LAST_UPDATE, |_| " ");
            let time = closing.on.unwrap_or(closing.updated_on);
            Either::Left(view! { {before} <Ago time/> })
        }
        None => {
            let since = Timestamp::from_unix(readiness.next().since);
            Either::Right(view! { ", " <Lasting since/> })
        }
    };
    let not_asked = not_asked(&readiness);
    view! {
        <p class="waits"><strong>{said}</strong>{time}</p>
        {not_asked.map(|said| view! { <p class="subtle">{said}"."</p> })}
    }
}
