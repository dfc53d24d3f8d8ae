//! Findings about a pull request in the rest of the repository.

use std::sync::Arc;

use bitbucket_cloud::{Account, Error, FileChange};
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
        readiness::MergeReadiness,
        reviewers::{Knowing, Others, knowing},
    },
    state::{
        Fetched, Loading,
        computed::{Computed, computing},
    },
};

/// Changes of the pull request, as far as they were read.
enum OwnChanges {
    /// Line by line.
    Lines(Arc<Vec<FileHunks>>),
    /// By file alone.
    Files(Arc<Vec<FileChange>>),
}

impl Answers {
    /// Other open pull requests that touch the same files; by files alone where this one's own diff
    /// cannot be read. `here` is the full name of the repository.
    pub(super) fn overlaps(
        self,
        here: Arc<str>,
        hunks: Fetched<Vec<FileHunks>>,
    ) -> Computed<Result<Arc<Comparison>, Error>> {
        let input = move || {
            let open = self.history.open.get()?;
            let changes = match hunks.get()? {
                Ok(hunks) => Ok(OwnChanges::Lines(hunks)),
                Err(_) => self.files.get()?.map(OwnChanges::Files),
            };
            let pull_request = self.pull_request.get();
            let total = self.history.open_total.get();
            Some(open.and_then(|open| Ok((open, changes?, pull_request, total))))
        };
        computing(input, async move |input| {
            let (open, changes, pull_request, total) = input?;
            let changes = match &changes {
                OwnChanges::Lines(hunks) => Changes::Lines(hunks),
                OwnChanges::Files(files) => Changes::Files(files),
            };
            let found = compare(&here, &pull_request, changes, &open);
            Ok(Arc::new(found.out_of(total, &pull_request)))
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

    /// Numbers of merged pull requests, and of other changes, in the past.
    pub(super) fn evidence(self, past: Memo<Option<Arc<MergedHistory>>>) -> Memo<(usize, usize)> {
        Memo::new(move |_| {
            let count =
                |past: Option<&Arc<MergedHistory>>| past.map_or(0, |past| past.history.len());
            let merged = count(self.history.merged.read().as_ref());
            (merged, count(past.read().as_ref()).saturating_sub(merged))
        })
    }

    /// Files that history says are missing.
    pub(super) fn companions(
        self,
        past: Memo<Option<Arc<MergedHistory>>>,
    ) -> Computed<Result<Arc<CompanionFinding>, Error>> {
        let input = move || Some((self.rules()?, self.files.get()?, past.get()?));
        computing(input, async |(rules, files, merged)| {
            files.map(|files| Arc::new(companions(&merged, &files, &rules.settings)))
        })
    }

    /// People who know the change, besides its reviewers and those who are named as not asked yet.
    pub(super) fn knowing(
        self,
        past: Memo<Option<Arc<MergedHistory>>>,
        readiness: Memo<Arc<MergeReadiness>>,
    ) -> Computed<Result<Arc<Knowing>, Error>> {
        let named = Memo::new(move |_| {
            let readiness = readiness.read();
            let people = readiness.to_ask().iter().flat_map(|one| &one.people);
            people.cloned().collect::<Vec<Account>>()
        });
        let input = move || {
            let open = self.history.open.get().and_then(Result::ok);
            let read = (self.rules()?, self.files.get()?, past.get()?);
            let others = (open.unwrap_or_default(), named.get());
            Some((read, others, self.pull_request.get()))
        };
        computing(input, async |(read, others, pull_request)| {
            let (rules, files, merged) = read;
            files.map(|files| {
                let now = clock::now();
                let others = Others {
                    open: &others.0,
                    named: &others.1,
                };
                let found = knowing(&pull_request, &files, &merged, others, &rules.settings, now);
                Arc::new(found)
            })
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
