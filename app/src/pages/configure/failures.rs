//! Reports that were given up in the last day.

use bitbucket_cloud::Timestamp;
use leptos::prelude::*;
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
    view! {
        <h3 id="failures">{words::FAILURES}</h3>
        <p role="status" class="attempt">{attempt}</p>
        <Show when=move || failures.with(Vec::is_empty)>
            <p class="empty">{words::NO_FAILURES}</p>
        </Show>
        <ul class="failures" aria-labelledby="failures">
            <For each=move || failures.get() key=Clone::clone let(report)>
                <FailureRow report/>
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
) -> impl IntoView {
    let store = use_configure();
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
                    on_press=move |()| store.retry(report.clone())
                />
            </p>
            <p>{reason}</p>
        </li>
    }
}
