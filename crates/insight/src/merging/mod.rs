//! An order of merging open pull requests that leaves the fewest rebases.
//!
//! If git stops at two pull requests, they cannot both merge as they are: the later one has to be rebased
//! (or to merge its target), whatever the order. But one that conflicts with several waits for all of
//! them and is rebased once. So the number to keep small is that of pull requests that are rebased at
//! all. A pull request needs no rebase exactly if none that it conflicts with merges before it; those
//! that need none do not conflict with each other. The best order therefore merges first a largest set
//! of pull requests without conflicts (a maximum independent set), among equally large ones the one that
//! leaves the fewest changed lines to be rebased. The others follow in rounds, found in the same way: all
//! of a round are rebased at the same time and merge without conflicts. A pair counts as a conflict also
//! if it is not known whether git stops, or if git stops in generated files alone.
//!
//! Those of a later [`Precedence`] follow in rounds of their own.
//!
//! Within a connected group of up to [`EXACT`] the set is a largest one; in larger groups it is
//! found greedily, those with the fewest conflicts first, and no other can be added to it.

mod independent;

use std::collections::{HashMap, HashSet};

use independent::independent;

/// Largest group of pull requests that is solved exactly.
pub const EXACT: usize = 30;

/// An open pull request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// Its number.
    pub id: u64,
    /// Lines added and removed, which a rebase has to carry over.
    pub lines: u32,
    /// Group in the order.
    pub precedence: Precedence,
}

impl Open {
    /// A pull request of the first group.
    pub const fn new(id: u64, lines: u32) -> Self {
        Self {
            id,
            lines,
            precedence: Precedence::First,
        }
    }
}

/// Group of a pull request in the order: all of a group come before those of the next, so that the order
/// begins with current work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precedence {
    /// Those that are ready, or were active lately.
    First,
    /// Those that are inactive.
    Later,
    /// Those that touch so much that everybody would wait for them.
    Last,
}

impl Precedence {
    const ALL: [Self; 3] = [Self::First, Self::Later, Self::Last];
}

/// Two open pull requests that go to the same branch and touch the same files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The number of the one.
    pub one: u64,
    /// The number of the other.
    pub other: u64,
    /// Relation of the two.
    pub relation: Relation,
}

/// Relation of two pull requests that touch the same files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// git merges the files by itself.
    Files,
    /// Not known whether git can merge both: one waits for the other as in a conflict.
    Unknown,
    /// git stops, in generated files alone: these are generated again, and nothing is rebased by hand.
    Generated,
    /// git stops.
    Conflict,
}

/// Place of a pull request in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The number of the pull request.
    pub id: u64,
    /// Round, from 1; within a round the order does not matter.
    pub round: u32,
    /// Reason for its place.
    pub reason: Reason,
    /// Earlier ones that touch the same files, if git merges both: worth another build.
    pub recheck: Vec<u64>,
    /// Those of its reason for which it is not known whether git stops.
    pub unsure: Vec<u64>,
    /// Those of its reason with which it conflicts in generated files alone.
    pub generated: Vec<u64>,
}

/// Reason for the place of a pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// git merges it with every other one that touches the same files.
    Free,
    /// It merges as it is; these conflict with it and merge after it.
    Before(Vec<u64>),
    /// It is rebased once, after these, with which it conflicts.
    After(Vec<u64>),
}

/// The suggested order; within a round in the order in which they are given. Pairs with a pull request
/// that is not given are skipped.
pub fn order(open: &[Open], pairs: &[Pair]) -> Vec<Turn> {
    let graph = Graph::new(open, pairs);
    let mut turns = Vec::new();
    let mut merged = vec![false; open.len()];
    let mut left: Vec<usize> = Vec::new();
    let mut waiting = Precedence::ALL.iter();
    for round in 1.. {
        while left.is_empty()
            && let Some(next) = waiting.next()
        {
            let places = open.iter().enumerate();
            let next = places.filter(|(_, one)| one.precedence == *next);
            left.extend(next.map(|(at, _)| at));
        }
        if left.is_empty() {
            break;
        }
        let now = independent(&graph.bound, &graph.weights, &left);
        turns.extend(now.iter().map(|one| graph.turn(*one, round, &merged)));
        for one in &now {
            if let Some(merged) = merged.get_mut(*one) {
                *merged = true;
            }
        }
        left.retain(|one| merged.get(*one) != Some(&true));
    }
    turns
}

struct Graph<'a> {
    open: &'a [Open],
    /// Conflicts by pull request: one of the two waits for the other.
    bound: Vec<Vec<usize>>,
    /// Those of them for which it is not known whether git stops.
    unknown: Vec<Vec<usize>>,
    /// Those of them that conflict in generated files alone.
    generated: Vec<Vec<usize>>,
    /// Those that touch the same files and that git merges.
    files: Vec<Vec<usize>>,
    weights: Vec<u64>,
}

impl<'a> Graph<'a> {
    fn new(open: &'a [Open], pairs: &[Pair]) -> Self {
        let mut graph = Self {
            open,
            bound: vec![Vec::new(); open.len()],
            unknown: vec![Vec::new(); open.len()],
            generated: vec![Vec::new(); open.len()],
            files: vec![Vec::new(); open.len()],
            // One pull request more is worth more than any number of lines.
            weights: open
                .iter()
                .map(|one| (1 << 40) + u64::from(one.lines))
                .collect(),
        };
        let mut places = HashMap::new();
        for (at, one) in open.iter().enumerate() {
            places.entry(one.id).or_insert(at);
        }
        let mut joined = HashSet::new();
        for pair in pairs {
            if let (Some(one), Some(other)) = (places.get(&pair.one), places.get(&pair.other)) {
                for (one, other) in [(*one, *other), (*other, *one)] {
                    if one != other && joined.insert((one, other, pair.relation)) {
                        graph.join(one, other, pair.relation);
                    }
                }
            }
        }
        graph
    }

    fn join(&mut self, one: usize, other: usize, relation: Relation) {
        let apart = match relation {
            Relation::Files => Some(&mut self.files),
            Relation::Conflict => None,
            Relation::Generated => Some(&mut self.generated),
            Relation::Unknown => Some(&mut self.unknown),
        };
        if relation != Relation::Files
            && let Some(list) = self.bound.get_mut(one)
        {
            list.push(other);
        }
        if let Some(list) = apart.and_then(|lists| lists.get_mut(one)) {
            list.push(other);
        }
    }

    fn turn(&self, one: usize, round: u32, merged: &[bool]) -> Turn {
        let meets = |lists: &[Vec<usize>], wanted: bool| -> Vec<u64> {
            let list = lists.get(one).map_or(&[][..], Vec::as_slice);
            let wanted = list
                .iter()
                .filter(|other| merged.get(**other) == Some(&wanted));
            wanted
                .filter_map(|other| Some(self.open.get(*other)?.id))
                .collect()
        };
        let both = |lists: &[Vec<usize>]| [meets(lists, true), meets(lists, false)].concat();
        let (before, after) = (meets(&self.bound, true), meets(&self.bound, false));
        Turn {
            id: self.open.get(one).map_or(0, |one| one.id),
            round,
            reason: if !before.is_empty() {
                Reason::After(before)
            } else if after.is_empty() {
                Reason::Free
            } else {
                Reason::Before(after)
            },
            recheck: meets(&self.files, true),
            unsure: both(&self.unknown),
            generated: both(&self.generated),
        }
    }
}
