//! Activity on a pull request.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Shapes, pull_request::state, time};
use crate::{
    api::fields::merge,
    world::{Comment, Event, EventKind, PullRequest, PullRequestState, Side},
};

/// Something that happened on a pull request.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    at: Timestamp,
    pull: &'a PullRequest,
    what: What<'a>,
}

#[derive(Debug)]
enum What<'a> {
    Comment(&'a Comment),
    /// Event with its place among the pull request's events.
    Event(usize, &'a Event),
}

/// The activity of these pull requests, newest first. A vote that was taken back is not part of it.
pub(crate) fn activity<'a>(pulls: impl IntoIterator<Item = &'a PullRequest>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = pulls.into_iter().flat_map(entries).collect();
    entries.sort_by_key(|entry| entry.at);
    entries.reverse();
    entries
}

fn entries(pull: &PullRequest) -> impl Iterator<Item = Entry<'_>> {
    let events = pull.events.iter().enumerate();
    let events = events.filter(|(at, event)| is_told(pull, *at, event));
    let events = events.map(|(at, event)| Entry {
        at: event.at,
        pull,
        what: What::Event(at, event),
    });
    let comments = pull.comments.iter().map(move |comment| Entry {
        at: comment.created_on,
        pull,
        what: What::Comment(comment),
    });
    events.chain(comments)
}

fn is_told(pull: &PullRequest, at: usize, event: &Event) -> bool {
    match event.kind {
        EventKind::Approved | EventKind::ChangesRequested => !is_withdrawn(pull, at, event),
        EventKind::VoteWithdrawn => false,
        _ => true,
    }
}

impl Shapes<'_> {
    /// An entry of the activity.
    pub(crate) fn entry(&self, Entry { pull, what, .. }: Entry<'_>) -> Value {
        let mut entry = match what {
            What::Comment(comment) => json!({ "comment": self.comment(pull, comment) }),
            What::Event(at, event) => self.event(pull, at, event),
        };
        let of = json!({ "pull_request": self.pull_request_in_short(pull) });
        merge(&mut entry, of);
        entry
    }

    fn event(&self, pull: &PullRequest, at: usize, event: &Event) -> Value {
        let (then, changes) = match event.kind {
            EventKind::Approved => return json!({ "approval": self.vote(pull, event) }),
            EventKind::ChangesRequested => {
                return json!({ "changes_requested": self.vote(pull, event) });
            }
            EventKind::Declined => (PullRequestState::Declined, json!({})),
            EventKind::Merged => (PullRequestState::Merged, json!({})),
            EventKind::Opened | EventKind::Pushed { .. } | EventKind::VoteWithdrawn => {
                (PullRequestState::Open, json!({}))
            }
            EventKind::DraftChanged { draft } => {
                let changes = json!({ "draft": { "old": !draft, "new": draft } });
                (PullRequestState::Open, changes)
            }
        };
        self.update(pull, at, event, then, changes)
    }

    fn vote(&self, pull: &PullRequest, event: &Event) -> Value {
        json!({
            "date": time(event.at),
            "user": self.account(event.by),
            "pullrequest": self.pull_request_in_short(pull),
        })
    }

    fn update(
        &self,
        pull: &PullRequest,
        at: usize,
        event: &Event,
        then: PullRequestState,
        changes: Value,
    ) -> Value {
        let source = Side {
            branch: pull.source.branch.clone(),
            commit: source_at(pull, at)
                .unwrap_or(&pull.source.commit)
                .to_owned(),
        };
        json!({
            "update": {
                "state": state(then),
                "title": pull.title,
                "description": pull.description,
                "reason": "",
                "author": self.account(event.by),
                "date": time(event.at),
                "source": self.source(pull, &source),
                "destination": self.endpoint(&pull.destination),
                "changes": changes,
            },
        })
    }
}

/// The source branch's head after the event at that place, as far as a push before it tells.
fn source_at(pull: &PullRequest, at: usize) -> Option<&str> {
    pull.events
        .iter()
        .take(at + 1)
        .rev()
        .find_map(|event| match &event.kind {
            EventKind::Pushed { commit } => Some(commit.as_str()),
            _ => None,
        })
}

fn is_withdrawn(pull: &PullRequest, at: usize, vote: &Event) -> bool {
    pull.events
        .iter()
        .skip(at + 1)
        .filter(|event| event.by == vote.by)
        .find(|event| {
            matches!(
                event.kind,
                EventKind::Approved | EventKind::ChangesRequested | EventKind::VoteWithdrawn
            )
        })
        .is_some_and(|next| next.kind == EventKind::VoteWithdrawn)
}
