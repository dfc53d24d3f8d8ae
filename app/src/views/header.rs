//! What a pull request is: title, state, people, branches, age.

use bitbucket_cloud::{Endpoint, PullRequest, PullRequestState};
use leptos::{either::Either, prelude::*};

use super::{people, time};
use crate::text;

pub(crate) fn view(pull: &PullRequest) -> impl IntoView + use<> {
    let reviews = pull.reviews();
    let reviewers = if reviews.is_empty() {
        Either::Left(view! { <p class="subtle">{text::NO_REVIEWERS}</p> })
    } else {
        Either::Right(people::reviewers(&reviews))
    };
    view! {
        <header class="header">
            <h2 class="title">{pull.title.clone()}</h2>
            <p class="facts">
                {lozenges(pull)}
                {people::person(pull.author.as_ref())}
                <span class="branches">
                    {branch(&pull.source)}
                    <span class="arrow" aria-hidden="true">"→"</span>
                    <span class="visually-hidden">{text::INTO}</span>
                    {branch(&pull.destination)}
                </span>
                <span class="subtle">{text::OPENED} " " {time::view(pull.created_on)}</span>
            </p>
        </header>
        <section class="block" aria-labelledby="reviewers">
            <h3 id="reviewers">{text::REVIEWERS}</h3>
            {reviewers}
        </section>
    }
}

/// The state, and whether it is a draft.
pub(crate) fn lozenges(pull: &PullRequest) -> impl IntoView + use<> {
    let class = match pull.state {
        PullRequestState::Declined => "lozenge lozenge-declined",
        PullRequestState::Merged => "lozenge lozenge-merged",
        PullRequestState::Open => "lozenge lozenge-open",
        PullRequestState::Superseded | PullRequestState::Other(_) => "lozenge",
    };
    let state = text::state(&pull.state).to_owned();
    view! { <span class=class>{state}</span> {draft(pull)} }
}

/// Only whether it is a draft.
pub(crate) fn draft(pull: &PullRequest) -> impl IntoView + use<> {
    let draft = pull.draft.unwrap_or_default();
    draft.then(|| view! { <span class="lozenge">{text::DRAFT}</span> })
}

fn branch(end: &Endpoint) -> impl IntoView + use<> {
    let name = end.branch.as_ref().map(|branch| branch.name.clone());
    let name = name.unwrap_or_else(|| text::NO_BRANCH.to_owned());
    let title = name.clone();
    view! { <code class="branch" title=title>{name}</code> }
}
