//! Files that history says belong to a change and that are missing from it.
//!
//! A file that is present votes for what changed with it before. One earlier change of `n` files
//! gives each companion `1/√(n-1)`, because a change of many files says less about each pair; the sum is
//! divided by how often the present file changed (plus two, so that a single change proves
//! nothing). Votes of all present files are added, and divided by the fourth root of how often the
//! candidate itself changed, because some files change with everything. Earlier changes of more than
//! [`MAX_FILES`] files are not looked at (as code-maat does), renames are followed.
//!
//! Two things are shown. The list ([`Companions::listed`]) names a few files that often change with
//! these. A warning ([`Companions::warnings`]) needs strong evidence from one file alone. Both need
//! more than most complete changes of this very repository reached: [`Companions::calibrate`] replays
//! its past and takes the limits from there, so that no constant has to fit every team.

mod limits;
mod votes;

use crate::history::{Entry, FileChange, FileId, History};
use limits::{Kind, Past, REPLAYED};
use votes::Votes;

/// Changes of more files than this say nothing about pairs.
pub const MAX_FILES: usize = 30;
/// Files in the list at most.
pub const LISTED: usize = 3;
/// The list names a file that changed with one that is present at least so often.
pub const SHARED: u32 = 2;
/// A warning names a file with which the missing one changed at least so often.
pub const MIN_SHARED: u32 = 5;
/// Fewer complete changes than this give no limit, and so no warnings.
pub const MIN_PAST: usize = 50;

/// A missing file and the best evidence for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Companion {
    /// The missing file.
    pub file: FileId,
    /// The present file that it changed with.
    pub with: FileId,
    /// Number of changes of `with` in which it changed too.
    pub shared: u32,
    /// Number of all changes of `with`.
    pub changes: u32,
    /// Orders candidates of one change.
    score: f64,
    /// Compares candidates of changes of different sizes.
    likelihood: f64,
    /// Likelihood, weighted by how strong the evidence of one file alone is.
    strength: f64,
}

/// Files that changed together, up to a point in time.
#[derive(Debug, Clone, Default)]
pub struct Companions {
    /// Files of each change that counts.
    changes: Vec<Vec<FileId>>,
    /// Numbers of the changes of each file, by file.
    by_file: Vec<Vec<u32>>,
    /// Candidates of the latest complete changes, which set the limits.
    past: Past,
}

/// The files of a change, as far as the history knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// Known files.
    pub known: Vec<FileId>,
    /// Number of all files.
    pub all: usize,
}

impl Present {
    /// Files of a change, by their paths before and after it.
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
    /// Everything in the history, with the limits taken from its latest changes.
    pub fn of(history: &History) -> Self {
        let mut companions = Self::default();
        let mut votes = Votes::default();
        let complete = |entry: &Entry| (1..=MAX_FILES).contains(&entry.files.len());
        let several = |entry: &Entry| usize::from(entry.files.len() > 1);
        let mut left = [0, 0];
        for entry in history.entries.iter().filter(|entry| complete(entry)) {
            if let Some(left) = left.get_mut(several(entry)) {
                *left += 1;
            }
        }
        for entry in &history.entries {
            if let (true, Some(left)) = (complete(entry), left.get_mut(several(entry))) {
                if *left <= REPLAYED {
                    companions.calibrate_with(&mut votes, &entry.files);
                }
                *left -= 1;
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
        if !(1..=MAX_FILES).contains(&files.len()) {
            return;
        }
        let known = files
            .iter()
            .copied()
            .filter(|file| self.knows(*file))
            .collect();
        let all = files.len();
        let candidates = votes.candidates(self, &Present { known, all });
        self.past.add(all, &candidates);
    }

    /// Number of complete changes that set the limits.
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
        self.above(Kind::Warning, history, present)
    }

    /// The likeliest of [`Companions::missing`], at most [`LISTED`]: none, unless they are likelier
    /// than the candidates of most complete changes.
    pub fn listed(&self, history: &History, present: &Present) -> Vec<Companion> {
        let mut found = self.above(Kind::Listed, history, present);
        found.truncate(LISTED);
        found
    }

    fn above(&self, kind: Kind, history: &History, present: &Present) -> Vec<Companion> {
        let Some(limit) = self.past.limit(kind, present.all) else {
            return Vec::new();
        };
        let mut found = self.candidates(present);
        found.retain(|companion| kind.exceeds(companion, limit) && history.has(companion.file));
        ranked(found)
    }

    /// Files that usually change with a file, the likeliest first: at most `most`, each at least
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

    /// Returns whether the file is in any change that counts.
    pub fn knows(&self, file: FileId) -> bool {
        !self.of_file(file).is_empty()
    }

    fn of_file(&self, file: FileId) -> &[u32] {
        self.by_file.get(file.index()).map_or(&[], Vec::as_slice)
    }
}

fn ranked(mut found: Vec<Companion>) -> Vec<Companion> {
    found.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.file.cmp(&b.file)));
    found
}
