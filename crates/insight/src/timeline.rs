//! Opened → first review → approvals → now, with the waits between.
//!
//! Definitions follow Awesome Graphs and Graphite: the wait for the first review starts when the
//! pull request is opened or leaves draft, and ends with the first comment, approval or request for
//! changes by somebody who is neither the author nor a bot.

/// Something that happened on a pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, in seconds.
    pub at: i64,
    /// By whom.
    pub by: String,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A vote for it.
    Approved,
    /// A vote against it as it is.
    ChangesRequested,
    /// A comment.
    Commented,
    /// From now on it is a draft.
    Draft,
    /// From now on it is ready.
    Ready,
}

/// The waits of an open pull request, in seconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// When it was opened.
    pub opened: i64,
    /// Time as a draft, all spells together.
    pub draft: i64,
    /// When the first review came, and by whom.
    pub first_review: Option<(i64, String)>,
    /// From ready to first review, or to now.
    pub pickup: i64,
    /// The latest approval, after which nobody of the same asked for changes.
    pub last_approval: Option<(i64, String)>,
    /// From first review to that approval, or to now; none without a review.
    pub review: Option<i64>,
}

/// Draws the time line. `events` in any order; `bots` are left out, and so is the author's own.
pub fn timeline(opened: i64, author: &str, bots: &[&str], events: &[Event], now: i64) -> Timeline {
    let mut events: Vec<&Event> = events.iter().collect();
    events.sort_by_key(|event| event.at);
    let (draft, ready) = drafts(opened, &events, now);
    let counts = |event: &&&Event| {
        event.by != author
            && !bots.contains(&event.by.as_str())
            && !matches!(event.what, What::Draft | What::Ready)
    };
    let reviews: Vec<&&Event> = events.iter().filter(counts).collect();
    let first = reviews.first();
    let last_approval = reviews.iter().rev().find(|event| {
        let withdrawn = |later: &&&&Event| {
            later.by == event.by && later.at >= event.at && later.what == What::ChangesRequested
        };
        event.what == What::Approved && !reviews.iter().any(|later| withdrawn(&later))
    });
    let named = |event: &&&Event| (event.at, event.by.clone());
    // A review of a draft is a review, and then nobody waited.
    let pickup = first.map_or(now, |event| event.at) - ready;
    Timeline {
        opened,
        draft,
        first_review: first.map(named),
        pickup: pickup.max(0),
        last_approval: last_approval.map(named),
        review: first.map(|first| {
            let end = last_approval.map_or(now, |event| event.at);
            (end - first.at).max(0)
        }),
    }
}

/// Time as a draft, and when it was last ready (now, if it still is a draft).
fn drafts(opened: i64, events: &[&Event], now: i64) -> (i64, i64) {
    let changes: Vec<&&Event> = events
        .iter()
        .filter(|event| matches!(event.what, What::Draft | What::Ready))
        .collect();
    // What it became first tells what it was before.
    let mut since = match changes.first() {
        Some(first) if first.what == What::Ready => Some(opened),
        _ => None,
    };
    let (mut total, mut ready) = (0, opened);
    for change in changes {
        match (change.what, since) {
            (What::Draft, None) => since = Some(change.at),
            (What::Ready, Some(start)) => {
                total += change.at - start;
                ready = change.at;
                since = None;
            }
            _ => {}
        }
    }
    match since {
        Some(start) => (total + now - start, now),
        None => (total, ready),
    }
}
