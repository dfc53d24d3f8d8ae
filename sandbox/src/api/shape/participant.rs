//! Participants of a pull request, and their votes.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Shapes, time};
use crate::world::{EventKind, PersonId, PullRequest};

impl Shapes<'_> {
    /// The reviewers, then everybody else who commented or voted.
    pub(crate) fn participants(&self, pull: &PullRequest) -> Value {
        let mut people = pull.reviewers.clone();
        let voters = pull
            .events
            .iter()
            .filter(|event| is_vote(&event.kind))
            .map(|event| event.by);
        for person in voters.chain(pull.comments.iter().map(|comment| comment.author)) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
        people
            .into_iter()
            .map(|person| self.participant(pull, person))
            .collect()
    }

    fn participant(&self, pull: &PullRequest, person: PersonId) -> Value {
        let vote = vote(pull, person);
        json!({
            "type": "participant",
            "user": self.account(person),
            "role": if pull.reviewers.contains(&person) { "REVIEWER" } else { "PARTICIPANT" },
            "approved": vote == Some(&EventKind::Approved),
            "state": match vote {
                Some(EventKind::Approved) => Some("approved"),
                Some(EventKind::ChangesRequested) => Some("changes_requested"),
                _ => None,
            },
            "participated_on": last_seen(pull, person).map(time),
        })
    }
}

/// The vote that counts: a person's last one.
fn vote(pull: &PullRequest, person: PersonId) -> Option<&EventKind> {
    pull.events
        .iter()
        .filter(|event| event.by == person && is_vote(&event.kind))
        .map(|event| &event.kind)
        .next_back()
}

fn last_seen(pull: &PullRequest, person: PersonId) -> Option<Timestamp> {
    let votes = pull.events.iter().filter(|event| is_vote(&event.kind));
    votes
        .map(|event| (event.by, event.at))
        .chain(
            pull.comments
                .iter()
                .map(|comment| (comment.author, comment.created_on)),
        )
        .filter(|(by, _)| *by == person)
        .map(|(_, at)| at)
        .max()
}

fn is_vote(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Approved | EventKind::ChangesRequested | EventKind::VoteWithdrawn
    )
}
