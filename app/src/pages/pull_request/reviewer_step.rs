//! Status of the reader's last change to the reviewers.

use bitbucket_cloud::Account;
use leptos::{html, prelude::*};

use crate::{
    browser::clipboard,
    components::{Button, name},
    context::use_page,
    state::pull_request::{
        reviewer_change::{ChangeOutcome, ReviewerChange, ReviewerStep},
        use_pull_request,
    },
    text::reviewers as words,
};

/// Says what came of it, and offers to undo it.
#[component]
pub(super) fn ReviewerStatus() -> impl IntoView {
    let step = use_pull_request().reviewer_step;
    let said = move || match step.get() {
        ReviewerStep::Idle => view! { <span></span> }.into_any(),
        ReviewerStep::Busy => view! { <span>{words::BUSY}</span> }.into_any(),
        ReviewerStep::Copied(who) => view! { <About who said=words::COPIED/> }.into_any(),
        ReviewerStep::NotCopied(who) => view! { <SelectedName who/> }.into_any(),
        ReviewerStep::Ended(who, change, outcome) => {
            view! { <Ended who change outcome/> }.into_any()
        }
    };
    view! {
        <div class="said" role="status">{said}</div>
    }
}

#[component]
fn Ended(
    /// The person.
    who: Account,
    /// Change that was asked for.
    change: ReviewerChange,
    /// Outcome of the change.
    outcome: ChangeOutcome,
) -> impl IntoView {
    let viewer = use_page().viewer;
    let sentence = match (outcome, change) {
        (ChangeOutcome::Closed, _) => words::CLOSED.to_owned(),
        (ChangeOutcome::Nameless, _) => words::NAMELESS.to_owned(),
        (ChangeOutcome::Failed(error), _) => words::failure(&error, viewer),
        (ChangeOutcome::Unchanged, ReviewerChange::Add) => {
            return view! { <About who said=words::ALREADY/> }.into_any();
        }
        (ChangeOutcome::Unchanged, ReviewerChange::Remove) => {
            return view! { <About who said=words::GONE/> }.into_any();
        }
        (ChangeOutcome::Inactive, _) => {
            return view! { <About who said=words::INACTIVE/> }.into_any();
        }
        (ChangeOutcome::Done { left }, ReviewerChange::Remove) => {
            return view! { <About who said=words::REMOVED/> <Left left/> }.into_any();
        }
        (ChangeOutcome::Done { left }, ReviewerChange::Add) => {
            return view! { <Added who/> <Left left/> }.into_any();
        }
    };
    view! { <span>{sentence}</span> }.into_any()
}

#[component]
fn About(
    /// The person.
    who: Account,
    /// Rest of the sentence.
    said: &'static str,
) -> impl IntoView {
    view! {
        <span><bdi>{name(Some(&who))}</bdi>{said}</span>
    }
}

/// Reviewers who left the list for the change to be accepted, if any.
#[component]
fn Left(
    /// Reviewers who left the list.
    left: Vec<Account>,
) -> impl IntoView {
    let people: Vec<String> = left.iter().map(|one| name(Some(one))).collect();
    words::left(&people).map(|said| view! { <span>" "{said}</span> })
}

/// Somebody was added, which can be undone. The button that was pressed has left the page and took
/// the focus along.
#[component]
fn Added(
    /// The person.
    who: Account,
) -> impl IntoView {
    let store = use_pull_request();
    let button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = button.get() {
            let _focused = button.focus();
        }
    });
    let shown = name(Some(&who));
    let undo = move |()| store.change_reviewer(who.clone(), ReviewerChange::Remove);
    view! {
        <span>
            <bdi>{shown}</bdi>
            {words::ADDED}
            " "
            <Button name=words::UNDO node_ref=button on_press=undo/>
        </span>
    }
}

/// A name that could not be copied, selected to be copied by hand.
#[component]
fn SelectedName(
    /// The person.
    who: Account,
) -> impl IntoView {
    let selected = NodeRef::<html::Bdi>::new();
    Effect::new(move |_| {
        if let Some(element) = selected.get() {
            clipboard::select(&element);
        }
    });
    view! {
        <span><bdi node_ref=selected>{name(Some(&who))}</bdi>{words::NOT_COPIED}</span>
    }
}
