//! Status of the crawl, buttons that continue it, and the size of the browser's cache.

mod status;

use std::sync::Arc;

use leptos::{either::Either, html, prelude::*};

use crate::{
    api::use_services,
    components::{Button, ButtonKind, ExportButtons},
    history::limits::KEPT_MERGED,
    model::history::{CrawlTarget, MergedHistory},
    state::{export::history, repository::use_repository},
    text::history as words,
};
use status::CrawlStatus;

/// Numbers of merged pull requests that can be asked for.
const DEPTHS: [(&str, usize); 3] = [
    (words::SOME, 200),
    (words::MORE, 1_000),
    (words::ALL, usize::MAX),
];

/// Status of the crawl, buttons that go on with it, and what is kept.
#[component]
pub(super) fn CrawlControls() -> impl IntoView {
    let store = use_repository();
    let history = store.history;
    let merged = Signal::derive(move || history.merged.get().unwrap_or_default());
    let table = move |()| history::rows(&merged.read().merged, &store.review_times.read());
    view! {
        <section
            class="history"
            class:is-waiting=move || !store.placed.get()
            hidden=move || store.is_denied()
            aria-labelledby="history"
        >
            <h2 id="history">{words::HISTORY}</h2>
            <p class="subtle">{words::about(KEPT_MERGED)}</p>
            <div class="reading"><CrawlStatus/></div>
            <Depths merged/>
            <Kept merged/>
            <ExportButtons name="history" rows=table/>
        </section>
    }
}

/// Buttons for going further back, while that is possible.
#[component]
fn Depths(
    /// Merged pull requests that were read.
    merged: Signal<Arc<MergedHistory>>,
) -> impl IntoView {
    let store = use_repository();
    let known = Memo::new(move |_| merged.read().merged.len());
    let further = Memo::new(move |_| store.history.progress.read().can_go_further());
    let buttons = DEPTHS.map(|(name, depth)| {
        let deeper = Memo::new(move |_| depth > known.get());
        let ask = move |()| store.crawl(CrawlTarget::Known(depth));
        view! {
            <Show when=move || deeper.get()>
                <Button name on_press=ask/>
            </Show>
        }
    });
    view! {
        <p class="depths" role="group" aria-label=words::FURTHER hidden=move || !further.get()>
            {words::FURTHER}
            {buttons.into_iter().collect_view()}
        </p>
    }
}

/// Size of what is kept, and a button that drops it.
#[component]
fn Kept(
    /// Merged pull requests that were read.
    merged: Signal<Arc<MergedHistory>>,
) -> impl IntoView {
    let store = use_repository();
    let services = use_services();
    let forgotten = store.history.forgotten;
    let again: NodeRef<html::Button> = NodeRef::new();
    let forget = move |()| {
        store.forget();
        // This button leaves the page, and the focus with it.
        request_animation_frame(move || {
            if let Some(again) = again.get_untracked() {
                // The reader can press it all the same.
                let _ = again.focus();
            }
        });
    };
    let read_again = move |()| store.read_again();
    // The cache grows with what is known.
    let kept = move || words::kept(merged.read().merged.len(), services.get().cache.bytes());
    move || match forgotten.get() {
        true => Either::Left(view! {
            <p class="subtle" role="status">
                {words::FORGOTTEN} " " <Button name=words::AGAIN node_ref=again on_press=read_again/>
            </p>
        }),
        false => Either::Right(view! {
            <p class="subtle">
                {kept} " "
                <Button name=words::FORGET kind=ButtonKind::Quiet on_press=forget/>
            </p>
        }),
    }
}
