//! The numbers of a chart as a table.

use leptos::prelude::*;

use crate::text::chart as words;

/// A table behind a disclosure, built when it is looked at for the first time.
#[component]
pub(super) fn TableBehind(
    /// Title of the chart.
    title: &'static str,
    /// Makes the table; its first row names the columns.
    table: Callback<(), Vec<Vec<String>>>,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    view! {
        <details>
            <summary on:click=move |_| opened.set(true)>{words::NUMBERS}</summary>
            <Show when=move || opened.get()>
                <Table title rows=table.run(())/>
            </Show>
        </details>
    }
}

#[component]
fn Table(
    /// Title of the chart.
    title: &'static str,
    /// Rows; the first one names the columns.
    rows: Vec<Vec<String>>,
) -> impl IntoView {
    let mut rows = rows.into_iter();
    let headings = rows.next().unwrap_or_default().into_iter();
    let headings = headings.map(|name| view! { <th scope="col">{name}</th> });
    let rows = rows.map(|row| {
        let mut fields = row.into_iter();
        let first = fields.next().unwrap_or_default();
        let fields = fields.map(|field| view! { <td>{field}</td> });
        view! { <tr><th scope="row">{first}</th>{fields.collect_view()}</tr> }
    });
    view! {
        // What scrolls has to be reached by keyboard.
        <div class="scrolled" tabindex="0" role="region" aria-label=title>
            <table class="numbers">
                <caption class="visually-hidden">{title}</caption>
                <thead><tr>{headings.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
