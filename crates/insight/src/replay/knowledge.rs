//! Knowledge of the past at a time.

use std::collections::{BTreeSet, HashMap};

use crate::{
    first_visit::{OF_ONE_FILE, Touch, telling, weightiest},
    history::{FileChange, FileId, History, Merged},
};

/// Calls of a first visit after which it reads no more.
const CALLS: usize = 106;
/// Calls that the page itself makes, and those that list open pull requests.
const OF_THE_PAGE: usize = 18;
/// Calls that list merged pull requests.
const LISTS: usize = 1;

/// Share of the past that a reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knowledge {
    /// All of it.
    Everything,
    /// The part that a first visit reads: see [`crate::first_visit`]. Half of the calls that are left go
    /// to open pull requests, the others to the newest merged ones.
    FirstVisit,
}

/// Merged pull requests by file, up to a point in time.
#[derive(Debug, Default)]
pub(super) struct Past {
    history: History,
    by_file: HashMap<FileId, Vec<usize>>,
}

impl Past {
    /// Adds the pull request at a place in the list, which was merged after all others.
    pub(super) fn push(&mut self, merged: &[Merged], at: usize) {
        let Some(pull) = merged.get(at) else {
            return;
        };
        self.history.push(pull);
        let Some(entry) = self.history.entries.last() else {
            return;
        };
        for file in &entry.files {
            self.by_file.entry(*file).or_default().push(at);
        }
    }

    /// History that a first visit on a change knows. The changes that it knows from its files have
    /// authors, but no reviewers.
    pub(super) fn first_visit<'f>(
        &self,
        merged: &[Merged],
        files: impl IntoIterator<Item = &'f FileChange>,
    ) -> History {
        let known = |file: &&FileChange| self.history.find_file(file).is_some();
        let files = weightiest(files.into_iter().filter(known));
        let touches = files.iter().flat_map(|file| {
            let file = self.history.find_file(file);
            let changes = file.and_then(|file| self.by_file.get(&file));
            let newest_first = changes.into_iter().flatten().rev().take(OF_ONE_FILE);
            newest_first.filter_map(|at| {
                let on = merged.get(*at)?.merged_on;
                Some(Touch { change: *at, on })
            })
        });
        let telling = telling(touches);
        let spent = OF_THE_PAGE + files.len() + telling.len();
        let newest = (CALLS.saturating_sub(spent) / 2).saturating_sub(LISTS);
        let newest = self.history.len().saturating_sub(newest)..self.history.len();
        let read: BTreeSet<usize> = telling.into_iter().chain(newest.clone()).collect();
        let mut history = History::default();
        for at in read {
            match merged.get(at) {
                Some(pull) if newest.contains(&at) => history.push(pull),
                Some(pull) => history.push(&Merged {
                    reviewers: Vec::new(),
                    ..pull.clone()
                }),
                None => {}
            }
        }
        history
    }
}
