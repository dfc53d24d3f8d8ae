//! What the reader wants to see: a period and a target branch.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::period::PeriodButtons;
use crate::{model::flow_input::FlowReport, state::flow::FlowStore, text::flow as words};

/// Buttons for periods and a list of branches.
#[component]
pub(super) fn Controls(
    /// State of the view.
    flow: FlowStore,
    /// Numbers, with the branches that something went to.
    report: Memo<Arc<FlowReport>>,
) -> impl IntoView {
    view! {
        <div class="controls">
            <PeriodButtons chosen=flow.chosen shown=flow.period/>
            <TargetList chosen=flow.target report/>
        </div>
    }
}

/// A list of all branches that something went to.
#[component]
fn TargetList(
    /// The chosen one; empty for all.
    chosen: RwSignal<String>,
    /// Numbers, with the branches that something went to.
    report: Memo<Arc<FlowReport>>,
) -> impl IntoView {
    let targets = Memo::new(move |_| report.read().targets_with(&chosen.read()));
    let options = move || {
        let targets = targets.get().into_iter();
        let options = targets.map(|target| {
            view! { <TargetOption chosen value=target.clone() name=target/> }
        });
        options.collect_view()
    };
    view! {
        <span class="toggles">
            <select
                class="search"
                aria-label=words::TARGET
                on:input:target=move |event| chosen.set(event.target().value())
            >
                <TargetOption chosen value="" name=words::ALL_TARGETS/>
                {options}
            </select>
        </span>
    }
}

/// An entry of the list.
#[component]
fn TargetOption(
    /// The chosen branch.
    chosen: RwSignal<String>,
    /// Branch of this entry; empty for all.
    #[prop(into)]
    value: String,
    /// Name that is shown.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let is_chosen = {
        let value = value.clone();
        move || *chosen.read() == value
    };
    view! {
        <option value=value prop:selected=is_chosen>{name}</option>
    }
}
