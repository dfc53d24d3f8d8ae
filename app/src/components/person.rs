//! People: their pictures, with initials in a circle until one is there, and where none is.

use bitbucket_cloud::{Account, PullRequest, Vote};
use leptos::prelude::*;

use crate::text::{self, name};

/// Colours of circles in the style sheet.
const COLOURS: u32 = 6;

/// The circle alone. The name has to stand beside it.
#[component]
pub fn Avatar(
    /// Name of the person.
    #[prop(into)]
    name: String,
    /// Address of their picture, where it is known.
    picture: Option<String>,
) -> impl IntoView {
    let sum = name.bytes().fold(0, |sum: u32, byte| sum + u32::from(byte));
    let class = format!("avatar avatar-{}", sum % COLOURS);
    let failed = RwSignal::new(false);
    let image = move || {
        let picture = picture.clone().filter(|_| !failed.get())?;
        Some(view! {
            <img
                loading="lazy"
                decoding="async"
                referrerpolicy="no-referrer"
                width="24"
                height="24"
                alt=""
                src=picture
                on:error=move |_| failed.set(true)
            />
        })
    };
    view! {
        <span class=class aria-hidden="true">{text::initials(&name)} {image}</span>
    }
}

/// Circle and name.
#[component]
pub fn Person(
    /// The account; `None` for one that is gone.
    account: Option<Account>,
) -> impl IntoView {
    let name = name(account.as_ref());
    let picture = account.as_ref().and_then(picture_of);
    view! {
        <span class="person">
            <Avatar name=name.clone() picture/>
            <span class="name">{name}</span>
        </span>
    }
}

/// Reviewers with their votes, a line each.
#[component]
pub fn ReviewerList(
    /// Pull request that they review.
    #[prop(into)]
    pull_request: std::sync::Arc<PullRequest>,
) -> impl IntoView {
    let reviews = pull_request.reviews();
    let lines = reviews.iter().map(|review| {
        view! {
            <li>
                <Person account=Some(review.account.clone())/>
                " "
                <span class=vote_class("vote", review.vote)>
                    {text::vote(review.vote).to_owned()}
                </span>
            </li>
        }
    });
    view! {
        <ul class="reviewers">{lines.collect_view()}</ul>
    }
}

/// Reviewers with their votes, circles side by side.
#[component]
pub fn ReviewerStack(
    /// Pull request that they review.
    #[prop(into)]
    pull_request: std::sync::Arc<PullRequest>,
) -> impl IntoView {
    let reviews = pull_request.reviews();
    let circles = reviews.iter().map(|review| {
        let name = name(Some(review.account));
        let picture = picture_of(review.account);
        let said = format!("{name}: {}", text::vote(review.vote));
        view! {
            <li class=vote_class("badge", review.vote) title=said.clone()>
                <Avatar name picture/>
                <span class="visually-hidden">{said.clone()}</span>
            </li>
        }
    });
    view! {
        <ul class="stack">{circles.collect_view()}</ul>
    }
}

fn picture_of(account: &Account) -> Option<String> {
    account.picture().map(str::to_owned)
}

fn vote_class(kind: &str, vote: Option<&Vote>) -> String {
    match vote {
        Some(Vote::Approved) => format!("{kind} is-approved"),
        Some(Vote::ChangesRequested) => format!("{kind} is-changes-requested"),
        Some(Vote::Other(_)) | None => kind.to_owned(),
    }
}
