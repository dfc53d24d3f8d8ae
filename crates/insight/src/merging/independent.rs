//! Heavy independent sets: vertices of a graph without an edge between any two.

use super::EXACT;

/// An independent set of the vertices `among`, ascending. It is a heaviest one wherever at most
/// [`EXACT`] hang together, and elsewhere one to which none can be added.
pub(super) fn independent(
    neighbours: &[Vec<usize>],
    weights: &[u64],
    among: &[usize],
) -> Vec<usize> {
    let mut left = vec![false; neighbours.len()];
    for one in among {
        mark(&mut left, *one, true);
    }
    let mut chosen = Vec::new();
    for one in among {
        let group = group(neighbours, &mut left, *one);
        if group.len() > EXACT {
            chosen.extend(greedy(neighbours, weights, &group));
        } else {
            let small = Small::new(neighbours, weights, &group);
            let best = small.best(small.all());
            chosen.extend(small.members(best).map(|(_, vertex)| vertex));
        }
    }
    chosen.sort_unstable();
    chosen
}

fn mark(marks: &mut [bool], at: usize, value: bool) {
    if let Some(mark) = marks.get_mut(at) {
        *mark = value;
    }
}

fn of(neighbours: &[Vec<usize>], one: usize) -> &[usize] {
    neighbours.get(one).map_or(&[], Vec::as_slice)
}

/// Everything left that hangs together with a vertex, which is then not left any more.
fn group(neighbours: &[Vec<usize>], left: &mut [bool], one: usize) -> Vec<usize> {
    let mut group = Vec::new();
    let mut next = vec![one];
    while let Some(one) = next.pop() {
        if left.get(one) == Some(&true) {
            mark(left, one, false);
            group.push(one);
            next.extend_from_slice(of(neighbours, one));
        }
    }
    group
}

/// The vertex with the fewest neighbours left, the heaviest of those, and so on.
fn greedy(neighbours: &[Vec<usize>], weights: &[u64], group: &[usize]) -> Vec<usize> {
    let mut left = vec![false; neighbours.len()];
    for one in group {
        mark(&mut left, *one, true);
    }
    let mut chosen = Vec::new();
    loop {
        let is_left = |one: &&usize| left.get(**one) == Some(&true);
        let rank = |one: &&usize| {
            let degree = of(neighbours, **one).iter().filter(is_left).count();
            let weight = weights.get(**one).copied().unwrap_or_default();
            (degree, u64::MAX - weight, **one)
        };
        let Some(best) = group.iter().filter(is_left).min_by_key(rank).copied() else {
            return chosen;
        };
        chosen.push(best);
        for gone in of(neighbours, best).iter().chain([&best]) {
            mark(&mut left, *gone, false);
        }
    }
}

/// A small graph, its sets as bits.
struct Small {
    vertices: Vec<usize>,
    neighbours: Vec<u32>,
    weights: Vec<u64>,
}

impl Small {
    fn new(neighbours: &[Vec<usize>], weights: &[u64], group: &[usize]) -> Self {
        let bits = |one: &usize| {
            let own = of(neighbours, *one);
            let places = own
                .iter()
                .filter_map(|other| group.iter().position(|one| one == other));
            places.fold(0, |bits, place| bits | 1 << place)
        };
        let weight = |one: &usize| weights.get(*one).copied().unwrap_or_default();
        Self {
            neighbours: group.iter().map(bits).collect(),
            weights: group.iter().map(weight).collect(),
            vertices: group.to_vec(),
        }
    }

    fn all(&self) -> u32 {
        (1 << self.vertices.len()) - 1
    }

    fn members(&self, set: u32) -> impl Iterator<Item = (usize, usize)> {
        let vertices = self.vertices.iter().copied().enumerate();
        vertices.filter(move |(at, _)| set & (1 << at) != 0)
    }

    fn weight(&self, set: u32) -> u64 {
        let weights = self.members(set).filter_map(|(at, _)| self.weights.get(at));
        weights.sum()
    }

    /// A heaviest independent set. The vertex with the most neighbours is in it or not; without it
    /// there is little left to be joined.
    fn best(&self, among: u32) -> u32 {
        let joined = self.members(among).filter_map(|(at, _)| {
            let neighbours = self.neighbours.get(at)? & among;
            Some((neighbours.count_ones(), at, neighbours))
        });
        let Some((1.., at, neighbours)) = joined.max() else {
            return among;
        };
        let without = among & !(1 << at);
        let in_it = self.best(without & !neighbours) | 1 << at;
        let is_single = neighbours.count_ones() == 1 && self.is_pair(neighbours, among);
        if is_single && self.weight(1 << at) >= self.weight(neighbours) {
            return in_it;
        }
        let not_in_it = self.best(without);
        if self.weight(not_in_it) > self.weight(in_it) {
            not_in_it
        } else {
            in_it
        }
    }

    /// Returns whether the one vertex of a set has only one neighbour.
    fn is_pair(&self, one: u32, among: u32) -> bool {
        let neighbours = self.neighbours.get(one.trailing_zeros() as usize);
        neighbours.is_some_and(|own| (own & among).count_ones() == 1)
    }
}
