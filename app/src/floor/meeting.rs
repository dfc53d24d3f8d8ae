//! Which open pull requests touch the same files, as far as their diffs were read.

use std::rc::Rc;

use sightline_insight::{
    merging::{self, Meeting, Pair},
    overlap::{Open, Overlap, Stack, Target, Touched, overlaps},
};

use super::{Floor, Row};
use crate::{compared::open, load::Load};

/// Pull requests that are compared with each other at most.
const COMPARED: usize = 200;

/// See the module.
#[derive(Default)]
pub(crate) struct Met {
    /// Those whose diffs were read, last active first.
    pub(crate) rows: Vec<Rc<Row>>,
    /// How many are open, as far as the list was read.
    pub(crate) of: usize,
    /// Each pair once; the overlap is seen from the first.
    pub(crate) pairs: Vec<Together>,
}

/// Two of them, by their places.
pub(crate) struct Together {
    pub(crate) one: usize,
    pub(crate) other: usize,
    pub(crate) overlap: Overlap,
}

impl Together {
    /// Whether the one that merges later may have to be rebased for it.
    pub(crate) fn counts(&self) -> bool {
        self.overlap.target == Target::Same && self.overlap.stack == Stack::Apart
    }
}

impl Met {
    /// Those whose diffs were read; the last active ones, for it takes a look at each pair.
    pub(super) fn comparable(open: &super::Open) -> Vec<Rc<Row>> {
        let read = open.rows.iter().filter(|row| row.seen.now().is_compared());
        read.take(COMPARED).cloned().collect()
    }

    pub(super) fn of(floor: Floor, all: &super::Open, rows: Vec<Rc<Row>>) -> Self {
        let read: Vec<_> = rows
            .into_iter()
            .filter_map(|row| match &row.seen.now().changes {
                Load::Ready(changes) => Some((Rc::clone(&row), Rc::clone(changes))),
                Load::Failed(_) | Load::Loading => None,
            })
            .collect();
        let here = floor.app.shared().repository().to_string();
        let plain: Vec<Open<'_>> = read
            .iter()
            .map(|(row, changes)| {
                let files = changes.iter().filter_map(Touched::of).collect();
                open(&here, &row.pull, files)
            })
            .collect();
        let mut pairs = Vec::new();
        for (one, this) in plain.iter().enumerate() {
            let rest = plain.get(one + 1..).unwrap_or_default();
            for overlap in overlaps(this, rest) {
                let same = |open: &Open<'_>| open.id == overlap.id;
                if let Some(at) = rest.iter().position(same) {
                    let other = one + 1 + at;
                    pairs.push(Together {
                        one,
                        other,
                        overlap,
                    });
                }
            }
        }
        Self {
            rows: read.into_iter().map(|(row, _)| row).collect(),
            of: all.rows.len(),
            pairs,
        }
    }

    /// Tells each row how many it meets: most of the time nothing new.
    pub(super) fn tell(&self, all: &super::Open) {
        let mut counts = vec![0; self.rows.len()];
        for pair in &self.pairs {
            for at in [pair.one, pair.other] {
                if let Some(count) = counts.get_mut(at) {
                    *count += 1;
                }
            }
        }
        for row in &all.rows {
            let at = self.rows.iter().position(|other| Rc::ptr_eq(row, other));
            row.met.renew(at.and_then(|at| counts.get(at).copied()));
        }
    }

    /// The suggested order of merging, of those that meet others.
    pub(crate) fn order(&self) -> Vec<merging::Turn> {
        let id = |at: usize| self.rows.get(at).map_or(0, |row| u64::from(row.pull.id));
        let pairs = self.pairs.iter().filter(|pair| pair.counts());
        let pairs: Vec<Pair> = pairs
            .map(|pair| Pair {
                one: id(pair.one),
                other: id(pair.other),
                meeting: match pair.overlap.same_lines() {
                    true => Meeting::Lines,
                    false => Meeting::Files,
                },
            })
            .collect();
        let open = self.rows.iter().filter_map(|row| {
            let id = u64::from(row.pull.id);
            let meets = pairs.iter().any(|pair| pair.one == id || pair.other == id);
            let size = row.seen.now().size().unwrap_or_default();
            meets.then_some(merging::Open {
                id,
                lines: size.lines.changed(),
            })
        });
        let open: Vec<merging::Open> = open.collect();
        merging::order(&open, &pairs)
    }
}
