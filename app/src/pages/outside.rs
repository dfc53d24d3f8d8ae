//! The page that is shown outside Bitbucket.

use leptos::prelude::*;

use crate::text;

/// Says where Sightline lives.
#[component]
pub fn OutsidePage() -> impl IntoView {
    view! {
        <div class="prose">
            <h1>{text::OUTSIDE}</h1>
            <p>{text::OUTSIDE_MORE}</p>
        </div>
    }
}
