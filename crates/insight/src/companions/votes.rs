//! Votes of present files for the files that changed with them.

use super::{Companion, Companions, Present};
use crate::history::FileId;

const PRIOR: f64 = 2.0;

/// Sums by candidate file. After each count all of them are as they were before, so that one of these
/// counts often.
#[derive(Default)]
pub(super) struct Votes {
    present: Vec<bool>,
    sums: Vec<f64>,
    best: Vec<Option<(f64, FileId, u32, u32)>>,
    seen: Vec<FileId>,
    /// Votes of one present file: changes in common, and their weight.
    one: Vec<(u32, f64)>,
}

impl Votes {
    /// Files that are not present, each with its sum and the best evidence, in no order.
    pub(super) fn candidates(
        &mut self,
        companions: &Companions,
        present: &Present,
    ) -> Vec<Companion> {
        let files = companions.by_file.len();
        self.present.resize(files, false);
        self.sums.resize(files, 0.0);
        self.best.resize(files, None);
        self.one.resize(files, (0, 0.0));
        for file in &present.known {
            if let Some(present) = self.present.get_mut(file.index()) {
                *present = true;
            }
        }
        for file in &present.known {
            self.of(*file, companions);
        }
        for file in &present.known {
            if let Some(present) = self.present.get_mut(file.index()) {
                *present = false;
            }
        }
        self.count(companions, present.all)
    }

    fn of(&mut self, voter: FileId, companions: &Companions) {
        let changes = companions.of_file(voter);
        let mut voted = Vec::new();
        for number in changes {
            let Some(files) = companions.changes.get(*number as usize) else {
                continue;
            };
            let weight = 1.0 / count(files.len().saturating_sub(1).max(1)).sqrt();
            for file in files {
                let present = self.present.get(file.index()) == Some(&true);
                if let (false, Some((shared, sum))) = (present, self.one.get_mut(file.index())) {
                    if *shared == 0 {
                        voted.push(*file);
                    }
                    *shared += 1;
                    *sum += weight;
                }
            }
        }
        let whole = count(changes.len()) + PRIOR;
        let changes = u32::try_from(changes.len()).unwrap_or(u32::MAX);
        for file in voted {
            let Some(one) = self.one.get_mut(file.index()) else {
                continue;
            };
            let (shared, sum) = std::mem::take(one);
            self.add(
                file,
                sum / whole,
                (f64::from(shared) / whole, voter, shared, changes),
            );
        }
    }

    fn add(&mut self, file: FileId, vote: f64, evidence: (f64, FileId, u32, u32)) {
        let (Some(sum), Some(best)) = (
            self.sums.get_mut(file.index()),
            self.best.get_mut(file.index()),
        ) else {
            return;
        };
        *sum += vote;
        match best {
            None => {
                self.seen.push(file);
                *best = Some(evidence);
            }
            Some((confidence, ..)) if *confidence < evidence.0 => *best = Some(evidence),
            Some(_) => {}
        }
    }

    fn count(&mut self, companions: &Companions, present: usize) -> Vec<Companion> {
        let mut found = Vec::new();
        for file in std::mem::take(&mut self.seen) {
            let (Some(sum), Some(best)) = (
                self.sums.get_mut(file.index()).map(std::mem::take),
                self.best.get_mut(file.index()).and_then(Option::take),
            ) else {
                continue;
            };
            let (confidence, with, shared, changes) = best;
            let own = count(companions.of_file(file).len()) + 1.0;
            let score = sum / own.sqrt().sqrt();
            // Of many present files some agree by chance.
            let likelihood = score / count(present).sqrt().sqrt();
            found.push(Companion {
                file,
                with,
                shared,
                changes,
                score,
                likelihood,
                // A warning needs one file that says it strongly.
                strength: confidence * confidence * likelihood,
            });
        }
        found
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
fn count(n: usize) -> f64 {
    n as f64
}
