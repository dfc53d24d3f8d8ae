//! Pages without a pull request or a repository: outside Bitbucket, or in a program without the page.

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

/// Says that this program does not hold the page that the server asks of it.
#[component]
pub fn MissingPage() -> impl IntoView {
    view! {
        <div class="prose">
            <h1>{text::MISSING}</h1>
            <p>{text::MISSING_MORE}</p>
        </div>
    }
}
