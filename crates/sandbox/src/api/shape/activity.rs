//! What happened on a pull request.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Shapes, pull_request::state, time};
use crate::{
    api::fields::merge,
    world::{Event, EventKind, PullRequest, PullRequestState, Side},
};

impl Shapes<'_> {
    /// The activity of a pull request, newest first. A vote that was taken back is not part of it.
    pub(crate) fn activity(&self, pull: &PullRequest) -> Vec<Value> {
        newest_first(self.entries(pull))
    }

    /// That of all pull requests.
    pub(crate) fn all_activity(&self, pulls: &[PullRequest]) -> Vec<Value> {
        newest_first(pulls.iter().flat_map(|pull| self.entries(pull)).collect())
    }

    fn entries(&self, pull: &PullRequest) -> Vec<(Timestamp, Value)> {
        let events = pull.events.iter().enumerate().filter_map(|(at, event)| {
            let entry = self.event(pull, at, event)?;
            Some((event.at, entry))
        });
        let comments = pull.comments.iter().map(|comment| {
            (
                comment.created_on,
                json!({ "comment": self.comment(pull, comment) }),
            )
        });
        let of = json!({ "pull_request": self.pull_request_in_short(pull) });
        let entries = events.chain(comments);
        entries
            .map(|(at, mut entry)| {
                merge(&mut entry, of.clone());
                (at, entry)
            })
            .collect()
    }

    fn event(&self, pull: &PullRequest, at: usize, event: &Event) -> Option<Value> {
        match &event.kind {
            EventKind::Approved | EventKind::ChangesRequested if is_withdrawn(pull, at, event) => {
                None
            }
            EventKind::Approved => Some(json!({ "approval": self.vote(pull, event) })),
            EventKind::ChangesRequested => {
                Some(json!({ "changes_requested": self.vote(pull, event) }))
            }
            EventKind::VoteWithdrawn => None,
            EventKind::Declined => {
                Some(self.update(pull, at, event, PullRequestState::Declined, json!({})))
            }
            EventKind::Merged => {
                Some(self.update(pull, at, event, PullRequestState::Merged, json!({})))
            }
            EventKind::Opened | EventKind::Pushed { .. } => {
                Some(self.update(pull, at, event, PullRequestState::Open, json!({})))
            }
            EventKind::DraftChanged { draft } => {
                let changes = json!({ "draft": { "old": !draft, "new": draft } });
                Some(self.update(pull, at, event, PullRequestState::Open, changes))
            }
        }
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
                "source": self.endpoint(&source),
                "destination": self.endpoint(&pull.destination),
                "changes": changes,
            },
        })
    }
}

fn newest_first(mut entries: Vec<(Timestamp, Value)>) -> Vec<Value> {
    entries.sort_by_key(|(at, _)| *at);
    entries.into_iter().rev().map(|(_, entry)| entry).collect()
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
