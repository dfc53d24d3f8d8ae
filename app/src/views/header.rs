//! What a pull request is: title, state, people, branches, age.

use bitbucket_cloud::{Endpoint, PullRequest, PullRequestState};

use super::{people, section, time};
use crate::{
    element::{Element, el},
    text,
};

pub(crate) fn view(pull: &PullRequest) -> Element {
    let reviews = pull.reviews();
    let reviewers = if reviews.is_empty() {
        el("p").class("subtle").text(text::NO_REVIEWERS)
    } else {
        people::reviewers(&reviews)
    };
    let branches = el("span")
        .class("branches")
        .with(branch(&pull.source))
        .with(
            el("span")
                .class("arrow")
                .attr("aria-hidden", "true")
                .text("→"),
        )
        .with(el("span").class("visually-hidden").text(text::INTO))
        .with(branch(&pull.destination));
    let opened = el("span")
        .class("subtle")
        .text(text::OPENED)
        .text(" ")
        .with(time::view(pull.created_on));
    let facts = el("p")
        .class("facts")
        .with(lozenge(pull))
        .text(" ")
        .all(draft(pull))
        .with(people::person(pull.author.as_ref()))
        .with(branches)
        .with(opened);
    let header = el("header")
        .class("header")
        .with(el("h2").class("title").text(&pull.title))
        .with(facts);
    el("div")
        .with(header)
        .with(section("reviewers", text::REVIEWERS).with(reviewers))
}

/// The state.
fn lozenge(pull: &PullRequest) -> Element {
    let class = match pull.state {
        PullRequestState::Declined => "lozenge lozenge-declined",
        PullRequestState::Merged => "lozenge lozenge-merged",
        PullRequestState::Open => "lozenge lozenge-open",
        PullRequestState::Superseded | PullRequestState::Other(_) => "lozenge",
    };
    el("span").class(class).text(text::state(&pull.state))
}

/// Only whether it is a draft.
pub(crate) fn draft(pull: &PullRequest) -> Option<Element> {
    let draft = pull.draft.unwrap_or_default();
    draft.then(|| el("span").class("lozenge").text(text::DRAFT))
}

fn branch(end: &Endpoint) -> Element {
    let name = end.branch.as_ref().map(|branch| branch.name.as_str());
    let name = name.unwrap_or(text::NO_BRANCH);
    el("code").class("branch").attr("title", name).text(name)
}
