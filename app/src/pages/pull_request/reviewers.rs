//! Reviewers of a pull request.

use leptos::{either::Either, prelude::*};

use super::not_asked::NotAsked;
use crate::{
    components::{FoldedSection, ReviewerList},
    model::reveal::Block,
    state::{
        pull_request::{PullRequestStore, use_pull_request},
        reveal::use_reveal,
    },
    text::{self, reviewers as words, waits::BY_A_BOT},
};

/// The block.
#[component]
pub(super) fn ReviewersSection() -> impl IntoView {
    let store = use_pull_request();
    let open = Memo::new(move |_| store.unfolds_reviewers());
    let summary = move || {
        let said = words::votes(&store.pull_request.read().reviews());
        view! { <span class="subtle">{said}</span> }
    };
    let present = move || {
        let pull_request = store.pull_request.get();
        match pull_request.reviews().is_empty() {
            true => Either::Left(view! { <p class="subtle">{nobody(store)}</p> }),
            false => Either::Right(view! { <ReviewerList pull_request/> }),
        }
    };
    view! {
        <FoldedSection
            id="reviewers"
            heading=text::REVIEWERS
            summary
            open
            place=use_reveal().place(Block::Reviewers)
        >
            <div class="reviewing">{present} <NotAsked/></div>
        </FoldedSection>
    }
}

/// Reason why there are no reviewers.
fn nobody(store: PullRequestStore) -> &'static str {
    match store.is_by_a_bot() {
        true => BY_A_BOT,
        false => text::NO_REVIEWERS,
    }
}
