//! Urgency of the panel's blocks: whether their reader should see all of one without unfolding it.

use bitbucket_cloud::{PullRequest, PullRequestState, Vote};
use sightline_insight::kinds::reading_minutes;

use super::{
    settings::Settings,
    size::ChangeSize,
    timeline::{ReviewTimeline, StepKind},
};

/// Minutes of reading, at the faster rate, above which a change is long. Reviewers who read for more
/// than an hour at a time overlook defects (SmartBear's study of 2,500 reviews at Cisco).
const LONG_READING: u64 = 60;

/// Seconds that a review may wait for its next step before that is long: a week.
const LONG_WAIT: i64 = 7 * 86_400;

/// Urgency of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Its summary says enough.
    Quiet,
    /// All of it should be seen.
    Urgent,
}

impl Urgency {
    const fn when(urgent: bool) -> Self {
        match urgent {
            true => Self::Urgent,
            false => Self::Quiet,
        }
    }

    /// Urgency of the size: an open change that takes more than an hour to read.
    pub fn of_size(pull_request: &PullRequest, size: &ChangeSize) -> Self {
        let (fast, _) = reading_minutes(size.lines_to_read());
        Self::when(is_open(pull_request) && fast > LONG_READING)
    }

    /// Urgency of the reviewers: nobody is asked to review a person's open change, or somebody asks
    /// for changes.
    pub fn of_reviewers(pull_request: &PullRequest, settings: &Settings) -> Self {
        let author = pull_request.author.as_ref();
        let by_a_bot = author.is_some_and(|author| settings.is_bot(author));
        let is_draft = pull_request.draft == Some(true);
        let reviews = pull_request.reviews();
        let nobody = reviews.is_empty() && !by_a_bot && !is_draft;
        let contested = reviews
            .iter()
            .any(|review| review.vote == Some(&Vote::ChangesRequested));
        Self::when(is_open(pull_request) && (nobody || contested))
    }

    /// Urgency of the timeline: a review that waits for more than a week.
    pub fn of_timeline(timeline: &ReviewTimeline) -> Self {
        let waits = timeline.steps.iter().any(|step| match step.what {
            StepKind::InReview(seconds) | StepKind::NoReview(seconds) => seconds > LONG_WAIT,
            _ => false,
        });
        Self::when(waits)
    }
}

fn is_open(pull_request: &PullRequest) -> bool {
    pull_request.state == PullRequestState::Open
}
