//! Opened → first review → approvals → now, with the waits between.
//!
//! Definitions follow Awesome Graphs and Graphite: the wait for the first review starts when the
//! pull request is opened or leaves draft, and ends with the first comment, approval or request for
//! changes by somebody who is neither the author nor a bot.

use std::collections::HashSet;

/// Event on a pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Time in seconds.
    pub at: i64,
    /// Person who did it.
    pub by: String,
    /// Kind of event.
    pub what: What,
}

/// Kind of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A vote for it.
    Approved,
    /// A vote against it as it is.
    ChangesRequested,
    /// A comment.
    Commented,
    /// Start of a draft.
    Draft,
    /// End of a draft: it is ready for review.
    Ready,
}

/// The waits of a pull request, in seconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Time of opening.
    pub opened: i64,
    /// Time of closing, or now.
    pub end: i64,
    /// Periods as a draft, from and to, in time order.
    pub drafts: Vec<(i64, i64)>,
    /// Total time as a draft.
    pub draft: i64,
    /// Time and author of the first review.
    pub first_review: Option<(i64, String)>,
    /// Time from ready to first review, or to the end.
    pub pickup: i64,
    /// The latest approval of each who approved and did not ask for changes after it, oldest first.
    pub approvals: Vec<(i64, String)>,
    /// Time from first review to the last of these, or to the end; none without a review. Drafts are
    /// left out.
    pub review: Option<i64>,
}

/// Part of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Phase of the review.
    pub on: Phase,
    /// Start in seconds.
    pub from: i64,
    /// End in seconds.
    pub to: i64,
}

/// Phase of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It was approved.
    Approved,
    /// It was a draft.
    Draft,
    /// It waited for its first review.
    Pickup,
    /// It was in review.
    Review,
}

/// Computes the timeline up to `end`: the time of the merge, or now. `events` in any order; `bots`
/// are left out, and so is the author's own.
pub fn timeline(opened: i64, author: &str, bots: &[&str], events: &[Event], end: i64) -> Timeline {
    let mut events: Vec<&Event> = events.iter().filter(|event| event.at <= end).collect();
    events.sort_by_key(|event| event.at);
    let drafts = drafts(opened, &events, end);
    let reviews: Vec<&Event> = events
        .into_iter()
        .filter(|event| {
            event.by != author
                && !bots.contains(&event.by.as_str())
                && !matches!(event.what, What::Draft | What::Ready)
        })
        .collect();
    let named = |event: &&Event| (event.at, event.by.clone());
    let first = reviews.first();
    // Only the last vote of a person counts.
    let mut voters: HashSet<&str> = HashSet::new();
    let votes = reviews
        .iter()
        .rev()
        .filter(|event| event.what != What::Commented);
    let last_votes = votes.filter(|event| voters.insert(&event.by));
    let mut approvals: Vec<(i64, String)> = last_votes
        .filter(|event| event.what == What::Approved)
        .map(named)
        .collect();
    approvals.reverse();
    // The spell before a first review counts, not one after it.
    let before = first.map_or(end, |event| event.at);
    let ready = drafts
        .iter()
        .rfind(|(from, _)| *from < before)
        .map_or(opened, |(_, to)| *to);
    let review = first.map(|first| {
        let end = approvals.last().map_or(end, |(at, _)| *at);
        (end - first.at - within(&drafts, first.at, end)).max(0)
    });
    Timeline {
        opened,
        end,
        draft: within(&drafts, opened, end),
        // A review of a draft is a review, and then nobody waited.
        pickup: (before - ready).max(0),
        first_review: first.map(named),
        approvals,
        review,
        drafts,
    }
}

impl Timeline {
    /// All phases in time order, without gaps.
    pub fn spans(&self) -> Vec<Span> {
        let first = self.first_review.as_ref().map_or(self.end, |(at, _)| *at);
        let approved = self.approvals.last().map_or(self.end, |(at, _)| *at);
        let mut spans = Vec::new();
        let mut push = |on, from, to| {
            if from < to {
                spans.push(Span { on, from, to });
            }
        };
        for (on, from, to) in [
            (Phase::Pickup, self.opened, first),
            (Phase::Review, first, approved),
            (Phase::Approved, approved, self.end),
        ] {
            let mut at = from;
            for (start, stop) in &self.drafts {
                let (start, stop) = ((*start).max(at), (*stop).min(to));
                if start < stop {
                    push(on, at, start);
                    push(Phase::Draft, start, stop);
                    at = stop;
                }
            }
            push(on, at, to);
        }
        spans
    }
}

/// Periods as a draft.
fn drafts(opened: i64, events: &[&Event], end: i64) -> Vec<(i64, i64)> {
    let changes = events
        .iter()
        .filter(|event| matches!(event.what, What::Draft | What::Ready));
    let mut spells = Vec::new();
    // What it became first tells what it was before.
    let first = changes.clone().next().map(|first| first.what);
    let mut since = (first == Some(What::Ready)).then_some(opened);
    for change in changes {
        match (change.what, since) {
            (What::Draft, None) => since = Some(change.at),
            (What::Ready, Some(start)) => {
                spells.push((start, change.at));
                since = None;
            }
            _ => {}
        }
    }
    spells.extend(since.map(|start| (start, end)));
    spells
}

fn within(spells: &[(i64, i64)], from: i64, to: i64) -> i64 {
    let common = |(start, stop): &(i64, i64)| ((*stop).min(to) - (*start).max(from)).max(0);
    spells.iter().map(common).sum()
}
