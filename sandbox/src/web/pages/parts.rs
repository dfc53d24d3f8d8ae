//! Small pieces that several pages are made of.

use maud::{Markup, html};

use super::{icons, paths, visit::Visit};
use crate::world::{EventKind, PersonId, PullRequest, PullRequestState, World};

/// The picture of a person, the workspace or the repository; names stand beside it.
pub(crate) fn picture(visit: &Visit, uuid: &str, class: &str) -> Markup {
    let web = &visit.sandbox.addresses.web;
    html! {
        img class=(class) src={ (web) "/avatars/" (paths::encoded(uuid)) } alt="" loading="lazy";
    }
}

/// A person's picture.
pub(crate) fn face(visit: &Visit, world: &World, id: PersonId) -> Markup {
    html! {
        @if let Some(person) = world.person(id) { (picture(visit, &person.uuid, "avatar")) }
    }
}

/// A person's shown name.
pub(crate) fn name(world: &World, id: PersonId) -> &str {
    world
        .person(id)
        .map_or("Former user", |person| &person.display_name)
}

/// The state of a pull request.
pub(crate) fn state(pull: &PullRequest) -> Markup {
    let (class, word) = match pull.state {
        PullRequestState::Declined => ("lozenge declined", "Declined"),
        PullRequestState::Merged => ("lozenge merged", "Merged"),
        PullRequestState::Open => ("lozenge open", "Open"),
    };
    html! {
        span class=(class) { (word) }
        @if pull.draft { " " span.lozenge { "Draft" } }
    }
}

/// Source and destination branch.
pub(crate) fn branches(pull: &PullRequest) -> Markup {
    html! {
        span.branches {
            code { (pull.source.branch) }
            (icons::ARROW)
            span.visually-hidden { "into" }
            code { (pull.destination.branch) }
        }
    }
}

/// Vote of a reviewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vote {
    /// Vote for it.
    Approved,
    /// Request for changes.
    ChangesRequested,
    /// No vote, or one taken back.
    None,
}

impl Vote {
    /// The vote of a person that counts: the last one.
    pub(crate) fn of(pull: &PullRequest, person: PersonId) -> Self {
        let votes = pull.events.iter().filter(|event| event.by == person);
        votes.fold(Self::None, |vote, event| match event.kind {
            EventKind::Approved => Self::Approved,
            EventKind::ChangesRequested => Self::ChangesRequested,
            EventKind::VoteWithdrawn => Self::None,
            _ => vote,
        })
    }

    /// The vote in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Approved => "Approved",
            Self::ChangesRequested => "Requested changes",
            Self::None => "No vote yet",
        }
    }
}

/// A reviewer's picture with the vote at its corner.
pub(crate) fn voted_face(visit: &Visit, world: &World, id: PersonId, vote: Vote) -> Markup {
    html! {
        span.voted {
            (face(visit, world, id))
            @match vote {
                Vote::Approved => (icons::CHECK.classed("mark approved")),
                Vote::ChangesRequested => (icons::DOTS.classed("mark changes")),
                Vote::None => {}
            }
        }
    }
}

/// A remark with an icon.
pub(crate) fn message(kind: Kind, text: &Markup) -> Markup {
    let (class, icon) = match kind {
        Kind::Error => ("message error", icons::CROSS),
        Kind::Success => ("message success", icons::CHECK),
        Kind::Information => ("message", icons::INFO),
    };
    html! { div class=(class) role="status" { (icon) div { (text) } } }
}

/// Kind of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It did not work.
    Error,
    /// It did work.
    Success,
    /// Something to know.
    Information,
}

/// Breadcrumbs: the links that lead to a page.
pub(crate) fn breadcrumbs(steps: &[(&str, &str)]) -> Markup {
    html! {
        nav.breadcrumbs aria-label="Breadcrumbs" {
            ol.plain { @for (href, name) in steps { li { a href=(href) { (name) } } } }
        }
    }
}

/// The first characters of a hash.
pub(crate) fn short(hash: &str) -> &str {
    hash.get(..10).unwrap_or(hash)
}

/// The page of a commit.
pub(crate) fn commit_path(world: &World, hash: &str) -> String {
    paths::repository(world, &format!("/commits/{}", paths::encoded(hash)))
}
