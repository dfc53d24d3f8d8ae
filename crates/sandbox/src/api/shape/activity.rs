//! What happened on a pull request.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Shapes, pull_request::state, time};
use crate::{
    api::fields::merge,
    world::{Comment, Event, EventKind, PullRequest, PullRequestState, Side},
};

/// Something that happened, without its JSON.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pull: &'a PullRequest,
    what: What<'a>,
}

#[derive(Debug, Clone, Copy)]
enum What<'a> {
    Comment(&'a Comment),
    /// With its place among the events of the pull request.
    Event(usize, &'a Event),
}

impl Entry<'_> {
    fn at(&self) -> Timestamp {
        match self.what {
            What::Comment(comment) => comment.created_on,
            What::Event(_, event) => event.at,
        }
    }
}

/// The activity of pull requests, newest first. A vote that was taken back is not part of it.
pub(crate) fn activity<'a>(pulls: impl IntoIterator<Item = &'a PullRequest>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'_>> = pulls.into_iter().flat_map(entries).collect();
    entries.sort_by_key(Entry::at);
    entries.reverse();
    entries
}

fn entries(pull: &PullRequest) -> impl Iterator<Item = Entry<'_>> {
    let events = pull.events.iter().enumerate();
    let events = events.filter(|(at, event)| match event.kind {
        EventKind::Approved | EventKind::ChangesRequested => !is_withdrawn(pull, *at, event),
        EventKind::VoteWithdrawn => false,
        _ => true,
    });
    let events = events.map(|(at, event)| What::Event(at, event));
    let comments = pull.comments.iter().map(What::Comment);
    let all = events.chain(comments);
    all.map(move |what| Entry { pull, what })
}

impl Shapes<'_> {
    /// Something that happened on a pull request.
    pub(crate) fn activity(&self, entry: Entry<'_>) -> Value {
        let pull = entry.pull;
        let mut value = match entry.what {
            What::Comment(comment) => json!({ "comment": self.comment(pull, comment) }),
            What::Event(at, event) => self.event(pull, at, event),
        };
        let of = json!({ "pull_request": self.pull_request_in_short(pull) });
        merge(&mut value, of);
        value
    }

    fn event(&self, pull: &PullRequest, at: usize, event: &Event) -> Value {
        let (then, changes) = match &event.kind {
            EventKind::Approved => return json!({ "approval": self.vote(pull, event) }),
            EventKind::ChangesRequested | EventKind::VoteWithdrawn => {
                return json!({ "changes_requested": self.vote(pull, event) });
            }
            EventKind::Declined => (PullRequestState::Declined, json!({})),
            EventKind::Merged => (PullRequestState::Merged, json!({})),
            EventKind::Opened | EventKind::Pushed { .. } => (PullRequestState::Open, json!({})),
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
