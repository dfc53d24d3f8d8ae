//! Overlaps of a repository's open pull requests as lists whose rows stay while more are compared.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::prelude::*;
use sightline_insight::{
    merging::{Reason, Turn},
    overlap::{Overlap, Verdict},
};

use super::{
    built::built,
    repository::{OpenRow, OverlapIndex, OverlapPair, RepositoryStore},
    rows::Rows,
};
use crate::{browser::clock, model::settings::LoadedSettings};

/// Pull requests that a matrix holds at most; beyond, a list reads better.
const MATRIX: usize = 12;

/// State of the view of overlaps. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct OverlapsStore {
    /// Settings, which identify generated files.
    pub rules: Memo<Arc<LoadedSettings>>,
    /// Numbers of what was found.
    pub counts: Memo<OverlapCounts>,
    /// Turns of pull requests whose order matters: git stops at some of them.
    pub bound: Memo<Rows<u32, PlacedTurn>>,
    /// Turns of those that can merge at any time.
    pub free: Memo<Rows<u32, PlacedTurn>>,
    /// Pull requests that overlap with others, with all of their pairs.
    pub involved: Memo<Rows<u32, Involved>>,
    /// Matrix of them against each other; nothing where they are too many.
    pub matrix: Memo<Rows<u32, MatrixLine>>,
    /// Number of bound turns that are built.
    pub bound_built: Memo<usize>,
    /// Number of involved pull requests that are built. They are below the bound turns, and come after
    /// these: they are not pushed.
    pub involved_built: Memo<usize>,
    /// True once everything that was found is built.
    pub is_built: Memo<bool>,
}

/// Numbers of overlaps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OverlapCounts {
    /// Pull requests that were compared.
    pub compared: usize,
    /// Those that overlap with others.
    pub involved: usize,
    /// Pairs in conflict.
    pub conflicts: usize,
    /// Pairs for which it is not known whether git merges them.
    pub unknown: usize,
    /// Pairs that git merges.
    pub clean: usize,
}

/// A pull request in the order of merging.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedTurn {
    /// The pull request.
    pub pull_request: Arc<PullRequest>,
    /// Its turn.
    pub turn: Turn,
}

/// A pull request that overlaps with others.
#[derive(Debug, Clone, PartialEq)]
pub struct Involved {
    /// The pull request.
    pub pull_request: Arc<PullRequest>,
    /// The others.
    pub pairs: Vec<PairWith>,
}

/// Another pull request that overlaps with one.
#[derive(Debug, Clone, PartialEq)]
pub struct PairWith {
    /// The other one.
    pub other: Arc<OpenRow>,
    /// Files that both touch.
    pub overlap: Arc<Overlap>,
    /// Side of the overlap that is looked at.
    pub side: PairSide,
}

/// Side that a pair is looked at from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairSide {
    /// Side of the pull request that the overlap names first.
    First,
    /// Side of the other one.
    Second,
}

/// A pull request against all others.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixLine {
    /// The pull request.
    pub pull_request: Arc<PullRequest>,
    /// A cell for each of those of the matrix.
    pub cells: Vec<MatrixCell>,
}

/// Content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum MatrixCell {
    /// Two that share no file.
    Apart,
    /// A pull request against itself.
    Own,
    /// Two that share files.
    Pair(Arc<Overlap>),
}

impl OverlapsStore {
    /// Follows what was compared. It ends with the current owner.
    pub fn new(repository: RepositoryStore) -> Self {
        let overlaps = repository.overlaps;
        let rules = Memo::new(move |_| repository.rules().unwrap_or_default());
        let places = Memo::new(move |_| overlaps.read().involved());
        let counts = Memo::new(move |_| OverlapCounts::of(&overlaps.read(), places.read().len()));
        let order = Memo::new(move |_| {
            rules.track();
            let index = overlaps.read();
            // It stays as it is while facts of rows come in.
            untrack(|| turns(repository, &index))
        });
        let part = |is_free: fn(&PlacedTurn) -> bool| {
            Memo::new(move |_| {
                let turns = order.get().into_iter().filter(is_free);
                Rows::of(turns, |one| one.pull_request.id)
            })
        };
        let bound = part(|one| one.turn.reason != Reason::Free);
        let free = part(|one| one.turn.reason == Reason::Free);
        let involved = Memo::new(move |_| {
            let involved = involved(&overlaps.read(), &places.read());
            Rows::of(involved, |one| one.pull_request.id)
        });
        let matrix = Memo::new(move |_| {
            let lines = matrix(&overlaps.read(), &places.read());
            Rows::of(lines, |one| one.pull_request.id)
        });
        let bound_built = built(move || bound.read().len());
        let is_ordered = Memo::new(move |before| {
            // Later turns do not take away what was built below the first ones.
            before == Some(&true) || bound_built.get() >= bound.read().len()
        });
        let involved_built = built(move || match is_ordered.get() {
            true => involved.read().len(),
            false => 0,
        });
        let is_built = Memo::new(move |_| {
            bound_built.get() >= bound.read().len() && involved_built.get() >= involved.read().len()
        });
        Self {
            rules,
            counts,
            bound,
            free,
            involved,
            matrix,
            bound_built,
            involved_built,
            is_built,
        }
    }
}

impl OverlapCounts {
    fn of(index: &OverlapIndex, involved: usize) -> Self {
        Self {
            compared: index.rows.len(),
            involved,
            conflicts: index.count(Verdict::Conflict),
            unknown: index.count(Verdict::Unknown),
            clean: index.count(Verdict::Clean),
        }
    }
}

impl Involved {
    /// Number of pairs with that verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        let pairs = self.pairs.iter();
        pairs
            .filter(|pair| pair.overlap.verdict() == verdict)
            .count()
    }
}

fn turns(repository: RepositoryStore, index: &OverlapIndex) -> Vec<PlacedTurn> {
    let turns = repository.with_context(|context| index.merge_order(context, clock::now()));
    let turns = turns.into_iter().filter_map(|turn| {
        let mut rows = index.rows.iter();
        let row = rows.find(|row| u64::from(row.pull_request.id) == turn.id)?;
        Some(PlacedTurn {
            pull_request: Arc::clone(&row.pull_request),
            turn,
        })
    });
    turns.collect()
}

fn involved(index: &OverlapIndex, places: &[usize]) -> Vec<Involved> {
    let involved = places.iter().filter_map(|place| {
        let pairs = index.pairs_of(*place).filter_map(|pair| {
            Some(PairWith {
                other: Arc::clone(index.rows.get(pair.beside(*place))?),
                overlap: Arc::clone(&pair.overlap),
                side: side(pair, *place),
            })
        });
        Some(Involved {
            pull_request: Arc::clone(&index.rows.get(*place)?.pull_request),
            pairs: pairs.collect(),
        })
    });
    involved.collect()
}

fn side(pair: &OverlapPair, place: usize) -> PairSide {
    match pair.one == place {
        true => PairSide::First,
        false => PairSide::Second,
    }
}

fn matrix(index: &OverlapIndex, places: &[usize]) -> Vec<MatrixLine> {
    if places.len() > MATRIX {
        return Vec::new();
    }
    let cell = |place: usize, other: usize| match index.pairs_of(place).find(|pair| pair.has(other))
    {
        _ if place == other => MatrixCell::Own,
        Some(pair) => MatrixCell::Pair(Arc::clone(&pair.overlap)),
        None => MatrixCell::Apart,
    };
    let lines = places.iter().filter_map(|place| {
        let cells = places.iter().map(|other| cell(*place, *other));
        Some(MatrixLine {
            pull_request: Arc::clone(&index.rows.get(*place)?.pull_request),
            cells: cells.collect(),
        })
    });
    lines.collect()
}
