//! Readiness to merge: one line, and its parts as links to their places in Bitbucket.

use std::{sync::Arc, time::Duration};

use bitbucket_cloud::{PullRequest, Timestamp};
use gloo_timers::future::sleep;
use leptos::{either::Either, prelude::*, task::spawn_local_scoped_with_cancellation};

use super::waits_parts::WaitsParts;
use crate::{
    components::{Ago, Lasting, Section, Skeleton},
    model::readiness::MergeReadiness,
    state::pull_request::{PullRequestStore, use_pull_request},
    text::waits::{LAST_UPDATE, WAITS, line, not_asked},
};

/// Longest time for which the line waits for all of its queries: one by one their answers would rewrite
/// it under the reader's eyes.
const PATIENCE: Duration = Duration::from_secs(3);

/// Lines of the parts' skeleton: as tall as the parts mostly get, as the blocks below are read meanwhile.
const LINES: usize = 4;

/// The section. Until its queries were answered, nothing is said that they may prove wrong.
#[component]
pub fn WaitsFor() -> impl IntoView {
    let store = use_pull_request();
    let complete = completeness(store);
    let known = Memo::new(move |_| {
        let settled = store.review.is_settled() && complete.get();
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

/// True once all queries were answered, or were waited for long enough; from then on.
fn completeness(store: PullRequestStore) -> Memo<bool> {
    let waited = RwSignal::new(false);
    spawn_local_scoped_with_cancellation(async move {
        sleep(PATIENCE).await;
        waited.set(true);
    });
    Memo::new(move |last: Option<&bool>| {
        last.is_some_and(|last| *last) || waited.get() || store.is_answered()
    })
}

/// The line on top.
#[component]
pub(super) fn Line(
    /// The pull request.
    pull_request: Arc<PullRequest>,
    /// Readiness to merge.
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
