//! State of the installation's reports.

use bitbucket_cloud::Timestamp;
use leptos::{either::Either, prelude::*};
use sightline_handover::ReportFacts;

use super::{failures::Failures, part::Part};
use crate::{
    components::Ago, format::number::number, state::configure::use_configure,
    text::configure as words,
};

/// Says when the last webhook came, how long the queue is and what failed, where reports are on.
#[component]
pub(super) fn Reports() -> impl IntoView {
    let is_on = use_configure().part(|facts| facts.reports.is_some());
    view! {
        <Part id="reports" heading=words::REPORTS>
            {move || match is_on.get() {
                false => Either::Left(view! { <p>{words::REPORTS_OFF}</p> }),
                true => Either::Right(view! { <Queue/> <Failures/> }),
            }}
        </Part>
    }
}

/// The last webhook and the queue.
#[component]
fn Queue() -> impl IntoView {
    let store = use_configure();
    let heard = store.part(|facts| facts.reports.as_ref()?.heard_at);
    // How long ago it is changes with each reading.
    let heard = move || {
        store.freshness.track();
        heard
            .get()
            .and_then(|at| i64::try_from(at).ok())
            .map_or_else(
                || Either::Left(words::NO_EVENT),
                |at| Either::Right(view! { <Ago time=Timestamp::from_unix(at)/> }),
            )
    };
    let count = move |count: fn(&ReportFacts) -> u64| {
        let count = store.part(move |facts| facts.reports.as_ref().map(count));
        move || count.get().map(number)
    };
    view! {
        <dl class="properties">
            <dt>{words::LAST_EVENT}</dt>
            <dd>{heard}</dd>
            <dt>{words::WAITING}</dt>
            <dd>{count(|reports| reports.waiting)}</dd>
            <dt>{words::RUNNING}</dt>
            <dd>{count(|reports| reports.running)}</dd>
            <dt>{words::DONE}</dt>
            <dd>{count(|reports| reports.done)}</dd>
            <dt>{words::DEAD}</dt>
            <dd>{count(|reports| reports.dead)}</dd>
        </dl>
    }
}
