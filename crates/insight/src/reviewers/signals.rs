//! Signals that somebody reviews or knows something, summed by person.

use super::Touched;
use crate::history::{Entry, PersonId};

/// Keeps a share small where the whole signal is next to nothing.
const PRIOR: f64 = 0.5;

/// Sums by person.
pub(super) struct Signals {
    reviews: Vec<f64>,
    for_author: Vec<f64>,
    of_files: Vec<f64>,
    in_folders: Vec<f64>,
    authored: Vec<f64>,
}

impl Signals {
    pub(super) fn new(people: usize) -> Self {
        let none = || vec![0.0; people];
        Self {
            reviews: none(),
            for_author: none(),
            of_files: none(),
            in_folders: none(),
            authored: none(),
        }
    }

    /// Adds a merged pull request.
    pub(super) fn add(
        &mut self,
        entry: &Entry,
        weight: f64,
        author: Option<PersonId>,
        touched: &Touched,
    ) {
        let (files, folders) = touched.overlap(entry);
        let same_author = if Some(entry.author) == author {
            weight
        } else {
            0.0
        };
        for reviewer in &entry.reviewers {
            add(&mut self.reviews, *reviewer, weight);
            add(&mut self.for_author, *reviewer, same_author);
            add(&mut self.of_files, *reviewer, weight * files);
            add(&mut self.in_folders, *reviewer, weight * folders);
        }
        add(&mut self.authored, entry.author, weight);
    }

    fn all(&self) -> [&Vec<f64>; 5] {
        [
            &self.reviews,
            &self.for_author,
            &self.of_files,
            &self.in_folders,
            &self.authored,
        ]
    }

    /// The author is no candidate, so their part is nobody's share.
    pub(super) fn leave_out(&mut self, author: PersonId) {
        let Self {
            reviews,
            for_author,
            of_files,
            in_folders,
            authored,
        } = self;
        for signal in [reviews, for_author, of_files, in_folders, authored] {
            if let Some(sum) = signal.get_mut(author.index()) {
                *sum = 0.0;
            }
        }
    }

    /// Adds everybody's shares to their scores.
    pub(super) fn add_shares(&self, scores: &mut [f64]) {
        for signal in self.all() {
            let whole = signal.iter().sum::<f64>() + PRIOR;
            for (score, own) in scores.iter_mut().zip(signal) {
                *score += own / whole;
            }
        }
    }
}

fn add(sums: &mut [f64], person: PersonId, weight: f64) {
    if let Some(sum) = sums.get_mut(person.index()) {
        *sum += weight;
    }
}
