//! The shape of what is loading.

use leptos::prelude::*;

use crate::text;

/// Grey lines, as many as the content mostly takes.
#[component]
pub fn Skeleton(
    /// Number of lines.
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{text::LOADING}</span>
            {(0..lines).map(|_| view! { <span class="bone"></span> }).collect_view()}
        </div>
    }
}
