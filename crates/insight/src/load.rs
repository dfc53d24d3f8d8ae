//! Reviews that people are asked for now, and how long they have waited.
//!
//! This shows where help is needed, not who is fast: nothing of their past is counted.

use std::cmp::Reverse;

use crate::{quantile::Quartiles, queue::Fold};

/// Request for a review from a person who has not voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Identifier of the person.
    pub person: &'a str,
    /// The name that is shown.
    pub name: &'a str,
    /// The number of the pull request.
    pub id: u64,
    /// Time of the request in seconds.
    pub since: i64,
}

/// Open reviews of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load<'a> {
    /// Identifier of the person.
    pub person: &'a str,
    /// The name that is shown.
    pub name: &'a str,
    /// Numbers of the pull requests and since when they wait, in seconds: the longest wait first.
    pub reviews: Vec<(u64, i64)>,
}

impl Load<'_> {
    /// Quartiles of the waits, in seconds; `None` if nothing waits.
    pub fn waits(&self, now: i64) -> Option<Quartiles> {
        Quartiles::of(self.reviews.len(), &|at| {
            let (_, since) = self.reviews.iter().rev().nth(at)?;
            Some((now - since).max(0))
        })
    }
}

/// Open reviews by person: people with the most of them first, and equals in the order of their names,
/// where `fold` puts case aside.
pub fn load<'a>(asked: impl IntoIterator<Item = Asked<'a>>, fold: Fold) -> Vec<Load<'a>> {
    // Names are compared without case, as in a phone book.
    let mut ordered: Vec<Asked<'a>> = asked.into_iter().collect();
    ordered.sort_by_cached_key(|one| (fold(one.name), one.person, one.since, one.id));
    let mut people: Vec<Load<'a>> = Vec::new();
    for asked in ordered {
        let review = (asked.id, asked.since);
        match people.last_mut() {
            Some(load) if load.person == asked.person => load.reviews.push(review),
            _ => people.push(Load {
                person: asked.person,
                name: asked.name,
                reviews: vec![review],
            }),
        }
    }
    people.sort_by_key(|load| Reverse(load.reviews.len()));
    people
}
