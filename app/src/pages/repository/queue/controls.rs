//! Filters of the queue.

use leptos::prelude::*;
use sightline_insight::queue::{Age, Whose};

use crate::{model::queue_query::QueueQuery, state::queue::use_queue, text::queue as words};

/// Filters by person, age and text.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let queue = use_queue();
    let search = move |text: String| {
        queue.change(|query| QueueQuery {
            text,
            ..query.clone()
        });
    };
    view! {
        <div class="controls">
            <div class="toggles" role="group" aria-label=words::WHOSE>
                // Without a viewer nothing is theirs.
                {queue.has_viewer().then(|| view! { <WhoseToggles/> })}
            </div>
            <button class="button" type="button" title=words::STALE_MORE
                aria-pressed=move || pressed(queue.query.read().age == Age::Stale)
                on:click=move |_| queue.change(QueueQuery::stale_toggled)
            >
                {words::STALE}
            </button>
            <input class="search" type="search" placeholder=words::SEARCH aria-label=words::SEARCH
                prop:value=move || queue.query.read().text.clone()
                on:input:target=move |event| search(event.target().value())
            />
        </div>
    }
}

/// One button for each filter by person.
#[component]
fn WhoseToggles() -> impl IntoView {
    let queue = use_queue();
    let toggles = [Whose::All, Whose::Mine, Whose::WaitingForMe].map(|whose| {
        let choose = move |_| {
            queue.change(|query| QueueQuery {
                whose,
                ..query.clone()
            });
        };
        view! {
            <button class="button" type="button" on:click=choose
                aria-pressed=move || pressed(queue.query.read().whose == whose)
            >
                {words::whose(whose)}
            </button>
        }
    });
    toggles.into_iter().collect_view()
}

const fn pressed(is_pressed: bool) -> &'static str {
    if is_pressed { "true" } else { "false" }
}
