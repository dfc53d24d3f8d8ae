//! Files that usually change together with those of a pull request, and are missing.

use std::collections::BTreeSet;

use bitbucket_cloud::FileChange;
use sightline_insight::{
    FileChange as Changed, History,
    companions::{Companion, Companions, Present},
};

use crate::{history::MergedHistory, merged::changed, settings::Settings};

/// Files that history says belong to a change, the likeliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompanionFinding {
    /// Files that are most likely forgotten.
    pub warned: Vec<MissingCompanion>,
    /// Other files that often change with these; a few at most.
    pub often: Vec<MissingCompanion>,
}

impl CompanionFinding {
    /// The files, apart from those that the reader dismissed.
    pub fn lists(&self, dismissed: &BTreeSet<String>) -> CompanionLists {
        let split = |files: &[MissingCompanion]| -> (Vec<_>, Vec<_>) {
            let files = files.iter().cloned();
            files.partition(|file| dismissed.contains(&file.path))
        };
        let (mut gone, warned) = split(&self.warned);
        let (others, often) = split(&self.often);
        gone.extend(others);
        CompanionLists {
            warned,
            often,
            dismissed: gone,
        }
    }
}

/// Missing files in the lists that a reader sees, all in the order of the finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompanionLists {
    /// Files that are most likely forgotten.
    pub warned: Vec<MissingCompanion>,
    /// Files that often change with these.
    pub often: Vec<MissingCompanion>,
    /// Files that the reader dismissed.
    pub dismissed: Vec<MissingCompanion>,
}

impl CompanionLists {
    /// Returns whether there is nothing in any of them.
    pub const fn is_empty(&self) -> bool {
        self.warned.is_empty() && self.often.is_empty() && self.dismissed.is_empty()
    }

    /// Files that are not dismissed, those that are most likely forgotten first.
    pub fn listed(&self) -> impl Iterator<Item = &MissingCompanion> {
        self.warned.iter().chain(&self.often)
    }
}

/// A missing file, and the evidence for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingCompanion {
    /// Its path.
    pub path: String,
    /// File of this change that it changed with.
    pub with: String,
    /// Number of changes of that file in which it changed too.
    pub shared: u32,
    /// Number of changes of that file.
    pub changes: u32,
}

impl MissingCompanion {
    fn of(history: &History, companion: &Companion) -> Self {
        Self {
            path: history.path(companion.file).to_owned(),
            with: history.path(companion.with).to_owned(),
            shared: companion.shared,
            changes: companion.changes,
        }
    }
}

/// Files that are missing from a change.
pub fn companions(
    history: &MergedHistory,
    files: &[FileChange],
    settings: &Settings,
) -> CompanionFinding {
    let history = &history.history;
    let companions = Companions::of(history);
    let files: Vec<Changed> = files.iter().map(changed).collect();
    let present = Present::of(history, &files);
    let rules = &settings.companions;
    let named = |found: &[Companion]| -> Vec<MissingCompanion> {
        let found = found.iter().map(|one| MissingCompanion::of(history, one));
        found.filter(|file| !rules.ignores(&file.path)).collect()
    };
    let mut warned = named(&companions.warnings(history, &present));
    warned.retain(|file| file.shared >= rules.together);
    let mut often = named(&companions.listed(history, &present));
    often.retain(|file| !warned.iter().any(|other| other.path == file.path));
    CompanionFinding { warned, often }
}
