//! Flow of pull requests: how many come and go, and how long they take.

mod controls;
mod figures;
mod meanings;
mod summary;

use std::sync::Arc;

use leptos::{either::Either, prelude::*};

use super::{below::Below, nothing_merged::NothingMerged};
use crate::{
    components::Loaded,
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
    repository.place_after_reading(value);
    view! {
        <section class="view flow" aria-labelledby="flow">
            <h2 id="flow">{words::FLOW}</h2>
            <p class="subtle about">{words::ABOUT}</p>
            <Controls flow report/>
            <Loaded value retry=move |()| repository.load() lines=LINES let:is_empty>
                {match is_empty {
                    true => Either::Left(view! { <NothingMerged/> }),
                    false => Either::Right(view! { <Charts report/> }),
                }}
            </Loaded>
            <Below><Meanings/></Below>
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
