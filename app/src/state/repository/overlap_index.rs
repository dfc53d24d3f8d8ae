//! Index of open pull requests that touch the same files, as far as their diffs were read.

use std::{cmp::Reverse, collections::HashMap, sync::Arc, time::Duration};

use bitbucket_cloud::Timestamp;
use leptos::{prelude::*, task::tick};
use sightline_insight::{
    merging::{self, Pair, Precedence, Relation},
    overlap::{FileHunks, Open, Overlap, SWEEPING, Stack, Target, Verdict, overlaps},
};

use super::{
    list::OpenPullRequests,
    row::{OpenRow, RowContext},
};
use crate::{
    browser::slices::Slices,
    model::{overlap_input::open, overlaps::is_regenerated, queue_row::size},
};

/// Number of pull requests that are compared with each other at most: each pair is compared.
const COMPARED: usize = 200;

/// Number of pull requests up to which the order of merging does not ask who is at work on them.
const FEW: usize = 30;
/// Time since the last activity of a pull request that somebody works on.
const LATELY: Duration = Duration::from_secs(14 * 86_400);

/// Pairs of open pull requests that touch the same files.
#[derive(Debug, Default, PartialEq)]
pub struct OverlapIndex {
    /// Rows whose diffs were read, last active first.
    pub rows: Vec<Arc<OpenRow>>,
    /// Each pair once; the overlap is seen from the first.
    pub pairs: Vec<OverlapPair>,
}

/// Two rows of an [`OverlapIndex`], by their places.
#[derive(Debug, PartialEq)]
pub struct OverlapPair {
    /// Place of the first.
    pub one: usize,
    /// Place of the second.
    pub other: usize,
    /// Files that both touch.
    pub overlap: Arc<Overlap>,
}

impl OverlapPair {
    /// Returns whether it is one of the two.
    pub fn has(&self, place: usize) -> bool {
        self.one == place || self.other == place
    }

    /// The other one of the two.
    pub fn beside(&self, place: usize) -> usize {
        if self.one == place {
            self.other
        } else {
            self.one
        }
    }

    /// Returns whether the one that merges later may have to be rebased for it.
    pub fn counts(&self) -> bool {
        self.overlap.target == Target::Same && self.overlap.stack == Stack::Apart
    }
}

impl OverlapIndex {
    /// Rows whose diffs were read, the last active ones.
    pub(super) fn comparable(list: &OpenPullRequests) -> Vec<Arc<OpenRow>> {
        let read = list.rows.iter().filter(|row| row.is_compared());
        read.take(COMPARED).cloned().collect()
    }

    /// Compares rows, and pauses so that the page stays fluid. `here` is the full name of the
    /// repository.
    pub(super) async fn new(here: &str, rows: Vec<Arc<OpenRow>>) -> Self {
        let read: Vec<_> = rows
            .into_iter()
            .filter_map(|row| {
                let changes = changes(&row)?;
                Some((row, changes))
            })
            .collect();
        let inputs: Vec<Open<'_>> = read
            .iter()
            .map(|(row, changes)| open(here, &row.pull_request, changes))
            .collect();
        let pairs = pairs(&inputs).await;
        Self {
            rows: read.into_iter().map(|(row, _)| row).collect(),
            pairs,
        }
    }

    /// Writes the number of overlaps to each row: most of the time nothing new. Pauses so that the
    /// page stays fluid.
    pub(super) async fn update_overlap_counts(&self, list: &OpenPullRequests) {
        let mut counts: Vec<u32> = vec![0; self.rows.len()];
        for pair in &self.pairs {
            for place in [pair.one, pair.other] {
                if let Some(count) = counts.get_mut(place) {
                    *count += 1;
                }
            }
        }
        let keys = self.rows.iter().map(|row| row.key());
        let counts: HashMap<_, _> = keys.zip(counts).collect();
        let mut slices = Slices::begin();
        for row in &list.rows {
            slices.pause_if_due().await;
            let count = counts.get(&row.key()).copied();
            if row.overlap_count.get_untracked() != count {
                row.overlap_count.set(count);
                // What follows from it is shown in here, and so counts.
                tick().await;
            }
        }
    }

    /// Pairs of the row at a place.
    pub fn pairs_of(&self, place: usize) -> impl Iterator<Item = &OverlapPair> {
        self.pairs.iter().filter(move |pair| pair.has(place))
    }

    /// Number of pairs with that verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        let pairs = self.pairs.iter();
        pairs
            .filter(|pair| pair.overlap.verdict() == verdict)
            .count()
    }

    /// Places of rows that overlap with others: most conflicts first, then most of all; sweeping
    /// changes last.
    pub fn involved(&self) -> Vec<usize> {
        let rank = |place: usize| {
            let pairs = self.pairs_of(place);
            pairs.fold((0, 0), |(conflicts, all), pair| {
                let conflict = pair.overlap.verdict() == Verdict::Conflict;
                (conflicts + usize::from(conflict), all + 1)
            })
        };
        let is_sweeping = |place: usize| self.rows.get(place).is_some_and(|row| is_sweeping(row));
        let places =
            (0..self.rows.len()).map(|place| (is_sweeping(place), Reverse(rank(place)), place));
        let mut places: Vec<_> = places
            .filter(|(_, Reverse((_, all)), _)| *all > 0)
            .collect();
        places.sort();
        places.into_iter().map(|(.., place)| place).collect()
    }

    /// Suggested merge order of those that overlap with others. Tracks the facts that show which are ready.
    pub fn merge_order(&self, context: RowContext<'_>, now: Timestamp) -> Vec<merging::Turn> {
        let id = |place: usize| {
            let row = self.rows.get(place);
            row.map_or(0, |row| u64::from(row.pull_request.id))
        };
        let pairs = self.pairs.iter().filter(|pair| pair.counts());
        let pairs: Vec<Pair> = pairs
            .map(|pair| Pair {
                one: id(pair.one),
                other: id(pair.other),
                relation: match pair.overlap.verdict() {
                    Verdict::Conflict if is_regenerated(&pair.overlap, &context.settings.kinds) => {
                        Relation::Generated
                    }
                    Verdict::Conflict => Relation::Conflict,
                    Verdict::Unknown => Relation::Unknown,
                    Verdict::Clean => Relation::Files,
                },
            })
            .collect();
        let open = self.rows.iter().filter_map(|row| {
            let id = u64::from(row.pull_request.id);
            let overlaps = pairs.iter().any(|pair| pair.one == id || pair.other == id);
            let lines = changes(row).map_or(0, |changes| size(&changes).lines.changed());
            overlaps.then(|| merging::Open {
                precedence: self.precedence(row, context, now),
                ..merging::Open::new(id, lines)
            })
        });
        let open: Vec<merging::Open> = open.collect();
        merging::order(&open, &pairs)
    }

    fn precedence(&self, row: &OpenRow, context: RowContext<'_>, now: Timestamp) -> Precedence {
        let active = now.since(row.pull_request.updated_on) <= LATELY;
        if is_sweeping(row) {
            Precedence::Last
        } else if active || self.rows.len() <= FEW || row.is_ready(context) {
            Precedence::First
        } else {
            Precedence::Later
        }
    }
}

fn is_sweeping(row: &OpenRow) -> bool {
    changes(row).is_some_and(|changes| changes.len() >= SWEEPING)
}

fn changes(row: &OpenRow) -> Option<Arc<Vec<FileHunks>>> {
    row.changes.get_untracked().and_then(Result::ok)
}

async fn pairs(inputs: &[Open<'_>]) -> Vec<OverlapPair> {
    let mut pairs = Vec::new();
    let mut slices = Slices::begin();
    for (one, this) in inputs.iter().enumerate() {
        slices.pause_if_due().await;
        let rest = inputs.get(one + 1..).unwrap_or_default();
        for overlap in overlaps(this, rest) {
            let place = rest.iter().position(|open| open.id == overlap.id);
            pairs.extend(place.map(|place| OverlapPair {
                one,
                other: one + 1 + place,
                overlap: Arc::new(overlap),
            }));
        }
    }
    pairs
}
