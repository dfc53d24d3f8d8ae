//! Overlaps of open pull requests, and the order in which they merge best. The diffs are those that the crawl
//! and the queue have read; only lines that the reader opens may take a call of their own.

mod links;
mod matrix;
mod order;
mod pairs;

use leptos::{either::Either, prelude::*};

use super::below::Below;
use crate::{
    components::{ExportButtons, Loaded},
    format::date::exact,
    state::{export, overlaps::OverlapsStore, repository::use_repository},
    text::{self, merging as words},
};
use matrix::Matrix;
use order::MergeOrder;
use pairs::PairList;

/// Lines of the skeleton until the list is there.
const LINES: usize = 6;

/// The view.
#[component]
pub(super) fn OverlapsView() -> impl IntoView {
    let store = use_repository();
    let value = Memo::new(move |_| {
        let open = store.open.read();
        let open = open.as_ref()?.as_ref();
        Some(open.map(|list| list.rows.is_empty()).map_err(Clone::clone))
    });
    let overlaps = OverlapsStore::new(store);
    let placed = Memo::new(move |_| {
        let is_there = overlaps.is_built.get() && store.overlaps_are_newest.get();
        value.get().filter(|value| *value != Ok(false) || is_there)
    });
    store.place_after_reading(placed);
    view! {
        <section class="view" aria-labelledby="overlaps">
            <h2 class="visually-hidden" id="overlaps">{words::OVERLAPS}</h2>
            <p class="subtle about">{words::ABOUT}</p>
            <Loaded value retry=move |()| store.load() lines=LINES let:is_empty>
                {match is_empty {
                    true => Either::Left(view! { <p class="empty">{text::NO_PULL_REQUESTS}</p> }),
                    false => Either::Right(view! { <Compared overlaps/> }),
                }}
            </Loaded>
            <Below>
                <ExportButtons name="overlaps" rows=move |()| export::overlaps::rows(&store.overlaps.read())/>
            </Below>
        </section>
    }
}

/// Number of pull requests that are compared, and the result.
#[component]
fn Compared(
    /// State of the view.
    overlaps: OverlapsStore,
) -> impl IntoView {
    let store = use_repository();
    let of = Memo::new(move |_| store.listed().1);
    let compared = move || {
        let compared = overlaps.counts.read().compared;
        words::compared_of(compared, of.get(), &store.history.progress.read(), exact)
    };
    let is_empty = Memo::new(move |_| overlaps.counts.read().involved == 0);
    let none = move || words::none(overlaps.counts.read().compared, of.get());
    view! {
        <div class="view">
            <p role="status">{compared}</p>
            // They are sorted again with each comparison.
            <Below>
                {move || match is_empty.get() {
                    true => Either::Left(view! { <p class="empty">{none}</p> }),
                    false => Either::Right(view! { <Found overlaps/> }),
                }}
            </Below>
        </div>
    }
}

/// Order and pairs.
#[component]
fn Found(
    /// State of the view.
    overlaps: OverlapsStore,
) -> impl IntoView {
    let summary = move || {
        let counts = overlaps.counts.get();
        words::summary(
            counts.involved,
            counts.conflicts,
            counts.unknown,
            counts.clean,
        )
    };
    let has_pairs = Memo::new(move |_| overlaps.involved_built.get() > 0);
    view! {
        <div class="view">
            <p>{summary}</p>
            <MergeOrder overlaps/>
            <Show when=move || has_pairs.get()>
                <section class="view" aria-labelledby="pairs">
                    <h3 id="pairs">{words::WHO}</h3>
                    <Matrix overlaps/>
                    <PairList overlaps/>
                </section>
            </Show>
        </div>
    }
}
