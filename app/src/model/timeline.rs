//! The timeline of a pull request as a list of steps.

use bitbucket_cloud::{PullRequest, PullRequestState, Timestamp};
use sightline_insight::timeline::{Phase, Timeline};

use super::{
    review::{Activities, Unread},
    settings::Settings,
};

/// The timeline, as a bar and as a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewTimeline {
    /// Its spans; `None` where activity was not read, which may hold a review or an approval.
    pub line: Option<Timeline>,
    /// Its steps, oldest first.
    pub steps: Vec<TimelineStep>,
    /// Activity that was not read.
    pub unread: Unread,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineStep {
    /// Phase of the time until this step.
    pub on: Option<Phase>,
    /// Kind of the step, with its details.
    pub what: StepKind,
    /// Time, in seconds since 1970.
    pub at: Option<i64>,
}

/// Kind of a step, with its details. Times are in seconds, people are names to show, where they have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepKind {
    /// Somebody approved it, after that much review for the last one.
    Approved(Option<String>, Option<i64>),
    /// It was a draft for so long.
    Draft(i64),
    /// It is open for so long, or ended after so long.
    End(PullRequestState, i64),
    /// Somebody reviewed it first, after so long.
    FirstReview(Option<String>, i64),
    /// It is in review for so long, and nobody approved it.
    InReview(i64),
    /// It ended, nobody knows when: its last update came after so long.
    LastUpdate(PullRequestState, i64),
    /// Nobody has reviewed it for so long.
    NoReview(i64),
    /// It ended without a review.
    NotReviewed,
    /// Somebody reviewed it; the first review that was read came after so long at most.
    Reviewed(Option<String>, i64),
    /// Somebody opened it.
    Opened(Option<String>),
}

impl ReviewTimeline {
    /// Timeline of the activity until `now`.
    pub fn of(
        activities: &Activities,
        pull_request: &PullRequest,
        settings: &Settings,
        now: Timestamp,
    ) -> Self {
        let line = activities.timeline(pull_request, settings, now);
        Self {
            steps: steps(activities, pull_request, &line),
            unread: activities.unread,
            line: is_whole(activities).then_some(line),
        }
    }
}

/// Returns whether the events are complete, so that anything missing from them did not happen.
fn is_whole(activities: &Activities) -> bool {
    activities.unread == Unread::Nothing
}

fn steps(
    activities: &Activities,
    pull_request: &PullRequest,
    line: &Timeline,
) -> Vec<TimelineStep> {
    let open = pull_request.state == PullRequestState::Open;
    let author = pull_request.author.as_ref();
    let author = author.and_then(|account| account.display_name.clone());
    let mut steps = vec![step(None, StepKind::Opened(author), Some(line.opened))];
    if line.draft > 0 && is_whole(activities) {
        let ready = line.drafts.last().map(|(_, to)| *to);
        let ready = ready.filter(|to| *to < line.end);
        steps.push(step(Some(Phase::Draft), StepKind::Draft(line.draft), ready));
    }
    steps.extend(first_review(activities, pull_request, line));
    steps.extend(approvals(activities, line));
    if let Some(review) = line.review
        && line.approvals.is_empty()
        && open
        && is_whole(activities)
    {
        steps.push(step(Some(Phase::Review), StepKind::InReview(review), None));
    }
    let approved = (!line.approvals.is_empty()).then_some(Phase::Approved);
    let closing = activities.closing(pull_request);
    let (state, length) = (pull_request.state.clone(), line.end - line.opened);
    let end = match open || closing.is_some() {
        true => StepKind::End(state, length),
        false => StepKind::LastUpdate(state, length),
    };
    let ended = (!open).then_some(line.end);
    steps.push(step(approved, end, ended));
    steps
}

/// The first review, or that there is none. Nobody is expected to review a draft.
fn first_review(
    activities: &Activities,
    pull_request: &PullRequest,
    line: &Timeline,
) -> Option<TimelineStep> {
    let (what, at) = match &line.first_review {
        Some((at, by)) => {
            let by = name(activities, by);
            let first = match is_whole(activities) {
                true => StepKind::FirstReview(by, line.pickup),
                // A draft after an earlier review counts for no wait.
                false => StepKind::Reviewed(by, at - line.opened),
            };
            (first, Some(*at))
        }
        // A review may stand in what was not read.
        None if !is_whole(activities) => return None,
        None if pull_request.state != PullRequestState::Open => (StepKind::NotReviewed, None),
        None if pull_request.draft == Some(true) => return None,
        None => (StepKind::NoReview(line.pickup), None),
    };
    Some(step(Some(Phase::Pickup), what, at))
}

/// Approvals; the last one says how long the review took, if that is known.
fn approvals(activities: &Activities, line: &Timeline) -> impl Iterator<Item = TimelineStep> {
    let last = line.approvals.len().saturating_sub(1);
    let approvals = line.approvals.iter().enumerate();
    approvals.map(move |(place, (at, by))| {
        let review = line.review.filter(|review| place == last && *review > 0);
        let review = review.filter(|_| is_whole(activities));
        let what = StepKind::Approved(name(activities, by), review);
        step(Some(Phase::Review), what, Some(*at))
    })
}

fn name(activities: &Activities, of: &str) -> Option<String> {
    activities.name(of).map(str::to_owned)
}

const fn step(on: Option<Phase>, what: StepKind, at: Option<i64>) -> TimelineStep {
    TimelineStep { on, what, at }
}
