//! Workload: who is asked for which reviews now. Makes no calls of its own.

mod person_row;

use leptos::{either::Either, prelude::*};

use super::below::Below;
use crate::{
    components::{ExportButtons, Loaded, SortHeading},
    model::workload::PersonColumn,
    state::{
        built::built, export, is_ready, repository::use_repository, rows, workload::WorkloadStore,
    },
    text::{self, workload as words},
};
use person_row::PersonRow;

/// Lines of the skeleton.
const LINES: usize = 8;
/// Class, name and column of the headings that sort.
const COLUMNS: [(&str, &str, PersonColumn); 5] = [
    ("", words::PERSON, PersonColumn::Name),
    ("number", words::REVIEWS, PersonColumn::Reviews),
    ("when", words::LONGEST, PersonColumn::Longest),
    ("when", words::MEDIAN, PersonColumn::Median),
    ("", words::WHICH, PersonColumn::Which),
];

/// The view.
#[component]
pub(super) fn WorkloadView() -> impl IntoView {
    let repository = use_repository();
    let store = WorkloadStore::new(repository);
    repository.place_after(store.workload);
    let value = is_ready(store.workload);
    let table = move |()| untrack(|| export::workload::rows(&store.read()));
    view! {
        <section class="view" aria-labelledby="load">
            <h2 class="visually-hidden" id="load">{words::LOAD}</h2>
            <p class="subtle about">{words::ABOUT}</p>
            <Loaded value retry=move |()| repository.load() lines=LINES let:_ready>
                <People store/>
            </Loaded>
            <Below><ExportButtons name="load" rows=table/></Below>
        </section>
    }
}

/// A table by person. Its rows stay while the list grows.
#[component]
fn People(
    /// State of the view.
    store: WorkloadStore,
) -> impl IntoView {
    let is_empty = Memo::new(move |_| store.read().people.is_empty());
    let said = Memo::new(move |_| {
        let load = store.read();
        let of = (load.open, load.of);
        match load.people.len() {
            0 => words::nobody(load.open, load.of),
            people => words::over(load.reviews, people, load.waiting, of),
        }
    });
    move || match is_empty.get() {
        true => Either::Left(view! { <p class="empty">{said}</p> }),
        false => Either::Right(view! {
            <div class="view">
                <p role="status">{said}</p>
                <table class="pull-requests load">
                    <caption class="visually-hidden">{words::LOAD}</caption>
                    <Headings store/>
                    <PersonRows store/>
                </table>
            </div>
        }),
    }
}

/// Names of the columns.
#[component]
fn Headings(
    /// State of the view.
    store: WorkloadStore,
) -> impl IntoView {
    let sorting = store.sorting;
    let headings = COLUMNS.map(|(class, name, column)| {
        view! { <SortHeading class name column sorting on_sort=move |to| sorting.set(to)/> }
    });
    view! {
        <thead>
            <tr>{headings.into_iter().collect_view()}</tr>
        </thead>
    }
}

/// Rows of the table: some, and more of them on demand.
#[component]
fn PersonRows(
    /// State of the view.
    store: WorkloadStore,
) -> impl IntoView {
    let people = store.rows();
    let built = built(move || people.read().len().min(store.listed.get()));
    let left = Memo::new(move |_| store.left());
    view! {
        <tbody>
            <For
                each=move || people.read().part(0, built.get())
                key=|(person, _)| person.clone()
                let:row
            >
                <PersonRow person=rows::content(people, row)/>
            </For>
        </tbody>
        <Show when=move || left.get() != 0>
            <tfoot>
                <tr>
                    <td colspan="5">
                        <button class="button" type="button" on:click=move |_| store.more()>
                            {move || text::show_more(left.get())}
                        </button>
                    </td>
                </tr>
            </tfoot>
        </Show>
    }
}
