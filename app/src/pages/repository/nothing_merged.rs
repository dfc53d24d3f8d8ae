//! A view of the past while nothing of it is known.

use leptos::prelude::*;

use crate::{components::Skeleton, state::repository::use_repository, text::flow as words};

/// Lines of the skeleton until some of it was read.
const LINES: usize = 8;

/// A repository without merged pull requests, as far as it was read.
#[component]
pub(super) fn NothingMerged() -> impl IntoView {
    let progress = use_repository().history.progress;
    let is_reading = Memo::new(move |_| progress.read().is_reading());
    let reading = move || {
        view! {
            <div class="view">
                <p class="empty">{words::NONE_READ}</p>
                <Skeleton lines=LINES/>
            </div>
        }
    };
    view! {
        <Show when=move || !is_reading.get() fallback=reading>
            <div class="empty">
                <p class="empty-title">{words::NONE_MERGED}</p>
                <p>{words::NONE_MERGED_MORE}</p>
            </div>
        </Show>
    }
}
