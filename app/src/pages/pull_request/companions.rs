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
    state::{
        is_ready,
        pull_request::use_pull_request,
        rows::{self, Rows},
    },
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
        <Section id="companions" heading=words::COMPANIONS attr:hidden=move || !open.get()>
            <div class="companions">
                <Loaded value retry=move |()| store.retry_findings() lines=2 let:_ready>
                    <Finding said/>
                </Loaded>
                <Status said/>
            </div>
        </Section>
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
    let lists = store.companion_lists;
    let listed = Memo::new(move |_| rows_of(&lists.read().listed));
    let dismissed = Memo::new(move |_| rows_of(&lists.read().dismissed));
    let none = Memo::new(move |_| listed.read().is_empty());
    let rest = Memo::new(move |_| listed.read().len().saturating_sub(LISTED));
    let gone = Memo::new(move |_| dismissed.read().len());
    view! {
        <div>
            <Show when=move || !none.get() fallback=|| view! { <Nothing/> }>
                <List rows=listed most=LISTED said verb=words::DISMISS/>
            </Show>
            <Show when=move || { rest.get() > 0 }>
                <p class="subtle">{move || more(rest.get(), "file")}</p>
            </Show>
            <Show when=move || { gone.get() > 0 }>
                <details class="more">
                    <summary>{move || words::dismissed(gone.get())}</summary>
                    <List rows=dismissed most=usize::MAX said verb=words::BRING_BACK/>
                </details>
            </Show>
        </div>
    }
}

fn rows_of(files: &[MissingCompanion]) -> Rows<String, MissingCompanion> {
    Rows::of(files.iter().cloned(), |file| file.path.clone())
}

/// Nothing is missing, by how much history.
#[component]
fn Nothing() -> impl IntoView {
    let store = use_pull_request();
    let merged = move || match store.companions.get().and_then(Result::ok).as_deref() {
        Some(CompanionFinding::Missing { merged, .. }) => *merged,
        Some(CompanionFinding::TooLittle { .. }) | None => 0,
    };
    view! { <p class="subtle">{move || words::none(merged())}</p> }
}

#[component]
fn List(
    /// The files.
    rows: Memo<Rows<String, MissingCompanion>>,
    /// Number that is listed at most.
    most: usize,
    /// Says what was done to a file.
    said: RwSignal<String>,
    /// Name on the buttons.
    verb: &'static str,
) -> impl IntoView {
    view! {
        <ul class="missing">
            <For each=move || rows.read().part(0, most) key=|(path, _)| path.clone() let:row>
                <CompanionRow path=row.0.clone() file=rows::content(rows, row) said verb/>
            </For>
        </ul>
    }
}
