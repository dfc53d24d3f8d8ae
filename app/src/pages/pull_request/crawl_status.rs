//! Status of the crawl in the background, and a button to stop it or to go on.

use leptos::prelude::*;

use crate::{
    components::Button, format::date, model::history::CrawlProgress,
    state::pull_request::use_pull_request, text::progress as words,
};

/// A sentence, a button and a bar.
#[component]
pub fn CrawlStatus() -> impl IntoView {
    let history = use_pull_request().history;
    let said = move || {
        let merged = history.merged.read();
        let merged = merged.as_ref().map_or(0, |merged| merged.merged.len());
        words::status(&history.progress.read(), merged, date::exact)
    };
    let button = move || {
        let progress = history.progress.read();
        let choice = progress.choice()?;
        let choose = move |()| history.crawl(choice);
        Some(view! { " " <Button name=words::action(&progress) on_press=choose/> })
    };
    view! {
        <div class="progress">
            <p class="subtle">{said}{button}</p>
            <Bar/>
        </div>
    }
}

/// Progress bar of the crawl.
#[component]
fn Bar() -> impl IntoView {
    let progress = use_pull_request().history.progress;
    move || match *progress.read() {
        CrawlProgress::Reading { read, of } if of > 0 => Some(view! {
            <progress
                aria-label=words::reading(read, of)
                max=of.to_string()
                value=read.to_string()
            ></progress>
        }),
        _ => None,
    }
}
