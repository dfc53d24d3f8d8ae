//! Choices of the reader: a period or days, a target branch, an author.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::period::PeriodButtons;
use crate::{
    model::flow_input::{Choice, FlowReport},
    state::flow::FlowStore,
    text::flow as words,
};

/// Buttons for periods, inputs of days, and lists of branches and authors.
#[component]
pub(super) fn Controls(
    /// State of the view.
    flow: FlowStore,
    /// Numbers, with what can be chosen.
    report: Memo<Arc<FlowReport>>,
) -> impl IntoView {
    let targets = Memo::new(move |_| report.read().targets_with(&flow.target.read()));
    let authors = Memo::new(move |_| report.read().authors_with(&flow.author.read()));
    view! {
        <div class="controls">
            <PeriodButtons
                shown=Signal::derive(move || flow.shown())
                on_choose=move |period| flow.choose(period)
            />
            <Days flow/>
            <ChoiceList label=words::TARGET all=words::ALL_TARGETS chosen=flow.target options=targets/>
            <ChoiceList label=words::AUTHOR all=words::ALL_AUTHORS chosen=flow.author options=authors/>
        </div>
    }
}

/// The first and the last day of a range.
#[component]
fn Days(
    /// State of the view.
    flow: FlowStore,
) -> impl IntoView {
    view! {
        <div class="days" role="group" aria-label=words::RANGE>
            <Day label=words::FIRST_DAY chosen=flow.first_day/>
            <Day label=words::LAST_DAY chosen=flow.last_day/>
        </div>
    }
}

/// A day that the reader chooses.
#[component]
fn Day(
    /// Its label.
    label: &'static str,
    /// The chosen day, as `2026-08-03`; empty for none.
    chosen: RwSignal<String>,
) -> impl IntoView {
    view! {
        <label class="day">
            <span class="subtle">{label}</span>
            <input
                class="search"
                type="date"
                prop:value=move || chosen.get()
                on:change:target=move |event| chosen.set(event.target().value())
            />
        </label>
    }
}

/// A list to choose from, with an entry for all.
#[component]
fn ChoiceList(
    /// Its label.
    label: &'static str,
    /// Name of the entry for all.
    all: &'static str,
    /// The chosen value; empty for all.
    chosen: RwSignal<String>,
    /// Values that can be chosen.
    options: Memo<Vec<Choice>>,
) -> impl IntoView {
    let options = move || {
        let options = options.get().into_iter();
        let options = options.map(|Choice { value, name }| view! { <Entry chosen value name/> });
        options.collect_view()
    };
    view! {
        <span class="toggles">
            <select
                class="search"
                aria-label=label
                on:input:target=move |event| chosen.set(event.target().value())
            >
                <Entry chosen value="" name=all/>
                {options}
            </select>
        </span>
    }
}

/// An entry of a list.
#[component]
fn Entry(
    /// The chosen value.
    chosen: RwSignal<String>,
    /// Value of this entry; empty for all.
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
