//! Progress of the crawl.

use bitbucket_cloud::{Error, Timestamp};
use leptos::prelude::*;

use crate::{
    components::Button,
    context::use_page,
    format::date,
    history::limits::HOURLY,
    model::history::{CrawlProgress, CrawlTarget, Reach},
    state::repository::use_repository,
    text::{self, history as words, progress},
};

/// A line about it, with what can be done.
#[component]
pub(super) fn CrawlStatus() -> impl IntoView {
    let store = use_repository();
    let progress = Memo::new(move |_| store.history.progress.get());
    let line = |text: &'static str| view! { <p role="status">{text}</p> }.into_any();
    move || match progress.get() {
        CrawlProgress::Reading { read, of } => view! { <Reading read of/> }.into_any(),
        CrawlProgress::Waiting(until) => view! { <Waiting until/> }.into_any(),
        CrawlProgress::Failed(error) => view! { <Failed error/> }.into_any(),
        CrawlProgress::Done(Reach::All) => line(words::COMPLETE),
        CrawlProgress::Done(Reach::Newest) => line(words::PARTLY),
        CrawlProgress::Elsewhere => line(progress::ELSEWHERE),
        CrawlProgress::Stopped => line(progress::STOPPED),
    }
}

/// Progress of the crawl, with an estimate of the rest.
#[component]
fn Reading(
    /// Pull requests that were read.
    read: usize,
    /// Pull requests that will be.
    of: usize,
) -> impl IntoView {
    let reading = progress::reading(read, of);
    let estimate = words::estimate(of.saturating_sub(read), HOURLY);
    view! {
        <div>
            <progress
                aria-label=reading.clone()
                max=of.max(1).to_string()
                value=read.to_string()
            ></progress>
            <p role="status">{reading.clone()} {estimate} " " <Stop/></p>
        </div>
    }
}

/// Time from which Bitbucket allows more calls.
#[component]
fn Waiting(
    /// That time.
    until: Timestamp,
) -> impl IntoView {
    view! {
        <p role="status">{progress::WAITING} {date::exact(until)} ". " <Stop/></p>
    }
}

/// Failure of the crawl.
#[component]
fn Failed(
    /// The failure.
    error: Error,
) -> impl IntoView {
    let store = use_repository();
    let problem = text::problem(&error, use_page().viewer);
    let again = move |()| store.history.try_again();
    view! {
        <p role="status">
            {progress::FAILED} " " {problem.title} ". "
            <Button name=text::TRY_AGAIN on_press=again/>
        </p>
    }
}

/// A button that stops the crawl.
#[component]
fn Stop() -> impl IntoView {
    let store = use_repository();
    let stop = move |()| store.crawl(CrawlTarget::Stop);
    view! { <Button name=progress::STOP on_press=stop/> }
}
