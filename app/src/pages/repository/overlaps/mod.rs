//! Which open pull requests collide with which, and in which order they merge best. No call of its
//! own: the diffs are those that the crawl and the queue have read.

mod export;
mod links;
mod matrix;
mod order;
mod pairs;

use std::sync::Arc;

use leptos::{either::Either, prelude::*};
use sightline_insight::overlap::Verdict;

use super::below::Below;
use crate::{
    components::{ExportButtons, Loaded},
    format::date::exact,
    model::settings::LoadedSettings,
    state::repository::{OverlapIndex, use_repository},
    text::{self, merging as words},
};
use matrix::Matrix;
use order::{MergeOrder, Order};
use pairs::PairList;

/// Lines of the skeleton until the list is there.
const LINES: usize = 6;
/// Pull requests that a matrix holds at most; beyond, a list reads better.
const MATRIX: usize = 12;

/// The view.
#[component]
pub(super) fn OverlapsView() -> impl IntoView {
    let store = use_repository();
    let value = Memo::new(move |_| {
        let open = store.open.read();
        let open = open.as_ref()?.as_ref();
        Some(open.map(|list| list.rows.is_empty()).map_err(Clone::clone))
    });
    let is_built = RwSignal::new(false);
    let placed = Memo::new(move |_| {
        let is_there = is_built.get() && store.overlaps_are_newest.get();
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
                    false => Either::Right(view! { <Compared is_built/> }),
                }}
            </Loaded>
            <Below>
                <ExportButtons name="overlaps" rows=move |()| export::rows(&store.overlaps.read())/>
            </Below>
        </section>
    }
}

/// How many are compared, and what came of it.
#[component]
fn Compared(
    /// Becomes true once all of it is there.
    is_built: RwSignal<bool>,
) -> impl IntoView {
    let store = use_repository();
    let of = Memo::new(move |_| store.listed().1);
    let compared = move || {
        let compared = store.overlaps.read().rows.len();
        words::compared_of(compared, of.get(), &store.history.progress.read(), exact)
    };
    view! {
        <div class="view">
            <p role="status">{compared}</p>
            // They are sorted anew with each comparison.
            <Below>
                {move || {
                    let rules = store.rules().unwrap_or_default();
                    view! { <Found index=store.overlaps.get() rules of=of.get() is_built/> }
                }}
            </Below>
        </div>
    }
}

/// Order and pairs.
#[component]
fn Found(
    /// What was compared.
    index: Arc<OverlapIndex>,
    /// Settings, which tell generated files.
    rules: Arc<LoadedSettings>,
    /// Number of open pull requests.
    of: usize,
    /// Becomes true once all of it is there.
    is_built: RwSignal<bool>,
) -> impl IntoView {
    let involved = index.involved();
    is_built.set(involved.is_empty());
    if involved.is_empty() {
        let none = words::none(index.rows.len(), of);
        return Either::Left(view! { <p class="empty">{none}</p> });
    }
    let [conflicts, unknown, files] =
        [Verdict::Conflict, Verdict::Unknown, Verdict::Clean].map(|verdict| index.count(verdict));
    let summary = words::summary(involved.len(), conflicts, unknown, files);
    // It stays as it is while facts of rows come in.
    let order = untrack(|| {
        use_repository().with_context(|context| Order::of(&index, context, involved.len()))
    });
    // Pairs stand below all turns that count, and so are not pushed by these.
    let is_ordered = RwSignal::new(order.bound.is_empty());
    let on_built = Callback::new(move |()| is_ordered.set(true));
    let pairs = {
        let index = Arc::clone(&index);
        move || {
            let (index, involved) = (Arc::clone(&index), involved.clone());
            let rules = Arc::clone(&rules);
            is_ordered
                .get()
                .then(|| view! { <Pairs index rules involved is_built/> })
        }
    };
    Either::Right(view! {
        <div class="view">
            <p>{summary}</p>
            <MergeOrder index order on_built/>
            {pairs}
        </div>
    })
}

/// Which overlap with which.
#[component]
fn Pairs(
    /// What was compared.
    index: Arc<OverlapIndex>,
    /// Settings, which tell generated files.
    rules: Arc<LoadedSettings>,
    /// Places of those that overlap with others.
    involved: Vec<usize>,
    /// Becomes true once all of them are there.
    is_built: RwSignal<bool>,
) -> impl IntoView {
    let matrix = (involved.len() <= MATRIX)
        .then(|| view! { <Matrix index=Arc::clone(&index) involved=involved.clone()/> });
    view! {
        <section class="view" aria-labelledby="pairs">
            <h3 id="pairs">{words::WHO}</h3>
            {matrix}
            <PairList index rules involved on_built=Callback::new(move |()| is_built.set(true))/>
        </section>
    }
}
