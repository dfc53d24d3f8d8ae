//! Part of a page below the content of a view.

use leptos::prelude::*;

use crate::state::repository::use_repository;

/// Content that takes up its space, but is hidden, until the content above it has its size.
#[component]
pub(super) fn Below(children: Children) -> impl IntoView {
    let store = use_repository();
    view! {
        <div
            class="view below"
            class:is-waiting=move || !store.placed.get()
            hidden=move || store.is_denied()
        >
            {children()}
        </div>
    }
}
