//! Activity on a pull request, newest first.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::{
    web::pages::{parts, prose::prose, visit::Visit, words::moment},
    world::{Comment, Event, EventKind, PersonId, PullRequest, World},
};

enum Entry<'a> {
    Comment(&'a Comment),
    Event(&'a Event),
}

impl Entry<'_> {
    fn at(&self) -> Timestamp {
        match self {
            Self::Comment(comment) => comment.created_on,
            Self::Event(event) => event.at,
        }
    }

    fn by(&self) -> PersonId {
        match self {
            Self::Comment(comment) => comment.author,
            Self::Event(event) => event.by,
        }
    }
}

/// The section at the foot of the overview.
pub(crate) fn section(visit: &Visit, world: &World, pull: &PullRequest) -> Markup {
    let comments = pull.comments.iter().map(Entry::Comment);
    let events = pull.events.iter().map(Entry::Event);
    let mut entries: Vec<Entry<'_>> = comments.chain(events).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at()));
    html! {
        section.section {
            h2 { "Activity" }
            ol.plain.activity {
                @for entry in &entries {
                    @let quiet = matches!(entry, Entry::Event(_)).then_some("quiet");
                    li class=[quiet] {
                        (parts::face(visit, world, entry.by()))
                        div.grow {
                            p {
                                strong { (parts::name(world, entry.by())) } " "
                                (what(world, pull, entry)) " "
                                span.small.subtlest { (moment(visit.now, entry.at())) }
                            }
                            @if let Entry::Comment(comment) = entry { (prose(&comment.text)) }
                        }
                    }
                }
            }
        }
    }
}

fn what(world: &World, pull: &PullRequest, entry: &Entry<'_>) -> Markup {
    match entry {
        Entry::Comment(comment) => about_comment(pull, world, comment),
        Entry::Event(event) => about_event(world, &event.kind),
    }
}

fn about_comment(pull: &PullRequest, world: &World, comment: &Comment) -> Markup {
    let answered = comment
        .parent
        .and_then(|parent| pull.comments.iter().find(|other| other.id == parent));
    html! {
        @if let Some(parent) = answered {
            "replied to " (parts::name(world, parent.author))
        } @else {
            "commented"
        }
        @if let Some(inline) = &comment.inline {
            " on " code { (inline.path) ":" (inline.to) }
        }
        @if comment.resolved.is_some() { " " span.lozenge.success { "Resolved" } }
    }
}

fn about_event(world: &World, kind: &EventKind) -> Markup {
    match kind {
        EventKind::Approved => html! { span.lozenge.success { "Approved" } " the pull request" },
        EventKind::ChangesRequested => html! { span.lozenge.failed { "Requested changes" } },
        EventKind::Declined => html! { span.lozenge.declined { "Declined" } " the pull request" },
        EventKind::DraftChanged { draft: true } => html! { "turned it into a draft" },
        EventKind::DraftChanged { draft: false } => html! { "marked it as ready for review" },
        EventKind::Merged => html! { span.lozenge.merged { "Merged" } " the pull request" },
        EventKind::Opened => html! { span.lozenge.open { "Opened" } " the pull request" },
        EventKind::Pushed { commit } => {
            let href = parts::commit_path(world, commit);
            html! { "pushed new commits up to " a.hash href=(href) { (parts::short(commit)) } }
        }
        EventKind::VoteWithdrawn => html! { "took back the vote" },
    }
}
