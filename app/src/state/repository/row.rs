//! An open pull request of the list, and the details that take calls of their own.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use bitbucket_cloud::{PullRequest, Status, Timestamp};
use leptos::prelude::*;
use sightline_insight::{
    overlap::FileHunks,
    queue::{self, Turn, queue},
    size::Size,
};

use crate::{
    history::review_times::AllReviewTimes,
    model::{
        queue_row::{self, RowDetails, RowFacts, queue_row, row_readiness},
        records,
        settings::Settings,
    },
    state::Loading,
    text::{self, queue as words},
};

/// An open pull request. Each of its signals notifies alone.
#[derive(Debug)]
pub struct OpenRow {
    /// Entry in Bitbucket's list.
    pub pull_request: Arc<PullRequest>,
    /// All builds of the source's head.
    pub builds: ArcRwSignal<Loading<Arc<Vec<Status>>>>,
    /// Its changes, line by line.
    pub changes: ArcRwSignal<Loading<Arc<Vec<FileHunks>>>>,
    /// Further facts that were read about its review.
    pub facts: ArcRwSignal<Arc<RowFacts>>,
    /// Number of others that touch the same files; `None` if its diff was not read.
    pub overlap_count: ArcRwSignal<Option<u32>>,
    requested: AtomicBool,
}

/// Facts that all pull requests share.
#[derive(Debug, Clone, Copy)]
pub struct RowContext<'a> {
    /// Settings of the repository.
    pub settings: &'a Settings,
    /// Times of reviews, as far as they were read.
    pub review_times: &'a AllReviewTimes,
}

/// Tells states of pull requests apart: rows of the same key show the same.
pub type RowKey = (u32, i64);

/// Place of a row in the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct RowStatus {
    /// Turn: who has to act next.
    pub turn: Turn,
    /// Reason why attention helps, in words.
    pub why: String,
    /// Facts that were not checked, in full.
    pub unchecked: Option<String>,
    /// Time since which the next step waits.
    pub since: Timestamp,
}

impl PartialEq for OpenRow {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl OpenRow {
    /// A row whose details are not known.
    pub fn new(pull_request: PullRequest) -> Self {
        Self {
            pull_request: Arc::new(pull_request),
            builds: ArcRwSignal::new(None),
            changes: ArcRwSignal::new(None),
            facts: ArcRwSignal::default(),
            overlap_count: ArcRwSignal::new(None),
            requested: AtomicBool::new(false),
        }
    }

    /// Key of the row in lists.
    pub fn key(&self) -> RowKey {
        let updated_on = self.pull_request.updated_on.unix();
        (self.pull_request.id, updated_on)
    }

    /// Returns whether its diff was read. Not tracked.
    pub fn is_compared(&self) -> bool {
        self.changes
            .with_untracked(|changes| matches!(changes, Some(Ok(_))))
    }

    /// Size of the change, once its diff was read. Tracked.
    pub fn size(&self) -> Loading<Size> {
        self.changes.with(|changes| {
            let changes = changes.as_ref()?.as_ref();
            Some(
                changes
                    .map(|files| queue_row::size(files))
                    .map_err(Clone::clone),
            )
        })
    }

    /// Row of the queue, as is known now. Tracked.
    pub fn queue_row(&self, context: RowContext<'_>) -> queue::Row {
        self.with_details(context, |details| queue_row(&self.pull_request, details))
    }

    /// Returns whether nothing that is known of it keeps it from being merged. Tracked.
    pub fn is_ready(&self, context: RowContext<'_>) -> bool {
        self.with_details(context, |details| {
            row_readiness(&self.pull_request, details).is_ready()
        })
    }

    /// Place in the queue of `viewer`, in words. Tracked.
    pub fn status(&self, viewer: Option<&str>, context: RowContext<'_>) -> Option<RowStatus> {
        let row = self.queue_row(context);
        let placed = queue(std::slice::from_ref(&row), viewer);
        let placed = placed.into_iter().next()?;
        let readiness = self.with_details(context, |details| {
            row_readiness(&self.pull_request, details)
        });
        Some(RowStatus {
            turn: placed.turn,
            why: words::why(&placed, &readiness, &row.author_name),
            unchecked: words::unchecked(&readiness),
            since: Timestamp::from_unix(placed.next.since),
        })
    }

    fn with_details<T>(
        &self,
        context: RowContext<'_>,
        read: impl FnOnce(RowDetails<'_>) -> T,
    ) -> T {
        let (id, opened) = (self.pull_request.id, self.pull_request.created_on);
        let author_name = text::name(self.pull_request.author.as_ref());
        let builds = self.builds.read();
        let builds = builds.as_ref().and_then(|builds| builds.as_ref().ok());
        let changes = self.changes.read();
        let changes = changes.as_ref().and_then(|changes| changes.as_ref().ok());
        let files = changes.map(|changes| records::files(changes));
        read(RowDetails {
            author_name: &author_name,
            builds: builds.map(|builds| &**builds),
            size: self.size().and_then(Result::ok),
            files: files.as_ref(),
            facts: Some(&self.facts.read()),
            settings: Some(context.settings),
            ready_on: context.review_times.ready_on(id, opened),
            overlap_count: self.overlap_count.get(),
        })
    }

    /// Claims the loading of its details; false if that was done before.
    pub(super) fn claim(&self) -> bool {
        !self.requested.swap(true, Ordering::Relaxed)
    }

    /// Returns whether loading of its details was begun.
    pub(super) fn is_requested(&self) -> bool {
        self.requested.load(Ordering::Relaxed)
    }
}
