//! The timeline in words.

use bitbucket_cloud::{PullRequestState, Timestamp};
use sightline_insight::timeline::{Phase, Span};

use super::shown_name;
use crate::{
    format::duration,
    model::{
        review::Unread,
        timeline::{ReviewTimeline, StepKind},
    },
};

/// Heading of the section.
pub const TIMELINE: &str = "Timeline";

/// Name of a phase.
pub const fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Approved => "Approved",
        Phase::Draft => "Draft",
        Phase::Pickup => "Waiting for the first review",
        Phase::Review => "In review",
    }
}

/// `In review: 3 days, from … to …`; `exact` writes a time.
pub fn span(span: Span, exact: impl Fn(Timestamp) -> String) -> String {
    let time = |seconds| exact(Timestamp::from_unix(seconds));
    let (on, length) = (phase(span.on), length(span.to - span.from));
    format!(
        "{on}: {length}, from {} to {}",
        time(span.from),
        time(span.to)
    )
}

/// The whole line in one: `Open for 9 days, no review yet`.
pub fn summary(timeline: &ReviewTimeline) -> String {
    let kinds = timeline.steps.iter().map(|step| &step.what);
    let end = timeline.steps.last().map(|last| step(&last.what));
    let end = end.unwrap_or_default();
    let waits = kinds.rev().find_map(|kind| match kind {
        StepKind::InReview(_) => Some("not approved yet"),
        StepKind::NoReview(_) => Some("no review yet"),
        StepKind::NotReviewed => Some("nobody reviewed it"),
        _ => None,
    });
    match waits {
        Some(waits) => format!("{end}, {waits}"),
        None => end,
    }
}

/// A step of the list.
pub fn step(step: &StepKind) -> String {
    let name = |name: &Option<String>| shown_name(name.as_deref());
    match step {
        StepKind::Approved(by, None) => format!("Approved by {}", name(by)),
        StepKind::Approved(by, Some(review)) => {
            format!(
                "Approved by {} after {} of review",
                name(by),
                length(*review)
            )
        }
        StepKind::Draft(seconds) => format!("A draft for {}", length(*seconds)),
        StepKind::End(state, seconds) => {
            let how = match state {
                PullRequestState::Open => "for",
                _ => "after",
            };
            format!("{} {how} {}", super::state(state), length(*seconds))
        }
        StepKind::FirstReview(by, waited) => {
            let waited = length(*waited);
            format!("Waited {waited} for the first review, by {}", name(by))
        }
        StepKind::InReview(seconds) => {
            format!("In review for {}, not approved yet", length(*seconds))
        }
        StepKind::LastUpdate(state, seconds) => {
            format!(
                "{}; last update after {}",
                super::state(state),
                length(*seconds)
            )
        }
        StepKind::NoReview(waited) => {
            format!("Has waited {} for the first review", length(*waited))
        }
        StepKind::NotReviewed => "Nobody reviewed it".to_owned(),
        StepKind::Reviewed(by, waited) => {
            let (by, waited) = (name(by), length(*waited));
            format!("Waited at most {waited} for the first review; {by} reviewed")
        }
        StepKind::Opened(by) => format!("Opened by {}", name(by)),
    }
}

/// Activity that was not read; `exact` writes a time.
pub fn unread(unread: Unread, exact: impl Fn(Timestamp) -> String) -> Option<String> {
    match unread {
        Unread::Between(from, to) => Some(format!(
            "There is much here: nothing was read of the time from {} to {}, and comments alone of \
             the time before.",
            exact(from),
            exact(to)
        )),
        Unread::Nothing => None,
        Unread::VotesBefore(time) => Some(format!(
            "There is much here: votes and pushes were not read before {}.",
            exact(time)
        )),
    }
}

fn length(seconds: i64) -> String {
    duration::length(u64::try_from(seconds).unwrap_or_default())
}
