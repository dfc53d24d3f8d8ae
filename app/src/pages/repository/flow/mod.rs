//! How pull requests come and go, and how long they take.

mod controls;
mod figures;
mod meanings;
mod summary;

use std::sync::Arc;

use leptos::{either::Either, prelude::*};

use crate::{
    components::{Loaded, Skeleton},
    model::flow_input::FlowReport,
    state::{flow::FlowStore, repository::use_repository},
    text::flow as words,
};
use controls::Controls;
use figures::Figures;
use meanings::Meanings;
use summary::Summary;

/// Lines of the skeleton until history is there.
const LINES: usize = 12;
/// Lines of the skeleton until some of it was read.
const MORE_LINES: usize = 8;

/// The view.
#[component]
pub(super) fn FlowView() -> impl IntoView {
    let repository = use_repository();
    let flow = FlowStore::new(repository);
    // Charts stay in place while their numbers change.
    let value = Memo::new(move |_| {
        let report = flow.report.read();
        let report = report.as_ref()?.as_ref();
        Some(report.map(|report| report.is_empty()).map_err(Clone::clone))
    });
    let report = Memo::new(move |_| {
        let report = flow.report.get().and_then(Result::ok);
        report.unwrap_or_default()
    });
    view! {
        <section class="view flow" aria-labelledby="flow">
            <h2 id="flow">{words::FLOW}</h2>
            <p class="subtle about">{words::ABOUT}</p>
            <Controls flow report/>
            <Loaded value retry=move |()| repository.load() lines=LINES let:is_empty>
                {match is_empty {
                    true => Either::Left(view! { <Nothing/> }),
                    false => Either::Right(view! { <Charts report/> }),
                }}
            </Loaded>
            <Meanings/>
        </section>
    }
}

/// The whole period in numbers, then week by week.
#[component]
fn Charts(
    /// Numbers.
    report: Memo<Arc<FlowReport>>,
) -> impl IntoView {
    view! {
        <div class="view">
            <Summary report/>
            <Figures report/>
        </div>
    }
}

/// A repository without merged pull requests, as far as it was read.
#[component]
fn Nothing() -> impl IntoView {
    let progress = use_repository().history.progress;
    let is_reading = Memo::new(move |_| progress.read().is_reading());
    let reading = move || {
        view! {
            <div class="view">
                <p class="empty">{words::NONE_READ}</p>
                <Skeleton lines=MORE_LINES/>
            </div>
        }
    };
    view! {
        <Show when=move || !is_reading.get() fallback=reading>
            <div class="empty">
                <p class="empty-title">{words::NONE_MERGED}</p>
                <p>{words::NONE_MERGED_MORE}</p>
            </div>
        </Show>
    }
}
