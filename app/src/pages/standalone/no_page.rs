//! The page that is shown where nothing is found to show.

use leptos::prelude::*;

use crate::{
    components::Button,
    model::standalone::StandaloneError,
    text::{TRY_AGAIN, standalone as text},
};

/// Says why there is nothing to show, and how to come to something.
#[component]
pub fn NoPage(
    /// Reason.
    error: StandaloneError,
    /// Origin of the API that was asked.
    api: String,
    /// Tries again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="prose">
            <h1>{text::no_page(&error, &api)}</h1>
            <p><code>{error.to_string()}</code></p>
            <p>{text::ALONE}</p>
            <p>{text::SANDBOX} " " <code>{text::DEMO}</code></p>
            <p>{text::NAMED} " " <code>{text::QUERY}</code></p>
            <Button name=TRY_AGAIN on_press=retry/>
        </div>
    }
}
