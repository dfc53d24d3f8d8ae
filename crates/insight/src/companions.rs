//! Files that history says belong to a change and that are missing from it.
//!
//! A file that is present votes for what changed with it before. One earlier change of `n` files
//! gives each companion `1/√(n-1)`, for a change of many files says less about each pair; the sum is
//! divided by how often the present file changed (plus two, so that a single change proves
//! nothing). Votes of all present files are added, and damped a little for files that change with
//! everything. Earlier changes of more than [`MAX_FILES`] files are not looked at (as code-maat
//! does), renames are followed.
//!
//! Being likely is not enough for a warning. That needs evidence from one file alone, and a
//! strength which few complete changes of this very repository reached: [`Companions::calibrate`]
//! replays its past and takes the limit from there, so that no constant has to fit every team.

use std::collections::VecDeque;

use crate::history::{Change, Entry, FileId, History};

/// Changes of more files than this say nothing about pairs.
pub const MAX_FILES: usize = 30;
/// A warning names a file with which the missing one changed at least so often.
pub const MIN_SHARED: u32 = 5;
/// So many of the latest complete changes set the limit for warnings.
const REPLAYED: usize = 400;
/// One in so many of them may have looked incomplete.
const FALSE_ALARMS: usize = 200;
/// Fewer of them than this give no limit, and so no warnings.
const MIN_PAST: usize = 50;
/// How much a file counts less for changing often.
const DAMPING: f64 = 0.2;
const PRIOR: f64 = 2.0;

/// A missing file and the best evidence for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Companion {
    /// The missing file.
    pub file: FileId,
    /// The present file that it changed with.
    pub with: FileId,
    /// In how many changes of `with` it changed too.
    pub shared: u32,
    /// Out of how many changes of `with`.
    pub changes: u32,
    score: f64,
    strength: f64,
}

/// What changed together, up to a point in time.
#[derive(Debug, Clone, Default)]
pub struct Companions {
    /// Files of each change that counts.
    changes: Vec<Vec<FileId>>,
    /// By file: which changes it is in.
    by_file: Vec<Vec<u32>>,
    /// Strength of the strongest candidate for each of the latest complete changes, in time order.
    past: VecDeque<f64>,
}

/// The files of a change, as far as the history knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// Those that it knows.
    pub known: Vec<FileId>,
    /// How many there are in all.
    pub all: usize,
}

impl Present {
    /// The files of a change.
    pub fn of(history: &History, change: &Change<'_>) -> Self {
        let known = change
            .files
            .iter()
            .filter_map(|file| history.find_file(file))
            .collect();
        Self {
            known,
            all: change.files.len(),
        }
    }
}

impl Companions {
    /// Everything in the history, with the limit for warnings taken from its latest changes.
    pub fn of(history: &History) -> Self {
        let mut companions = Self::default();
        let complete = |entry: &&Entry| (2..=MAX_FILES).contains(&entry.files.len());
        let mut left = history.entries.iter().filter(complete).count();
        for entry in &history.entries {
            if complete(&entry) {
                if left <= REPLAYED {
                    companions.calibrate(&entry.files);
                }
                left -= 1;
            }
            companions.push(&entry.files);
        }
        companions
    }

    /// Adds a change that was merged after all others.
    pub fn push(&mut self, files: &[FileId]) {
        if files.len() > MAX_FILES {
            return;
        }
        let number = u32::try_from(self.changes.len()).unwrap_or(u32::MAX);
        for file in files {
            if self.by_file.len() <= file.index() {
                self.by_file.resize(file.index() + 1, Vec::new());
            }
            if let Some(changes) = self.by_file.get_mut(file.index()) {
                changes.push(number);
            }
        }
        self.changes.push(files.to_vec());
    }

    /// Remembers how incomplete a complete change looks, before it is added.
    pub fn calibrate(&mut self, files: &[FileId]) {
        if !(2..=MAX_FILES).contains(&files.len()) {
            return;
        }
        let known = files
            .iter()
            .copied()
            .filter(|file| self.knows(*file))
            .collect();
        let candidates = self.missing(&Present {
            known,
            all: files.len(),
        });
        let evident = candidates
            .iter()
            .filter(|candidate| candidate.shared >= MIN_SHARED);
        let strongest = evident
            .map(|candidate| candidate.strength)
            .fold(0.0, f64::max);
        if self.past.len() == REPLAYED {
            self.past.pop_front();
        }
        self.past.push_back(strongest);
    }

    /// Candidates that are not present, the likeliest first.
    pub fn missing(&self, present: &Present) -> Vec<Companion> {
        let mut votes = Votes::new(self.by_file.len(), &present.known);
        for file in &present.known {
            votes.of(*file, self);
        }
        votes.count(self, present.all)
    }

    /// Those of [`Companions::missing`] that are worth a warning.
    pub fn warnings(&self, present: &Present) -> Vec<Companion> {
        let Some(limit) = self.limit() else {
            return Vec::new();
        };
        let mut found = self.missing(present);
        found.retain(|companion| companion.shared >= MIN_SHARED && companion.strength > limit);
        found
    }

    /// Whether the file is in any change that counts.
    pub fn knows(&self, file: FileId) -> bool {
        !self.of_file(file).is_empty()
    }

    fn of_file(&self, file: FileId) -> &[u32] {
        self.by_file.get(file.index()).map_or(&[], Vec::as_slice)
    }

    fn limit(&self) -> Option<f64> {
        let mut past: Vec<f64> = self.past.iter().copied().collect();
        if past.len() < MIN_PAST {
            return None;
        }
        past.sort_by(f64::total_cmp);
        past.iter().rev().nth(past.len() / FALSE_ALARMS).copied()
    }
}

/// Sums by candidate file.
struct Votes {
    present: Vec<bool>,
    sums: Vec<f64>,
    best: Vec<Option<(f64, FileId, u32, u32)>>,
    seen: Vec<FileId>,
    /// Votes of one present file: changes in common, and their weight.
    one: Vec<(u32, f64)>,
}

impl Votes {
    fn new(files: usize, present: &[FileId]) -> Self {
        let mut votes = Self {
            present: vec![false; files],
            sums: vec![0.0; files],
            best: vec![None; files],
            seen: Vec::new(),
            one: vec![(0, 0.0); files],
        };
        for file in present {
            if let Some(present) = votes.present.get_mut(file.index()) {
                *present = true;
            }
        }
        votes
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

    fn count(self, companions: &Companions, present: usize) -> Vec<Companion> {
        let mut found: Vec<Companion> = self
            .seen
            .iter()
            .filter_map(|file| {
                let sum = *self.sums.get(file.index())?;
                let (confidence, with, shared, changes) = (*self.best.get(file.index())?)?;
                let own = count(companions.of_file(*file).len()) + 1.0;
                Some(Companion {
                    file: *file,
                    with,
                    shared,
                    changes,
                    score: sum / own.powf(DAMPING),
                    // What many files agree on, and one of them strongly; of many present files
                    // some would agree by chance.
                    strength: confidence * sum / count(present).sqrt(),
                })
            })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.file.cmp(&b.file)));
        found
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
fn count(n: usize) -> f64 {
    n as f64
}
