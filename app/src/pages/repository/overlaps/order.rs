//! The suggested order of merging.

use std::sync::Arc;

use leptos::{either::Either, prelude::*};
use sightline_insight::merging::{Reason, Turn};

use super::links::TitleLink;
use crate::{
    browser::clock,
    components::Sliced,
    state::repository::{OpenRow, OverlapIndex, RowContext},
    text::merging as words,
};

/// Turns of all pull requests.
#[derive(Debug, Clone)]
pub(super) struct Order {
    /// Those whose order matters: lines meet.
    pub bound: Vec<Turn>,
    /// Those that can merge at any time.
    free: Vec<Turn>,
    /// Number of pull requests that overlap with none.
    rest: usize,
}

impl Order {
    /// Turns of what was compared, of which so many overlap with others. Tracks what tells which are
    /// ready.
    pub(super) fn of(index: &OverlapIndex, context: RowContext<'_>, involved: usize) -> Self {
        let turns = index.merge_order(context, clock::now()).into_iter();
        let (free, bound) = turns.partition(|turn| turn.reason == Reason::Free);
        Self {
            bound,
            free,
            rest: index.rows.len().saturating_sub(involved),
        }
    }
}

/// Turns, or that any order will do.
#[component]
pub(super) fn MergeOrder(
    /// Pull requests that were compared.
    index: Arc<OverlapIndex>,
    /// Their turns.
    order: Order,
    /// Runs once those whose order matters are there.
    on_built: Callback<()>,
) -> impl IntoView {
    let content = match order.bound.is_empty() && order.free.is_empty() {
        true => Either::Left(view! { <p>{words::NO_ORDER}</p> }),
        false => Either::Right(view! { <Turns index order on_built/> }),
    };
    view! {
        <section class="view" aria-labelledby="order">
            <h3 id="order">{words::ORDER}</h3>
            {content}
        </section>
    }
}

/// Those whose order matters, then those that can merge at any time.
#[component]
fn Turns(
    /// Pull requests that were compared.
    index: Arc<OverlapIndex>,
    /// Their turns.
    order: Order,
    /// Runs once those whose order matters are there.
    on_built: Callback<()>,
) -> impl IntoView {
    let Order { bound, free, rest } = order;
    let bound = (!bound.is_empty()).then(|| {
        let index = Arc::clone(&index);
        view! { <ol class="turns"><Items index turns=bound on_built/></ol> }
    });
    let free = (!free.is_empty()).then(|| {
        let summary = words::free(free.len());
        view! {
            <details>
                <summary>{summary}</summary>
                <ul class="turns"><Items index turns=free on_built=Callback::new(|()| {})/></ul>
            </details>
        }
    });
    let rest = (rest > 0).then(|| view! { <p class="subtle">{words::rest(rest)}</p> });
    view! {
        <p class="subtle about">{words::ORDER_MORE}</p>
        {bound}
        {free}
        {rest}
    }
}

/// Turns, one after another.
#[component]
fn Items(
    /// Pull requests that were compared.
    index: Arc<OverlapIndex>,
    /// The turns.
    turns: Vec<Turn>,
    /// Runs once they are there.
    on_built: Callback<()>,
) -> impl IntoView {
    let item = move |turn: Turn| {
        let mut rows = index.rows.iter();
        let row = rows.find(|row| u64::from(row.pull_request.id) == turn.id)?;
        let row = Arc::clone(row);
        Some(view! { <Item row turn/> })
    };
    view! { <Sliced items=turns on_built children=item/> }
}

/// A turn, and why.
#[component]
fn Item(
    /// The pull request.
    row: Arc<OpenRow>,
    /// Its turn.
    turn: Turn,
) -> impl IntoView {
    let why = words::turn(&turn);
    let why = (!why.is_empty()).then(|| view! { <p class="subtle">{why}</p> });
    view! {
        <li>
            <TitleLink pull_request=Arc::clone(&row.pull_request)/>
            {why}
        </li>
    }
}
