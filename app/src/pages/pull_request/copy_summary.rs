//! A button that copies the summary.

use leptos::prelude::*;

use crate::{
    components::{CopyButton, CopyWords},
    context::use_page,
    state::{pull_request::use_pull_request, summary::markdown},
    text::summary as words,
};

const WORDS: CopyWords = CopyWords {
    copy: words::COPY,
    copied: words::COPIED,
    refused: words::REFUSED,
    label: words::SUMMARY,
};

/// The button.
#[component]
pub fn CopySummary() -> impl IntoView {
    let store = use_pull_request();
    let page = use_page();
    let text = move |()| Some(markdown(store, &page.host_page()));
    view! {
        <div class="copy"><CopyButton words=WORDS text/></div>
    }
}
