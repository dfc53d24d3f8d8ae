//! The page of a repository.

use leptos::prelude::*;

/// Its views, one at a time.
#[component]
pub fn RepositoryPage() -> impl IntoView {
    view! { <div class="repository"></div> }
}
