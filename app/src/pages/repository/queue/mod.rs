//! The open pull requests in the order in which attention helps most. One call for 50 of them, and up
//! to four for each that is shown, more where much was said, unless what they bring is known.

mod controls;
mod keyboard;
mod row;
mod table;

use leptos::prelude::*;

use super::below::Below;
use crate::{
    components::{Button, ButtonKind, ErrorPanel, ExportButtons, Loaded},
    state::{
        export,
        queue::{Unread, provide_queue, use_queue},
        repository::use_repository,
    },
    text::{self, queue as words},
};
use controls::Controls;
use table::QueueTable;

/// Lines of the skeleton until the list is there.
const LINES: usize = 12;

/// The view.
#[component]
pub(super) fn QueueView() -> impl IntoView {
    let store = use_repository();
    let value = Signal::derive(move || store.settled_list());
    let some = Memo::new(move |_| {
        value.with(|list| matches!(list, Some(Ok(list)) if !list.rows.is_empty()))
    });
    store.place_when(Memo::new(move |_| {
        value.with(|list| match list {
            Some(Ok(list)) => list.rows.is_empty(),
            Some(Err(_)) => true,
            None => false,
        })
    }));
    let nothing = move || {
        view! {
            <div>
                <Loaded value retry=move |()| store.load() lines=LINES let:_list>
                    <div class="empty">
                        <p class="empty-title">{text::NO_PULL_REQUESTS}</p>
                        <p>{text::NO_PULL_REQUESTS_MORE}</p>
                    </div>
                </Loaded>
            </div>
        }
    };
    view! {
        <section class="view" aria-labelledby="queue">
            <h2 class="visually-hidden" id="queue">{words::QUEUE}</h2>
            <p class="subtle">{words::ABOUT}</p>
            <Show when=move || some.get() fallback=nothing>
                <Queue/>
            </Show>
        </section>
    }
}

/// The queue of at least one pull request.
#[component]
fn Queue() -> impl IntoView {
    let queue = provide_queue();
    let loader = queue.repository.loader;
    Effect::new(move |_| {
        if loader.rounds.get() > 0 {
            queue.compare_later();
        }
    });
    view! {
        <div class="view">
            <Controls/>
            <Status/>
            <Show when=move || loader.stopped.read().is_some()>
                <p class="note" role="status">{words::STOPPED}</p>
            </Show>
            <QueueTable/>
            <p class="empty" hidden=move || !queue.listed.read().is_empty()>
                {move || queue.none_fits()} " "
                <Button
                    name=words::SHOW_ALL
                    kind=ButtonKind::Quiet
                    on_press=move |()| queue.change(|_| Default::default())
                />
            </p>
            <Below><Foot/></Below>
        </div>
    }
}

/// More rows, and what explains them.
#[component]
fn Foot() -> impl IntoView {
    let queue = use_queue();
    view! {
        <button class="button" type="button" hidden=move || queue.next_step() == 0
            on:click=move |_| queue.more()
        >
            {move || text::show_more(queue.next_step())}
        </button>
        <p class="subtle">{words::KEYS}</p>
        <p class="subtle">{words::DASHES}</p>
        <ExportButtons name="queue" rows=move |()| export::queue::rows(queue)/>
    }
}

/// Number of pull requests that are listed, and the extent to which the list was read.
#[component]
fn Status() -> impl IntoView {
    let queue = use_queue();
    let unread = Memo::new(move |_| queue.unread());
    let read_on = move |()| queue.repository.read_on();
    view! {
        <div class="count">
            <p role="status">{move || queue.status()}</p>
            <button class="button quiet re-sort" type="button" title=words::RE_SORT_MORE
                hidden=move || !queue.moved.get() on:click=move |_| queue.arrange()
            >
                {words::RE_SORT}
            </button>
            {move || match unread.get() {
                Unread::Nothing => ().into_any(),
                Unread::More => view! { <Button name=words::READ_ON on_press=read_on/> }.into_any(),
                Unread::Failed(error) => {
                    view! { <ErrorPanel error retry=Callback::new(read_on)/> }.into_any()
                }
            }}
        </div>
    }
}
