//! What the pull request waits for: one line, and its parts as links to their places in Bitbucket.

use std::sync::Arc;

use bitbucket_cloud::Timestamp;
use leptos::{either::Either, prelude::*};

use super::waits_parts::WaitsParts;
use crate::{
    components::{Ago, Lasting, Section, Skeleton},
    model::readiness::MergeReadiness,
    state::pull_request::use_pull_request,
    text::waits::{WAITS, line},
};

/// Lines of the parts' skeleton: as tall as they mostly get, for what stands below is read meanwhile.
const LINES: usize = 4;

/// The section. Until the activity was read, nothing is said that it may prove wrong.
#[component]
pub fn WaitsFor() -> impl IntoView {
    let store = use_pull_request();
    let readiness = Memo::new(move |_| store.review.is_settled().then(|| store.readiness.get()));
    let said = move || match readiness.get() {
        None => Either::Left(view! { <Skeleton lines=1/> }),
        Some(readiness) => Either::Right(view! { <Line readiness/> }),
    };
    let parts = move || match readiness.get() {
        None => Either::Left(view! { <Skeleton lines=LINES/> }),
        Some(readiness) => Either::Right(view! { <WaitsParts readiness/> }),
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
fn Line(
    /// What it waits for.
    readiness: Arc<MergeReadiness>,
) -> impl IntoView {
    let said = line(&readiness, &use_pull_request().pull_request.read());
    let time = match &readiness.closing {
        Some(closing) => Either::Left(view! { " " <Ago time=closing.on/> }),
        None => {
            let since = Timestamp::from_unix(readiness.next().since);
            Either::Right(view! { ", " <Lasting since/> })
        }
    };
    view! {
        <p class="waits"><strong>{said}</strong>{time}</p>
    }
}
