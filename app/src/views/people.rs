//! People: initials in a circle instead of pictures, which other servers would see being loaded.

use bitbucket_cloud::{Account, Review, Vote};

use crate::{
    element::{Element, el},
    text,
};

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
pub(crate) fn avatar(name: &str) -> Element {
    let colour = name.bytes().fold(0, |sum: u32, byte| sum + u32::from(byte)) % COLOURS;
    let mut class = String::from("avatar avatar-");
    class.push_str(&colour.to_string());
    el("span")
        .class(&class)
        .attr("aria-hidden", "true")
        .text(&text::initials(name))
}

/// Circle and name.
pub(crate) fn person(account: Option<&Account>) -> Element {
    let name = name(account);
    el("span")
        .class("person")
        .with(avatar(&name))
        .with(el("span").class("name").text(&name))
}

/// Reviewers with their votes, a line each.
pub(crate) fn reviewers(reviews: &[Review<'_>]) -> Element {
    el("ul")
        .class("reviewers")
        .all(reviews.iter().map(|review| {
            let vote = el("span")
                .class(&vote_class("vote", review.vote))
                .text(text::vote(review.vote));
            el("li")
                .with(person(Some(review.account)))
                .text(" ")
                .with(vote)
        }))
}

/// Reviewers with their votes, circles side by side.
pub(crate) fn stack(reviews: &[Review<'_>]) -> Element {
    el("ul").class("stack").all(reviews.iter().map(|review| {
        let mut said = name(Some(review.account));
        let circle = avatar(&said);
        said.push_str(": ");
        said.push_str(text::vote(review.vote));
        el("li")
            .class(&vote_class("badge", review.vote))
            .attr("title", &said)
            .with(circle)
            .with(el("span").class("visually-hidden").text(&said))
    }))
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
