//! Files that history says belong to a change and that are missing from it.
//!
//! A file that is present votes for what changed with it before. One earlier change of `n` files
//! gives each companion `1/√(n-1)`, for a change of many files says less about each pair; the sum is
//! divided by how often the present file changed (plus two, so that a single change proves
//! nothing). Votes of all present files are added, and divided by the fourth root of how often the
//! candidate itself changed, for some files change with everything. Earlier changes of more than
//! [`MAX_FILES`] files are not looked at (as code-maat does), renames are followed.
//!
//! Being likely is not enough for a warning. That needs evidence from one file alone, and a
//! strength which few complete changes of this very repository reached: [`Companions::calibrate`]
//! replays its past and takes the limit from there, so that no constant has to fit every team.

use std::collections::VecDeque;

use crate::history::{Entry, FileChange, FileId, History};

/// Changes of more files than this say nothing about pairs.
pub const MAX_FILES: usize = 30;
/// A warning names a file with which the missing one changed at least so often.
pub const MIN_SHARED: u32 = 5;
/// So many of the latest complete changes set the limit for warnings.
const REPLAYED: usize = 400;
/// One in so many of them may have looked incomplete.
const FALSE_ALARMS: usize = 200;
/// Fewer of them than this give no limit, and so no warnings.
pub const MIN_PAST: usize = 50;
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
    /// Those of a change, by their paths before and after it.
    pub fn of<'f>(history: &History, files: impl IntoIterator<Item = &'f FileChange>) -> Self {
        let mut present = Self {
            known: Vec::new(),
            all: 0,
        };
        let mut seen = vec![false; history.file_count()];
        for file in files {
            present.all += 1;
            for id in [history.find_file(file), history.find_path(&file.path)] {
                let Some((id, seen)) = id.and_then(|id| Some((id, seen.get_mut(id.index())?)))
                else {
                    continue;
                };
                if !std::mem::replace(seen, true) {
                    present.known.push(id);
                }
            }
        }
        present
    }
}

impl Companions {
    /// Everything in the history, with the limit for warnings taken from its latest changes.
    pub fn of(history: &History) -> Self {
        let mut companions = Self::default();
        let mut votes = Votes::default();
        let complete = |entry: &&Entry| (2..=MAX_FILES).contains(&entry.files.len());
        let mut left = history.entries.iter().filter(complete).count();
        for entry in &history.entries {
            if complete(&entry) {
                if left <= REPLAYED {
                    companions.calibrate_with(&mut votes, &entry.files);
                }
                left -= 1;
            }
            companions.push(&entry.files);
        }
        companions
    }

    /// Everything in the history, for [`Companions::usual`]: without a limit nothing is warned of.
    pub fn unlimited(history: &History) -> Self {
        let mut companions = Self::default();
        for entry in &history.entries {
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
        self.calibrate_with(&mut Votes::default(), files);
    }

    fn calibrate_with(&mut self, votes: &mut Votes, files: &[FileId]) {
        if !(2..=MAX_FILES).contains(&files.len()) {
            return;
        }
        let known = files
            .iter()
            .copied()
            .filter(|file| self.knows(*file))
            .collect();
        let all = files.len();
        let candidates = votes.candidates(self, &Present { known, all });
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

    /// How many complete changes set the limit for warnings.
    pub fn calibrated(&self) -> usize {
        self.past.len()
    }

    /// Candidates that are there and not present, the likeliest first.
    pub fn missing(&self, history: &History, present: &Present) -> Vec<Companion> {
        let mut found = self.candidates(present);
        found.retain(|companion| history.has(companion.file));
        ranked(found)
    }

    fn candidates(&self, present: &Present) -> Vec<Companion> {
        Votes::default().candidates(self, present)
    }

    /// Those of [`Companions::missing`] that are worth a warning.
    pub fn warnings(&self, history: &History, present: &Present) -> Vec<Companion> {
        let Some(limit) = self.limit() else {
            return Vec::new();
        };
        let mut found = self.candidates(present);
        found.retain(|companion| {
            companion.shared >= MIN_SHARED
                && companion.strength > limit
                && history.has(companion.file)
        });
        ranked(found)
    }

    /// What usually changes with a file, the likeliest first: at most so many, each at least
    /// [`MIN_SHARED`] times.
    pub fn usual(&self, file: FileId, most: usize) -> Vec<Companion> {
        let mut found = self.candidates(&Present {
            known: vec![file],
            all: 1,
        });
        found.retain(|companion| companion.shared >= MIN_SHARED);
        let mut found = ranked(found);
        found.truncate(most);
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
        if self.past.len() < MIN_PAST {
            return None;
        }
        let mut strongest_first: Vec<f64> = self.past.iter().copied().collect();
        strongest_first.sort_unstable_by(|a, b| b.total_cmp(a));
        strongest_first
            .get(strongest_first.len() / FALSE_ALARMS)
            .copied()
    }
}

/// Sums by candidate file. After each count all of them are as they were before, so that one of these
/// counts often.
#[derive(Default)]
struct Votes {
    present: Vec<bool>,
    sums: Vec<f64>,
    best: Vec<Option<(f64, FileId, u32, u32)>>,
    seen: Vec<FileId>,
    /// Votes of one present file: changes in common, and their weight.
    one: Vec<(u32, f64)>,
}

impl Votes {
    fn candidates(&mut self, companions: &Companions, present: &Present) -> Vec<Companion> {
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
            found.push(Companion {
                file,
                with,
                shared,
                changes,
                score: sum / own.sqrt().sqrt(),
                // What many files agree on, and one of them strongly; of many present files
                // some would agree by chance.
                strength: confidence * sum / count(present).sqrt(),
            });
        }
        found
    }
}

fn ranked(mut found: Vec<Companion>) -> Vec<Companion> {
    found.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.file.cmp(&b.file)));
    found
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
fn count(n: usize) -> f64 {
    n as f64
}
