//! Files that usually change together with those of a pull request, and are missing.

use std::collections::BTreeSet;

use bitbucket_cloud::FileChange;
use sightline_insight::{
    FileChange as Changed,
    companions::{Companions, MIN_PAST, Present},
};

use super::{history::MergedHistory, records::changed, settings::Settings};

/// What history says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompanionFinding {
    /// Files that are missing, the likeliest first.
    Missing {
        /// The files.
        files: Vec<MissingCompanion>,
        /// Number of merged pull requests that this is from.
        merged: usize,
    },
    /// Nothing: too few merged pull requests tell something.
    TooLittle {
        /// Their number.
        telling: usize,
    },
}

impl CompanionFinding {
    /// Files that are missing; none where too little is known.
    pub fn missing(&self) -> &[MissingCompanion] {
        match self {
            Self::Missing { files, .. } => files,
            Self::TooLittle { .. } => &[],
        }
    }

    /// Files that are missing, apart from those that the reader dismissed.
    pub fn lists(&self, dismissed: &BTreeSet<String>) -> CompanionLists {
        let files = self.missing().iter().cloned();
        let (dismissed, listed) = files.partition(|file| dismissed.contains(&file.path));
        CompanionLists { listed, dismissed }
    }
}

/// Missing files in the lists that a reader sees, both in the order of the finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompanionLists {
    /// Files that are not dismissed.
    pub listed: Vec<MissingCompanion>,
    /// Files that the reader dismissed.
    pub dismissed: Vec<MissingCompanion>,
}

/// A missing file, and why it is thought to be.
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

/// Files that are missing from a change.
pub fn companions(
    history: &MergedHistory,
    files: &[FileChange],
    settings: &Settings,
) -> CompanionFinding {
    let history = &history.history;
    let companions = Companions::of(history);
    let telling = companions.calibrated();
    if telling < MIN_PAST {
        return CompanionFinding::TooLittle { telling };
    }
    let files: Vec<Changed> = files.iter().map(changed).collect();
    let warnings = companions.warnings(history, &Present::of(history, &files));
    let rules = &settings.companions;
    let missing = warnings.iter().filter_map(|one| {
        let path = history.path(one.file);
        let said = one.shared >= rules.together && !rules.ignores(path);
        said.then(|| MissingCompanion {
            path: path.to_owned(),
            with: history.path(one.with).to_owned(),
            shared: one.shared,
            changes: one.changes,
        })
    });
    CompanionFinding::Missing {
        files: missing.collect(),
        merged: history.len(),
    }
}
