//! Files that history says belong to a change and that are missing.

use leptos::{html, prelude::*};

use super::companion_row::CompanionRow;
use crate::{
    components::{Loaded, Section},
    model::{companions::MissingCompanion, reveal::Block},
    state::{
        is_ready,
        pull_request::use_pull_request,
        reveal::use_reveal,
        rows::{self, Rows},
    },
    text::{companions as words, overlaps::more},
};

/// Number of files that are listed before the others are only counted.
const LISTED: usize = 10;

/// The block, where there is something to say.
#[component]
pub(super) fn CompanionsSection() -> impl IntoView {
    let store = use_pull_request();
    let shown = Memo::new(move |_| store.shows_companions());
    let value = is_ready(store.companions);
    let said = RwSignal::new(String::new());
    view! {
        <Section
            id="companions"
            heading=words::COMPANIONS
            hidden=Signal::derive(move || !shown.get())
            place=use_reveal().place(Block::Companions)
        >
            <div class="companions">
                <Loaded value retry=move |()| store.retry_findings() lines=2 let:_ready>
                    <Missing said/>
                </Loaded>
                <Status said/>
            </div>
        </Section>
    }
}

/// Status of the last action on a file. It takes the focus, because the button that was used is gone.
#[component]
fn Status(
    /// The sentence; empty until something was done.
    said: RwSignal<String>,
) -> impl IntoView {
    let status = NodeRef::<html::P>::new();
    Effect::new(move |_| {
        if let (Some(status), false) = (status.get(), said.read().is_empty()) {
            let _focused = status.focus();
        }
    });
    view! {
        <p class="subtle" role="status" tabindex="-1" node_ref=status>{said}</p>
    }
}

/// Files that are most likely forgotten, those that often change with these, and those that were
/// dismissed.
#[component]
fn Missing(
    /// Says what was done to a file.
    said: RwSignal<String>,
) -> impl IntoView {
    let lists = use_pull_request().companion_lists;
    let warned = Memo::new(move |_| rows_of(&lists.read().warned));
    let often = Memo::new(move |_| rows_of(&lists.read().often));
    let dismissed = Memo::new(move |_| rows_of(&lists.read().dismissed));
    let gone = Memo::new(move |_| dismissed.read().len());
    let rest = Memo::new(move |_| warned.read().len().saturating_sub(LISTED));
    let any = |rows: Memo<Rows<_, _>>| Memo::new(move |_| !rows.read().is_empty());
    let (warns, lists_some) = (any(warned), any(often));
    view! {
        <div>
            <Show when=move || warns.get()>
                <p class="warning">{words::WARNED}</p>
                <List rows=warned most=LISTED said verb=words::DISMISS class="missing warned"/>
            </Show>
            <Show when=move || { rest.get() > 0 }>
                <p class="subtle">{move || more(rest.get(), "file")}</p>
            </Show>
            <Show when=move || lists_some.get()>
                <p class="subtle">{words::OFTEN}</p>
                <List rows=often most=LISTED said verb=words::DISMISS class="missing often"/>
            </Show>
            <Show when=move || { gone.get() > 0 }>
                <details class="more">
                    <summary>{move || words::dismissed(gone.get())}</summary>
                    <List rows=dismissed most=usize::MAX said verb=words::BRING_BACK class="missing"/>
                </details>
            </Show>
        </div>
    }
}

fn rows_of(files: &[MissingCompanion]) -> Rows<String, MissingCompanion> {
    Rows::of(files.iter().cloned(), |file| file.path.clone())
}

#[component]
fn List(
    /// The files.
    rows: Memo<Rows<String, MissingCompanion>>,
    /// Number that is listed at most.
    most: usize,
    /// Says what was done to a file.
    said: RwSignal<String>,
    /// Name on the buttons.
    verb: &'static str,
    /// Classes of the list.
    class: &'static str,
) -> impl IntoView {
    view! {
        <ul class=class>
            <For each=move || rows.read().part(0, most) key=|(path, _)| path.clone() let:row>
                <CompanionRow path=row.0.clone() file=rows::content(rows, row) said verb/>
            </For>
        </ul>
    }
}
