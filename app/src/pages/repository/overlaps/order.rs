//! The suggested order of merging.

use std::sync::Arc;

use leptos::{either::Either, prelude::*};

use super::links::TitleLink;
use crate::{
    state::{
        built::built,
        overlaps::{OverlapsStore, PlacedTurn},
        rows::{self, Rows},
    },
    text::merging as words,
};

/// Turns, or that any order will do.
#[component]
pub(super) fn MergeOrder(
    /// State of the view.
    overlaps: OverlapsStore,
) -> impl IntoView {
    let is_any =
        Memo::new(move |_| overlaps.bound.read().is_empty() && overlaps.free.read().is_empty());
    view! {
        <section class="view" aria-labelledby="order">
            <h3 id="order">{words::ORDER}</h3>
            {move || match is_any.get() {
                true => Either::Left(view! { <p>{words::NO_ORDER}</p> }),
                false => Either::Right(view! { <Turns overlaps/> }),
            }}
        </section>
    }
}

/// Those whose order matters, then those that can merge at any time.
#[component]
fn Turns(
    /// State of the view.
    overlaps: OverlapsStore,
) -> impl IntoView {
    let OverlapsStore { bound, free, .. } = overlaps;
    let has_bound = Memo::new(move |_| !bound.read().is_empty());
    let free_built = built(move || free.read().len());
    let free_count = Memo::new(move |_| free.read().len());
    let rest = Memo::new(move |_| {
        let counts = overlaps.counts.read();
        counts.compared.saturating_sub(counts.involved)
    });
    view! {
        <p class="subtle about">{words::ORDER_MORE}</p>
        <Show when=move || has_bound.get()>
            <ol class="turns"><Items turns=bound built=overlaps.bound_built/></ol>
        </Show>
        <Show when=move || { free_count.get() > 0 }>
            <details>
                <summary>{move || words::free(free_count.get())}</summary>
                <ul class="turns"><Items turns=free built=free_built/></ul>
            </details>
        </Show>
        <Show when=move || { rest.get() > 0 }>
            <p class="subtle">{move || words::rest(rest.get())}</p>
        </Show>
    }
}

/// Turns, one after another.
#[component]
fn Items(
    /// The turns.
    turns: Memo<Rows<u32, PlacedTurn>>,
    /// Number that is built.
    built: Memo<usize>,
) -> impl IntoView {
    view! {
        <For each=move || turns.read().part(0, built.get()) key=|(id, _)| *id let:row>
            <Item placed=rows::content(turns, row)/>
        </For>
    }
}

/// A turn, and why.
#[component]
fn Item(
    /// The pull request and its turn.
    placed: Memo<Arc<PlacedTurn>>,
) -> impl IntoView {
    let pull_request = Memo::new(move |_| Arc::clone(&placed.read().pull_request));
    let why = Memo::new(move |_| words::turn(&placed.read().turn));
    let said = move || {
        let why = why.get();
        (!why.is_empty()).then(|| view! { <p class="subtle">{why}</p> })
    };
    view! {
        <li>
            {move || view! { <TitleLink pull_request=pull_request.get()/> }}
            {said}
        </li>
    }
}
