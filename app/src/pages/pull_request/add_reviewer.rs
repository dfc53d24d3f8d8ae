//! The button that asks somebody to review.

use bitbucket_cloud::Account;
use leptos::prelude::*;

use crate::{
    components::{Button, name},
    context::{Viewer, Writing, use_page},
    state::pull_request::{
        reviewer_change::{ReviewerChange, ReviewerStep},
        use_pull_request,
    },
    text::reviewers as words,
};

/// Asks somebody to review, where readers may do so from here.
#[component]
pub(super) fn AddButton(
    /// The person.
    account: Account,
) -> impl IntoView {
    let page = use_page();
    let may_add = page.writing == Writing::On && page.viewer == Viewer::SignedIn;
    may_add.then(|| view! { <Adding account/> })
}

#[component]
fn Adding(
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
