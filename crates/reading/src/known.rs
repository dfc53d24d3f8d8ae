//! Facts that were read of a repository, for those who read after.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bitbucket_cloud::{PullRequest, Request};
use sightline_findings::{merged::MergedPullRequest, settings::LoadedSettings};
use sightline_insight::overlap::FileHunks;

/// Merged pull requests of a repository that are kept, the newest.
const MERGED: usize = 500;

/// Settings of a repository that are kept.
const SETTINGS: usize = 16;

/// Diffs of a repository that are kept.
const DIFFS: usize = 120;

/// Facts that are known of one repository.
#[derive(Debug, Default)]
pub struct KnownRepository(Mutex<Known>);

impl KnownRepository {
    /// Bytes that it takes, about.
    pub fn weight(&self) -> u32 {
        self.lock().weight()
    }

    /// Locks it. Not to be held while waiting for anything.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Settings by commit.
    pub(crate) settings: BTreeMap<String, Arc<LoadedSettings>>,
    /// Open pull requests, and the time of their listing in seconds since the Unix epoch.
    pub(crate) open: Option<(u64, OpenList)>,
    /// Diffs by number of the pull request.
    pub(crate) diffs: HashMap<u32, Diff>,
    /// Merged pull requests by time of merge and number.
    pub(crate) merged: BTreeMap<(i64, u32), Arc<MergedPullRequest>>,
    /// Listed, and not read yet, the newest last.
    pub(crate) unread: Vec<PullRequest>,
    /// Time when the newest merged ones were listed, in seconds since the Unix epoch.
    pub(crate) merged_at: Option<u64>,
    /// The next page of older ones.
    pub(crate) older: Option<Request>,
}

/// Open pull requests, last active first.
#[derive(Debug, Clone)]
pub(crate) struct OpenList {
    /// Those that were listed.
    pub(crate) listed: Vec<Arc<PullRequest>>,
    /// Number of all.
    pub(crate) all: usize,
}

/// Diff of an open pull request, which holds while its source and its target stay.
#[derive(Debug)]
pub(crate) struct Diff {
    source: String,
    target: String,
    /// `None` where Bitbucket cannot give it.
    pub(crate) hunks: Option<Arc<Vec<FileHunks>>>,
}

impl Diff {
    /// `None` for a pull request of which an end is gone.
    pub(crate) fn of(pull: &PullRequest, hunks: Option<Arc<Vec<FileHunks>>>) -> Option<Self> {
        Some(Self {
            source: pull.source.commit.as_ref()?.hash.clone(),
            target: pull.destination.branch.as_ref()?.name.clone(),
            hunks,
        })
    }

    fn holds(&self, pull: &PullRequest) -> bool {
        let source = pull.source.commit.as_ref();
        let target = pull.destination.branch.as_ref();
        source.is_some_and(|commit| commit.hash == self.source)
            && target.is_some_and(|branch| branch.name == self.target)
    }
}

impl Known {
    /// The diff of a pull request as it is now.
    pub(crate) fn diff(&self, pull: &PullRequest) -> Option<&Diff> {
        self.diffs.get(&pull.id).filter(|diff| diff.holds(pull))
    }

    pub(crate) fn keep_diff(&mut self, id: u32, diff: Diff) {
        if self.diffs.len() >= DIFFS
            && !self.diffs.contains_key(&id)
            && let Some(oldest) = self.diffs.keys().min().copied()
        {
            self.diffs.remove(&oldest);
        }
        self.diffs.insert(id, diff);
    }

    pub(crate) fn keep_settings(&mut self, commit: &str, settings: &Arc<LoadedSettings>) {
        if self.settings.len() >= SETTINGS {
            self.settings.clear();
        }
        self.settings
            .insert(commit.to_owned(), Arc::clone(settings));
    }

    pub(crate) fn keep_merged(&mut self, record: MergedPullRequest) {
        let key = (record.merged_on.unix(), record.id);
        self.merged.insert(key, Arc::new(record));
        if self.merged.len() > MERGED {
            self.merged.pop_first();
        }
    }

    pub(crate) fn knows_merged(&self, id: u32) -> bool {
        let read = self.merged.keys().any(|(_, known)| *known == id);
        read || self.unread.iter().any(|pull| pull.id == id)
    }

    /// Bytes, about: 200 for a path with what goes with it, 24 for a hunk, 2,000 for a pull request.
    fn weight(&self) -> u32 {
        let files = |hunks: &Arc<Vec<FileHunks>>| -> usize {
            hunks.iter().map(|file| 200 + 24 * file.old.len()).sum()
        };
        let diffs = self.diffs.values().filter_map(|diff| diff.hunks.as_ref());
        let diffs: usize = diffs.map(files).sum();
        let merged = self.merged.values();
        let merged: usize = merged.map(|one| 1_000 + 200 * one.files.len()).sum();
        let open = self.open.as_ref().map_or(0, |(_, open)| open.listed.len());
        let pulls = 2_000 * (open + self.unread.len());
        u32::try_from(1_000 + diffs + merged + pulls).unwrap_or(u32::MAX)
    }
}
