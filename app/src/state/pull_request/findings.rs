//! What is found about a pull request in the rest of the repository.

use std::sync::Arc;

use leptos::prelude::*;
use sightline_insight::overlap::FileHunks;

use super::{derived::Answers, dismissed::DismissedCompanions};
use crate::{
    browser::clock,
    model::{
        change_history::with_changes,
        companions::{CompanionFinding, CompanionLists, companions},
        history::MergedHistory,
        overlaps::{Changes, Comparison, compare},
        reviewers::{Knowing, knowing},
    },
    state::{Fetched, Loading},
};

impl Answers {
    /// Other open pull requests that touch the same files; by files alone where this one's own diff
    /// cannot be read. `here` is the full name of the repository.
    pub(super) fn overlaps(
        self,
        here: Arc<str>,
        hunks: Fetched<Vec<FileHunks>>,
    ) -> Memo<Loading<Arc<Comparison>>> {
        Memo::new(move |_| {
            let open = match self.history.open.get()? {
                Ok(open) => open,
                Err(error) => return Some(Err(error)),
            };
            let pull_request = self.pull_request.get();
            let compared =
                |changes: Changes<'_>| Arc::new(compare(&here, &pull_request, changes, &open));
            Some(match hunks.get()? {
                Ok(hunks) => Ok(compared(Changes::Lines(&hunks))),
                Err(_) => {
                    let files = self.files.get()?;
                    files.map(|files| compared(Changes::Files(&files)))
                }
            })
        })
    }

    /// Merged pull requests, and other changes of the pull request's files.
    pub(super) fn past(self) -> Memo<Option<Arc<MergedHistory>>> {
        let past = move |_: Option<&_>| {
            let merged = self.history.merged.get()?;
            Some(with_changes(&merged, &self.history.changes.read()))
        };
        // What is read next is never the same.
        Memo::new_with_compare(past, |_, _| true)
    }

    /// Files that history says are missing.
    pub(super) fn companions(
        self,
        past: Memo<Option<Arc<MergedHistory>>>,
    ) -> Memo<Loading<Arc<CompanionFinding>>> {
        Memo::new(move |_| {
            let rules = self.rules()?;
            let files = self.files.get()?;
            let merged = past.get()?;
            Some(files.map(|files| Arc::new(companions(&merged, &files, &rules.settings))))
        })
    }

    /// Who knows the change besides its reviewers.
    pub(super) fn knowing(
        self,
        past: Memo<Option<Arc<MergedHistory>>>,
    ) -> Memo<Loading<Arc<Knowing>>> {
        Memo::new(move |_| {
            let rules = self.rules()?;
            let files = self.files.get()?;
            let merged = past.get()?;
            let open = self
                .history
                .open
                .get()
                .and_then(Result::ok)
                .unwrap_or_default();
            let pull_request = self.pull_request.get();
            let knowing = |files: Arc<Vec<_>>| {
                let now = clock::now();
                knowing(&pull_request, &files, &merged, &open, &rules.settings, now)
            };
            Some(files.map(|files| Arc::new(knowing(files))))
        })
    }
}

/// Missing files, apart from what the reader dismissed; none until they are known.
pub(super) fn companion_lists(
    finding: Memo<Loading<Arc<CompanionFinding>>>,
    dismissed: DismissedCompanions,
) -> Memo<Arc<CompanionLists>> {
    Memo::new(move |_| {
        let finding = finding.get().and_then(Result::ok);
        let paths = dismissed.paths().read();
        finding.map_or_else(Arc::default, |finding| Arc::new(finding.lists(&paths)))
    })
}
