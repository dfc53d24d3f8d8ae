//! Who reviews a pull request, and who else knows what it changes.

use std::sync::Arc;

use bitbucket_cloud::{Account, PullRequestState};
use leptos::{either::Either, prelude::*};

use super::reviewer_step::ReviewerStatus;
use crate::{
    components::{Button, Link, Loaded, Person, ReviewerList, Section, name},
    context::{Viewer, Writing, use_page},
    model::{account::key, reviewers::SuggestedReviewer},
    state::{
        is_ready,
        pull_request::{
            reviewer_change::{ReviewerChange, ReviewerStep},
            use_pull_request,
        },
        rows::{self, Rows},
    },
    text::{self, reviewers as words},
};

/// The block.
#[component]
pub(super) fn ReviewersSection() -> impl IntoView {
    let store = use_pull_request();
    let open = Memo::new(move |_| store.pull_request.read().state == PullRequestState::Open);
    let present = move || {
        let pull_request = store.pull_request.get();
        match pull_request.reviews().is_empty() {
            true => Either::Left(view! { <p class="subtle">{text::NO_REVIEWERS}</p> }),
            false => Either::Right(view! { <ReviewerList pull_request/> }),
        }
    };
    view! {
        <Section id="reviewers" heading=text::REVIEWERS>
            <div class="reviewing">
                {present}
                <ReviewerStatus/>
                <Show when=move || open.get()>
                    <div class="knowing">
                        <h4>{words::KNOWS}</h4>
                        <Suggested/>
                    </div>
                </Show>
            </div>
        </Section>
    }
}

#[component]
fn Suggested() -> impl IntoView {
    let store = use_pull_request();
    let value = is_ready(store.suggested);
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
        let suggested = store.suggested.get().and_then(Result::ok);
        suggested.map_or_else(Rows::default, |suggested| {
            Rows::of(suggested.iter().cloned(), |one| {
                key(&one.account).to_owned()
            })
        })
    });
    let none = Memo::new(move |_| rows.read().is_empty());
    view! {
        <Show when=move || !none.get() fallback=|| view! { <Basis/> }>
            <div>
                <ul class="known">
                    <For each=move || rows.read().part(0, usize::MAX) key=|(who, _)| who.clone() let:row>
                        <Row account=row.1.account.clone() one=rows::content(rows, row)/>
                    </For>
                </ul>
                <Basis/>
            </div>
        </Show>
    }
}

/// What the suggestions are from.
#[component]
fn Basis() -> impl IntoView {
    let store = use_pull_request();
    let merged = move || {
        let merged = store.history.merged.read();
        merged.as_ref().map_or(0, |merged| merged.history.len())
    };
    let suggested = move || {
        let suggested = store.suggested.get().and_then(Result::ok);
        suggested.map_or(0, |suggested| suggested.len())
    };
    let edit = use_page().edit_page(store.pull_request.read_untracked().id);
    view! {
        <p class="subtle">
            <span>{move || words::basis(merged(), suggested())}</span>
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
    let page = use_page();
    let may_add = page.writing == Writing::On && page.viewer == Viewer::SignedIn;
    let evidence = move || words::evidence_and_load(&one.read().why);
    view! {
        <li>
            <Person account=Some(account.clone())/>
            <span class="subtle">{evidence}</span>
            <span class="actions">
                {may_add.then(|| view! { <AddButton account=account.clone()/> })}
                <CopyName account/>
            </span>
        </li>
    }
}

#[component]
fn AddButton(
    /// The person.
    account: Account,
) -> impl IntoView {
    let store = use_pull_request();
    let hidden_name = format!("{} {}", name(Some(&account)), words::AS_REVIEWER);
    let busy = move || *store.reviewer_step.read() == ReviewerStep::Busy;
    let add = move |()| store.change_reviewer(account.clone(), ReviewerChange::Add);
    view! {
        <Button
            name=words::ADD hidden_name on_press=add
            attr:aria-disabled=move || busy().to_string()
        />
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
