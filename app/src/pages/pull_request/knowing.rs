//! People who know what a pull request changes, besides its author and reviewers.

use std::sync::Arc;

use bitbucket_cloud::Account;
use leptos::prelude::*;

use super::{add_reviewer::AddButton, reviewer_step::ReviewerStatus};
use crate::{
    browser::clock,
    components::{Button, Link, Loaded, Person, Section, name},
    context::use_page,
    format::date::exact,
    model::{
        account::key,
        reveal::Block,
        reviewers::{SuggestedReviewer, evidence_begins},
    },
    state::{
        is_ready,
        pull_request::{reviewer_change::ReviewerStep, use_pull_request},
        reveal::use_reveal,
        rows::{self, Rows},
    },
    text::reviewers as words,
};

/// The block, where there is something to say.
#[component]
pub(super) fn KnowingSection() -> impl IntoView {
    let store = use_pull_request();
    let shown = Memo::new(move |_| store.shows_knowing());
    // What came of a press is said though nobody is left to suggest.
    let idle = Memo::new(move |_| *store.reviewer_step.read() == ReviewerStep::Idle);
    view! {
        <Section
            id="knowing"
            heading=words::KNOWS
            hidden=Signal::derive(move || !shown.get() && idle.get())
            place=use_reveal().place(Block::Knowing)
        >
            <ReviewerStatus/>
            <Show when=move || shown.get()>
                <div class="knowing"><Suggested/></div>
            </Show>
        </Section>
    }
}

#[component]
fn Suggested() -> impl IntoView {
    let store = use_pull_request();
    let value = is_ready(store.knowing);
    view! {
        <Loaded value retry=move |()| store.retry_findings() lines=3 let:_ready>
            <People/>
        </Loaded>
    }
}

/// The people who are suggested; most of what is read in the background changes none of them.
#[component]
fn People() -> impl IntoView {
    let store = use_pull_request();
    let rows = Memo::new(move |_| {
        let knowing = store.knowing.get().and_then(Result::ok);
        knowing.map_or_else(Rows::default, |knowing| {
            Rows::of(knowing.people.iter().cloned(), |one| {
                key(&one.account).to_owned()
            })
        })
    });
    let last = Memo::new(move |_| {
        let knowing = store.knowing.get().and_then(Result::ok);
        let last = knowing?.last.clone()?;
        let coverage = store.history.coverage(evidence_begins(clock::now()));
        Some(words::silent(&last, &coverage, exact))
    });
    view! {
        <div>
            {move || last.get().map(|said| view! { <p class="subtle">{said}</p> })}
            <ul class="known">
                <For each=move || rows.read().part(0, usize::MAX) key=|(who, _)| who.clone() let:row>
                    <Row account=row.1.account.clone() one=rows::content(rows, row)/>
                </For>
            </ul>
            <Basis/>
        </div>
    }
}

/// Origin of the suggestions.
#[component]
fn Basis() -> impl IntoView {
    let store = use_pull_request();
    let basis = move || {
        let (merged, others) = store.evidence.get();
        words::basis(merged, others)
    };
    let edit = use_page().edit_page(store.pull_request.read_untracked().id);
    view! {
        <p class="subtle">
            <span>{basis}</span>
            " "
            <Link href=edit>{words::EDIT}</Link>
        </p>
    }
}

/// A person, the evidence, and what can be done.
#[component]
fn Row(
    /// The person.
    account: Account,
    /// The person, and why they are suggested.
    one: Memo<Arc<SuggestedReviewer>>,
) -> impl IntoView {
    let evidence = move || words::evidence_and_load(&one.read().why, clock::now());
    view! {
        <li>
            <Person account=Some(account.clone())/>
            <span class="subtle">{evidence}</span>
            <span class="actions">
                <AddButton account=account.clone()/>
                <CopyName account/>
            </span>
        </li>
    }
}

#[component]
fn CopyName(
    /// The person.
    account: Account,
) -> impl IntoView {
    let store = use_pull_request();
    let hidden_name = name(Some(&account));
    let copy = move |()| store.copy_name(account.clone());
    view! { <Button name=words::COPY hidden_name on_press=copy/> }
}
