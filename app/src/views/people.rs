//! People: initials in a circle instead of pictures, which other servers would see being loaded.

use bitbucket_cloud::{Account, Review, Vote};
use leptos::prelude::*;

use crate::text;

/// Colours of circles in the style sheet.
const COLOURS: u32 = 6;

/// The name that is shown for an account.
pub(crate) fn name(account: Option<&Account>) -> String {
    account
        .and_then(|account| account.display_name.clone())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| text::NOBODY.to_owned())
}

/// The circle alone. Its name has to stand beside it.
pub(crate) fn avatar(name: &str) -> impl IntoView + use<> {
    let colour = name.bytes().fold(0, |sum: u32, byte| sum + u32::from(byte)) % COLOURS;
    let mut class = String::from("avatar avatar-");
    class.push_str(&colour.to_string());
    view! { <span class=class aria-hidden="true">{text::initials(name)}</span> }
}

/// Circle and name.
pub(crate) fn person(account: Option<&Account>) -> impl IntoView + use<> {
    let name = name(account);
    view! { <span class="person">{avatar(&name)}<span class="name">{name}</span></span> }
}

/// Reviewers with their votes, a line each.
pub(crate) fn reviewers(reviews: &[Review<'_>]) -> impl IntoView + use<> {
    let reviewers: Vec<_> = reviews
        .iter()
        .map(|review| {
            let class = vote_class("vote", review.vote);
            let vote = text::vote(review.vote).to_owned();
            view! { <li>{person(Some(review.account))} " " <span class=class>{vote}</span></li> }
        })
        .collect();
    view! { <ul class="reviewers">{reviewers}</ul> }
}

/// Reviewers with their votes, circles side by side.
pub(crate) fn stack(reviews: &[Review<'_>]) -> impl IntoView + use<> {
    let circles: Vec<_> = reviews
        .iter()
        .map(|review| {
            let mut said = name(Some(review.account));
            let circle = avatar(&said);
            said.push_str(": ");
            said.push_str(text::vote(review.vote));
            let title = said.clone();
            let class = vote_class("badge", review.vote);
            view! {
                <li class=class title=title>
                    {circle}
                    <span class="visually-hidden">{said}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="stack">{circles}</ul> }
}

fn vote_class(kind: &str, vote: Option<&Vote>) -> String {
    let vote = match vote {
        Some(Vote::Approved) => " is-approved",
        Some(Vote::ChangesRequested) => " is-changes-requested",
        Some(Vote::Other(_)) | None => "",
    };
    let mut class = kind.to_owned();
    class.push_str(vote);
    class
}
