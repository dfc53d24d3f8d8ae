//! A view of the past while nothing of it is known.

use leptos::prelude::*;

use crate::{
    components::Skeleton, format::date, state::repository::use_repository, text::flow as words,
};

/// Lines of the skeleton until some of it was read.
const LINES: usize = 8;

/// A repository without merged pull requests, as far as it was read; where it was not, why.
#[component]
pub(super) fn NothingMerged() -> impl IntoView {
    let history = use_repository().history;
    let is_reading = Memo::new(move |_| history.progress.read().is_reading());
    let said = Memo::new(move |_| words::nothing_merged(&history.coverage(i64::MIN), date::exact));
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
                <p class="empty-title">{move || said.get().0}</p>
                <p>{move || said.get().1}</p>
            </div>
        </Show>
    }
}
