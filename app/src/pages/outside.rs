//! Pages without a pull request or a repository: outside Bitbucket, or in a program without the page.

use bitbucket_cloud::Error;
use leptos::prelude::*;

use crate::{components::Button, context::Viewer, text};

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

/// Says why it is not known where the app was opened.
#[component]
pub fn NotFoundPage(
    /// Reason.
    error: Error,
    /// Tries again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let problem = text::problem(&error, Viewer::SignedIn);
    view! {
        <div class="prose">
            <h1>{problem.title}</h1>
            <p>{problem.text}</p>
            <p><code>{error.to_string()}</code></p>
            <Button name=text::TRY_AGAIN on_press=retry/>
        </div>
    }
}
