//! Replay of merged pull requests in time order that uses nothing from the future: how good the
//! suggestions would have been.

mod companions;
mod knowledge;

use crate::{
    history::{Change, History, Merged},
    reviewers::{self, Team},
};
use knowledge::Past;

pub use companions::{Alarms, CompanionReplay, companions};
pub use knowledge::Knowledge;

/// Number of the first pull requests, which only teach.
pub const WARM_UP: usize = 100;

/// Cases, and those with a right answer among the first suggestions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hits {
    /// Cases.
    pub n: u32,
    /// Right at the first place.
    pub top1: u32,
    /// Right within the first three.
    pub top3: u32,
    /// Right within the first five.
    pub top5: u32,
}

impl Hits {
    /// Counts a case by the place, from 1, of the first right answer.
    fn add(&mut self, place: Option<usize>) {
        self.n += 1;
        let within = |limit| u32::from(place.is_some_and(|place| place <= limit));
        self.top1 += within(1);
        self.top3 += within(3);
        self.top5 += within(5);
    }

    /// A count as a share of the cases.
    pub fn share(&self, of: u32) -> f64 {
        if self.n == 0 {
            0.0
        } else {
            f64::from(of) / f64::from(self.n)
        }
    }
}

/// Result of [`reviewers()`].
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ReviewerReplay {
    /// Places of the first actual reviewer.
    pub hits: Hits,
    /// Mean of one over that place (mean reciprocal rank).
    pub mrr: f64,
}

/// Ranks reviewers for each merged pull request that had any, at the time of its merge, as a reader
/// would see them who knows so much of the past.
pub fn reviewers(merged: &[Merged], knowledge: Knowledge) -> ReviewerReplay {
    let team = Team {
        left_out: &[],
        open_reviews: &[],
    };
    let mut past = Past::default();
    let mut at = 0;
    ranked_reviewers(merged, |history, change, now| {
        let name = |history: &History| {
            let ordered = reviewers::order(history, change, &team, now);
            let names = ordered.iter().map(|one| history.person(one.person));
            names.map(str::to_owned).collect()
        };
        match knowledge {
            Knowledge::Everything => name(history),
            Knowledge::FirstVisit => {
                while at < history.len() {
                    past.push(merged, at);
                    at += 1;
                }
                name(&past.first_visit(merged, change.files))
            }
        }
    })
}

/// Replay of any other ranking: names, the likeliest first.
pub fn ranked_reviewers(
    merged: &[Merged],
    mut rank: impl FnMut(&History, &Change<'_>, i64) -> Vec<String>,
) -> ReviewerReplay {
    let mut history = History::default();
    let mut hits = Hits::default();
    let mut reciprocal = 0.0;
    for (at, pull) in merged.iter().enumerate() {
        if at >= WARM_UP && !pull.reviewers.is_empty() {
            let change = Change {
                author: &pull.author,
                files: &pull.files,
            };
            let ranked = rank(&history, &change, pull.merged_on);
            let place = ranked.iter().position(|name| pull.reviewers.contains(name));
            let place = place.map(|place| place + 1);
            hits.add(place);
            #[expect(clippy::cast_precision_loss, reason = "a place in a short list")]
            if let Some(place) = place {
                reciprocal += 1.0 / place as f64;
            }
        }
        history.push(pull);
    }
    ReviewerReplay {
        hits,
        mrr: reciprocal / f64::from(hits.n.max(1)),
    }
}
