//! Other open pull requests that touch the same files, and the same lines.

use leptos::prelude::*;

use super::overlap_row::OverlapRow;
use crate::{
    components::{Button, Loaded, Section},
    format::date,
    model::{overlaps::FoundOverlap, reveal::Block},
    state::{
        is_ready,
        pull_request::use_pull_request,
        retry,
        reveal::use_reveal,
        rows::{self, Rows},
    },
    text::{TRY_AGAIN, overlaps as words, progress},
};

/// Number of pull requests that are listed before the others are folded away.
const LISTED: usize = 5;

/// The block.
#[component]
pub(super) fn OverlapsSection() -> impl IntoView {
    let store = use_pull_request();
    let value = is_ready(store.overlaps);
    view! {
        <Section id="overlaps" heading=words::OVERLAPS place=use_reveal().place(Block::Overlaps)>
            <div class="overlapping">
                <Loaded value retry=move |()| store.retry_findings() lines=3 let:_ready>
                    <Overlaps/>
                    <Note/>
                </Loaded>
            </div>
        </Section>
    }
}

/// The pull requests; most of what is read in the background changes none of them.
#[component]
fn Overlaps() -> impl IntoView {
    let store = use_pull_request();
    let rows = Memo::new(move |_| {
        let comparison = store.overlaps.get().and_then(Result::ok);
        comparison.map_or_else(Rows::default, |comparison| {
            Rows::of(comparison.found.iter().cloned(), |one| one.overlap.id)
        })
    });
    let rest = Memo::new(move |_| rows.read().len().saturating_sub(LISTED));
    view! {
        <div>
            <List rows from=0 most=LISTED/>
            <Show when=move || { rest.get() > 0 }>
                <details class="more">
                    <summary>{move || words::more(rest.get(), "pull request")}</summary>
                    <List rows from=LISTED most=usize::MAX/>
                </details>
            </Show>
        </div>
    }
}

#[component]
fn List(
    /// All of them.
    rows: Memo<Rows<u32, FoundOverlap>>,
    /// Place of the first one that is listed.
    from: usize,
    /// Number that is listed at most.
    most: usize,
) -> impl IntoView {
    view! {
        <ul class="overlaps">
            <For each=move || rows.read().part(from, most) key=|(id, _)| *id let:row>
                <OverlapRow found=rows::content(rows, row)/>
            </For>
        </ul>
    }
}

/// Number of pull requests that were compared, and the reason why others were not.
#[component]
fn Note() -> impl IntoView {
    let store = use_pull_request();
    let said = move || {
        let comparison = store
            .overlaps
            .get()
            .and_then(Result::ok)
            .unwrap_or_default();
        words::note(comparison.found.len(), comparison.compared, comparison.of)
    };
    let all_compared = Memo::new(move |_| store.all_are_compared());
    let refused = move || {
        store.overlaps.with(|found| match found {
            Some(Ok(comparison)) => words::refused(&comparison.refused),
            Some(Err(_)) | None => None,
        })
    };
    let why = move || {
        let progress = store.history.progress.read();
        let why = progress::not_compared(&progress, date::exact);
        why.filter(|_| !all_compared.get())
            .map(|why| format!(" {why}"))
    };
    let without_lines = Memo::new(move |_| store.lacks_lines());
    view! {
        <p class="subtle">
            {said}
            {refused}
            {why}
            <Show when=move || without_lines.get()>
                " "
                {words::LINES_MISSING}
                " "
                <Button name=TRY_AGAIN on_press=move |()| retry(store.hunks)/>
            </Show>
        </p>
    }
}
