//! The table of the queue. Its parts are laid out one by one, and so no table to browsers: roles say
//! what they are.

use leptos::{html::Table, prelude::*};
use sightline_insight::queue::Column;

use super::{keyboard, row::QueueRow};
use crate::{
    components::SortHeading,
    model::queue_query::QueueQuery,
    state::queue::use_queue,
    text::{self, queue as words},
};

/// Columns by class.
const COLUMNS: [(&str, Column); 10] = [
    ("what", Column::Title),
    ("why", Column::Attention),
    ("wait", Column::Wait),
    ("author", Column::Author),
    ("opened", Column::Age),
    ("when", Column::Activity),
    ("size", Column::Size),
    ("builds", Column::Builds),
    ("votes", Column::Votes),
    ("met", Column::Overlaps),
];

/// The table; hidden where the filters leave nothing.
#[component]
pub(super) fn QueueTable() -> impl IntoView {
    let queue = use_queue();
    let table = NodeRef::<Table>::new();
    Effect::new(move |_| {
        queue.repository.open.track();
        queue.repository.rest.track();
        queue.keep_up(|| {
            let table = table.get_untracked();
            table.is_some_and(|table| table.matches(":hover, :focus-within").unwrap_or(false))
        });
    });
    let parts = Memo::new(move |_| queue.rendered.with(Vec::len));
    view! {
        <div class="queue-rows">
            <table class="pull-requests queue" role="table" node_ref=table
                hidden=move || queue.listed.read().is_empty()
                on:keydown=move |event| keyboard::pressed(&event, || queue.more())
            >
                <caption class="visually-hidden">{text::OPEN_PULL_REQUESTS}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {COLUMNS.map(|(class, column)| view! { <Heading class column/> })
                            .into_iter()
                            .collect_view()}
                    </tr>
                </thead>
                <For each=move || 0..parts.get() key=|place| *place let:place>
                    <Part place/>
                </For>
            </table>
        </div>
    }
}

/// Rows that are rendered and laid out together.
#[component]
fn Part(
    /// Number of the part, from 0.
    place: usize,
) -> impl IntoView {
    let queue = use_queue();
    let rows = Memo::new(move |_| {
        let part = queue.rendered.with(|parts| parts.get(place).cloned());
        part.unwrap_or_default()
    });
    view! {
        <tbody role="rowgroup">
            <For each=move || rows.get() key=|row| row.key() let:row>
                <QueueRow row/>
            </For>
        </tbody>
    }
}

/// Heading of a column that sorts the queue.
#[component]
fn Heading(
    /// Class of the column.
    class: &'static str,
    /// The column.
    column: Column,
) -> impl IntoView {
    let queue = use_queue();
    let sorting = Signal::derive(move || queue.query.read().sorting);
    let sort = move |sorting| {
        queue.change(|query| QueueQuery {
            sorting,
            ..query.clone()
        });
    };
    view! { <SortHeading class name=words::column(column) column sorting on_sort=sort/> }
}
