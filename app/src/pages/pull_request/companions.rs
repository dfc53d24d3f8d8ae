//! Files that history says belong to a change and that are missing.

use bitbucket_cloud::PullRequestState;
use leptos::{either::Either, html, prelude::*};

use super::companion_row::CompanionRow;
use crate::{
    components::{Loaded, Section},
    model::{
        companions::{CompanionFinding, MissingCompanion},
        history::CrawlProgress,
    },
    state::{is_ready, pull_request::use_pull_request, retry},
    text::{companions as words, overlaps::more, size::STILL_READING},
};

/// Number of files that are listed before the others are only counted.
const LISTED: usize = 10;

/// The block; what is merged or declined misses nothing any more.
#[component]
pub(super) fn CompanionsSection() -> impl IntoView {
    let store = use_pull_request();
    let open = Memo::new(move |_| store.pull_request.read().state == PullRequestState::Open);
    let value = is_ready(store.companions);
    let said = RwSignal::new(String::new());
    view! {
        <Show when=move || open.get()>
            <Section id="companions" heading=words::COMPANIONS>
                <div class="companions">
                    <Loaded value retry=move |()| retry(store.files) lines=2 let:_ready>
                        <Finding said/>
                    </Loaded>
                    <Status said/>
                </div>
            </Section>
        </Show>
    }
}

/// What was done to a file. The button that was used is gone then, and who came by keyboard goes on
/// from here.
#[component]
fn Status(
    /// The sentence; empty until something was done.
    said: RwSignal<String>,
) -> impl IntoView {
    let status = NodeRef::<html::P>::new();
    Effect::new(move |_| {
        if let (Some(status), false) = (status.get(), said.read().is_empty()) {
            let _focused = status.focus();
        }
    });
    view! {
        <p class="subtle" role="status" tabindex="-1" node_ref=status>{said}</p>
    }
}

#[component]
fn Finding(
    /// Says what was done to a file.
    said: RwSignal<String>,
) -> impl IntoView {
    let store = use_pull_request();
    let too_little = Memo::new(move |_| match store.companions.get() {
        Some(Ok(finding)) => match *finding {
            CompanionFinding::TooLittle { telling } => Some(telling),
            CompanionFinding::Missing { .. } => None,
        },
        _ => None,
    });
    move || match too_little.get() {
        Some(telling) => Either::Left(view! { <TooLittle telling/> }),
        None => Either::Right(view! { <Missing said/> }),
    }
}

#[component]
fn TooLittle(
    /// Number of merged pull requests that tell something.
    telling: usize,
) -> impl IntoView {
    let progress = use_pull_request().history.progress;
    let reads = move || matches!(*progress.read(), CrawlProgress::Reading { .. });
    view! {
        <p class="subtle">
            {words::too_little(telling)}
            {move || reads().then_some(STILL_READING)}
        </p>
    }
}

/// Files that are missing, and those that were dismissed.
#[component]
fn Missing(
    /// Says what was done to a file.
    said: RwSignal<String>,
) -> impl IntoView {
    let store = use_pull_request();
    let finding = Memo::new(move |_| match store.companions.get() {
        Some(Ok(finding)) => match &*finding {
            CompanionFinding::Missing { files, merged } => (files.clone(), *merged),
            CompanionFinding::TooLittle { .. } => (Vec::new(), 0),
        },
        _ => (Vec::new(), 0),
    });
    let listed = move |is_dismissed: bool| {
        let (files, _) = finding.get();
        let same = |one: &MissingCompanion| store.dismissed.contains(&one.path) == is_dismissed;
        files.into_iter().filter(same).collect::<Vec<_>>()
    };
    let shown = Memo::new(move |_| listed(false));
    let gone = Memo::new(move |_| listed(true));
    let rest = Memo::new(move |_| shown.read().len().saturating_sub(LISTED));
    let none = Memo::new(move |_| shown.read().is_empty());
    let first = Signal::derive(move || shown.get().into_iter().take(LISTED).collect());
    view! {
        <div>
            <Show
                when=move || !none.get()
                fallback=move || view! { <p class="subtle">{words::none(finding.get().1)}</p> }
            >
                <List files=first said verb=words::DISMISS/>
            </Show>
            <Show when=move || { rest.get() > 0 }>
                <p class="subtle">{move || more(rest.get(), "file")}</p>
            </Show>
            <Show when=move || !gone.read().is_empty()>
                <details class="more">
                    <summary>{move || words::dismissed(gone.read().len())}</summary>
                    <List files=gone said verb=words::BRING_BACK/>
                </details>
            </Show>
        </div>
    }
}

#[component]
fn List(
    /// The files.
    #[prop(into)]
    files: Signal<Vec<MissingCompanion>>,
    /// Says what was done to a file.
    said: RwSignal<String>,
    /// Name on the buttons.
    verb: &'static str,
) -> impl IntoView {
    view! {
        <ul class="missing">
            <For each=move || files.get() key=MissingCompanion::clone let:file>
                <CompanionRow file said verb/>
            </For>
        </ul>
    }
}
