//! Who reviews a pull request, and who else knows what it changes.

use std::sync::Arc;

use bitbucket_cloud::{Account, PullRequestState};
use leptos::{either::Either, prelude::*, task::spawn_local_scoped_with_cancellation};

use super::reviewer_step::ReviewerStatus;
use crate::{
    browser::clipboard,
    components::{Button, Link, Loaded, Person, ReviewerList, Section, name},
    context::{Viewer, Writing, use_page},
    model::reviewers::SuggestedReviewer,
    state::pull_request::{
        reviewer_change::{ReviewerChange, ReviewerStep},
        use_pull_request,
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
    view! {
        <Loaded value=store.suggested retry=move |()| store.reload() lines=3 let:suggested>
            {match suggested.is_empty() {
                true => Either::Left(view! { <Footer suggested=0/> }),
                false => Either::Right(view! { <List suggested/> }),
            }}
        </Loaded>
    }
}

#[component]
fn List(
    /// The people.
    suggested: Arc<Vec<SuggestedReviewer>>,
) -> impl IntoView {
    let rows = suggested.iter().cloned().map(|one| view! { <Row one/> });
    view! {
        <div>
            <ul class="known">{rows.collect_view()}</ul>
            <Footer suggested=suggested.len()/>
        </div>
    }
}

/// What the suggestions are from.
#[component]
fn Footer(
    /// Number of people who are suggested.
    suggested: usize,
) -> impl IntoView {
    let store = use_pull_request();
    let merged = Memo::new(move |_| {
        let merged = store.history.merged.read();
        merged.as_ref().map_or(0, |merged| merged.history.len())
    });
    let edit = use_page().edit_page(store.pull_request.read_untracked().id);
    view! {
        <p class="subtle">
            <span>{move || words::basis(merged.get(), suggested)}</span>
            " "
            <Link href=edit>{words::EDIT}</Link>
        </p>
    }
}

/// A person, the evidence, and what can be done.
#[component]
fn Row(
    /// The person, and why.
    one: SuggestedReviewer,
) -> impl IntoView {
    let page = use_page();
    let may_add = page.writing == Writing::On && page.viewer == Viewer::SignedIn;
    let SuggestedReviewer { account, why } = one;
    let load = words::load(why.open_reviews).map(|load| format!("; {load}"));
    view! {
        <li>
            <Person account=Some(account.clone())/>
            <span class="subtle">{words::evidence(&why)} {load}</span>
            <span class="actions">
                {may_add.then(|| view! { <AddButton account=account.clone()/> })}
                <CopyName account=account.clone()/>
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
    let step = use_pull_request().reviewer_step;
    let hidden_name = name(Some(&account));
    let copy = move |()| {
        let account = account.clone();
        spawn_local_scoped_with_cancellation(async move {
            let copied = clipboard::copy(&name(Some(&account))).await;
            step.set(match copied {
                Ok(()) => ReviewerStep::Copied(account),
                Err(clipboard::Refused) => ReviewerStep::NotCopied(account),
            });
        });
    };
    view! { <Button name=words::COPY hidden_name on_press=copy/> }
}
