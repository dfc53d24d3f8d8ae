//! Overlaps of a pull request with the other open ones, as far as their changes are known.

use std::{collections::HashMap, sync::Arc};

use bitbucket_cloud::{FileChange, PullRequest, PullRequestState};
use sightline_insight::{
    kinds::{Kind, Kinds},
    overlap::{FileHunks, FileMerge, Overlap, SWEEPING, overlaps},
};

use crate::{history::OpenPullRequest, overlap_input::open};

/// Changes of the pull request that is compared.
#[derive(Debug, Clone, Copy)]
pub enum Changes<'a> {
    /// Changes by line.
    Lines(&'a [FileHunks]),
    /// Changes by file alone, if its diff cannot be read.
    Files(&'a [FileChange]),
}

/// Outcome of a comparison.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// Others that touch the same files, sweeping ones last.
    pub found: Vec<FoundOverlap>,
    /// Number of other open pull requests whose changes are known.
    pub compared: usize,
    /// Number of other open pull requests.
    pub of: usize,
    /// Numbers of those for which Bitbucket cannot give the diff, as they are listed.
    pub refused: Vec<u32>,
}

/// Another pull request, and the files that both touch.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundOverlap {
    /// Files and lines that both touch.
    pub overlap: Overlap,
    /// The other pull request.
    pub other: Arc<PullRequest>,
    /// Number of files that the other one changes.
    pub files: usize,
    /// Changes of the other one.
    pub changes: Arc<Vec<FileHunks>>,
}

impl FoundOverlap {
    /// Returns whether the other one is sweeping.
    pub const fn is_sweeping(&self) -> bool {
        self.files >= SWEEPING
    }
}

/// Returns whether files conflict, and all that do, or may, are made by a program: that is run again
/// instead of merging them by hand.
pub fn is_regenerated(overlap: &Overlap, kinds: &Kinds) -> bool {
    let mut unmerged = overlap
        .files
        .iter()
        .filter(|file| file.merge != FileMerge::Clean);
    overlap.conflicts() > 0 && unmerged.all(|file| is_generated(kinds.of(&file.path)))
}

/// Returns whether a program makes files of a kind.
pub const fn is_generated(kind: Kind) -> bool {
    matches!(kind, Kind::Generated | Kind::Lock)
}

impl Comparison {
    /// Counts so many open pull requests in all, `pull_request` among them while it is open: those that were
    /// not listed are not compared either.
    #[must_use]
    pub fn out_of(mut self, total: Option<u32>, pull_request: &PullRequest) -> Self {
        let own = u32::from(pull_request.state == PullRequestState::Open);
        let others = total.map_or(0, |total| total.saturating_sub(own));
        self.of = self.of.max(usize::try_from(others).unwrap_or(0));
        self
    }
}

/// Compares a pull request with others. `here` is the full name of the repository.
pub fn compare(
    here: &str,
    pull_request: &PullRequest,
    changes: Changes<'_>,
    open_ones: &[OpenPullRequest],
) -> Comparison {
    let others = open_ones
        .iter()
        .filter(|other| other.pull_request.id != pull_request.id);
    let by_id: HashMap<u32, &OpenPullRequest> = others
        .clone()
        .map(|other| (other.pull_request.id, other))
        .collect();
    let known = open_ones.iter().filter_map(|other| {
        let changes = other.changes.as_ref()?;
        Some(open(here, &other.pull_request, changes))
    });
    let known: Vec<_> = known.collect();
    let by_file = match changes {
        Changes::Lines(_) => Vec::new(),
        Changes::Files(files) => paths(files),
    };
    let this = match changes {
        Changes::Lines(hunks) => open(here, pull_request, hunks),
        Changes::Files(_) => open(here, pull_request, &by_file),
    };
    let found = overlaps(&this, &known).into_iter().filter_map(|overlap| {
        let open = by_id.get(&overlap.id)?;
        Some(FoundOverlap {
            overlap,
            other: Arc::clone(&open.pull_request),
            files: open.changes.as_ref().map_or(0, |changes| changes.len()),
            changes: open.changes.clone().unwrap_or_default(),
        })
    });
    Comparison {
        found: found.collect(),
        refused: others
            .clone()
            .filter(|other| other.changes.is_none() && other.refused)
            .map(|other| other.pull_request.id)
            .collect(),
        compared: others.filter(|other| other.changes.is_some()).count(),
        of: by_id.len(),
    }
}

/// Files with unread content.
fn paths(files: &[FileChange]) -> Vec<FileHunks> {
    let files = files.iter().map(|file| {
        let path = file.path().to_owned();
        let old = file.old_path().map(str::to_owned);
        FileHunks {
            old_path: old.or_else(|| (!file.is_added()).then(|| path.clone())),
            new_path: (!file.is_removed()).then_some(path),
            ..FileHunks::default()
        }
    });
    files.collect()
}
