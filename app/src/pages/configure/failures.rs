//! Reports that were given up in the last day.

use bitbucket_cloud::Timestamp;
use leptos::{html, prelude::*};
use sightline_handover::FailedReport;

use crate::{
    components::{Ago, Button, ButtonKind, Link},
    state::configure::use_configure,
    text::{self, configure as words},
};

/// Lists failures, each with a way to try again, and says what came of the last attempt.
#[component]
pub(super) fn Failures() -> impl IntoView {
    let store = use_configure();
    let reports = store.part(|facts| facts.reports.clone());
    let failures = store.part(|facts| {
        let reports = facts.reports.as_ref();
        reports.map_or_else(Vec::new, |reports| reports.failures.clone())
    });
    let note = move || reports.with(|reports| words::failures(reports.as_ref()?));
    let attempt = move || {
        store
            .attempt
            .with(|attempt| attempt.as_ref().map(words::attempt))
    };
    let status: NodeRef<html::P> = NodeRef::new();
    view! {
        <h3 id="failures">{words::FAILURES}</h3>
        <p role="status" class="attempt" tabindex="-1" node_ref=status>{attempt}</p>
        <Show when=move || failures.with(Vec::is_empty)>
            <p class="empty">{words::NO_FAILURES}</p>
        </Show>
        <ul class="failures" aria-labelledby="failures">
            <For each=move || failures.get() key=Clone::clone let(report)>
                <FailureRow report status/>
            </For>
        </ul>
        <p class="subtle again">{note}</p>
    }
}

/// A report that was given up.
#[component]
fn FailureRow(
    /// The report.
    report: FailedReport,
    /// Says what came of the last attempt.
    status: NodeRef<html::P>,
) -> impl IntoView {
    let store = use_configure();
    // The row leaves the page once it is tried again, and the focus with it.
    let retry = {
        let report = report.clone();
        move |()| {
            if let Some(status) = status.get_untracked() {
                // The report is tried again all the same.
                let _ = status.focus();
            }
            store.retry(report.clone());
        }
    };
    let name = words::report_name(&report);
    let hidden_name = name.clone();
    let id = report.key.pull_request;
    let page = store
        .context
        .with_value(|context| context.pull_request_page(&report.full_name, id));
    let time = Timestamp::from_unix(i64::try_from(report.at).unwrap_or_default());
    let ago = move || {
        store.freshness.track();
        view! { <Ago time/> }
    };
    let reason = report.reason.clone();
    view! {
        <li>
            <p class="failure">
                <Link href=page>{name}</Link>
                <span class="subtle">{ago}</span>
                <Button
                    name=text::TRY_AGAIN
                    kind=ButtonKind::Quiet
                    hidden_name
                    on_press=retry
                />
            </p>
            <p>{reason}</p>
        </li>
    }
}
