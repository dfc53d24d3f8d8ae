//! Reading time of the change, and the rank of its size among merged pull requests.

use leptos::{either::Either, prelude::*};
use sightline_insight::kinds::reading_minutes;

use crate::{
    model::history::CrawlProgress, state::pull_request::use_pull_request, text::size as words,
};

/// One line.
#[component]
pub fn ReadingTime(
    /// Number of lines to read.
    lines: u64,
) -> impl IntoView {
    if lines == 0 {
        return Either::Left(view! { <p class="subtle">{words::NOTHING_TO_READ}</p> });
    }
    Either::Right(view! {
        <p class="subtle">
            <Percentile/>
            " "
            <span title=words::SOURCE>{words::reading(reading_minutes(lines))}</span>
        </p>
    })
}

/// Rank of the size among merged pull requests, as far as they are known.
#[component]
fn Percentile() -> impl IntoView {
    let store = use_pull_request();
    let reads = Memo::new(move |_| {
        matches!(
            &*store.history.progress.read(),
            CrawlProgress::Reading { .. }
        )
    });
    let said = move || match (store.percentile.get(), reads.get()) {
        (None, true) => words::NOT_YET.to_owned(),
        (None, false) => String::new(),
        (Some(place), true) => words::percentile(place) + words::STILL_READING,
        (Some(place), false) => words::percentile(place),
    };
    view! { <span class="percentile">{said}</span> }
}
