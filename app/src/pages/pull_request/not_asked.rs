//! Those who should review a pull request and were never asked.

use leptos::prelude::*;

use super::add_reviewer::AddButton;
use crate::{
    components::{Link, Person},
    context::use_page,
    model::readiness::Unasked,
    state::pull_request::use_pull_request,
    text::{reviewers::EDIT, waits::not_asked_as},
};

/// The people, with the ways to ask them.
#[component]
pub(super) fn NotAsked() -> impl IntoView {
    let store = use_pull_request();
    let unasked = Memo::new(move |_| store.readiness.read().to_ask().to_vec());
    let edit = use_page().edit_page(store.pull_request.read_untracked().id);
    move || {
        let unasked = unasked.get();
        (!unasked.is_empty()).then(|| {
            let lines = unasked.iter().map(|one| view! { <OneOf one=one.clone()/> });
            view! {
                <ul class="known">{lines.collect_view()}</ul>
                <p class="subtle"><Link href=edit.clone()>{EDIT}</Link></p>
            }
        })
    }
}

/// A line for each of several people, if one of them is enough.
#[component]
fn OneOf(
    /// The people.
    one: Unasked,
) -> impl IntoView {
    let said = not_asked_as(one.role, one.people.len());
    let lines = one.people.into_iter().map(|account| {
        view! {
            <li>
                <Person account=Some(account.clone())/>
                <span class="subtle">{said.clone()}</span>
                <span class="actions"><AddButton account/></span>
            </li>
        }
    });
    lines.collect_view()
}
