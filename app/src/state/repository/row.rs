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
    model::queue_row::{self, RowDetails, queue_row, row_readiness},
    state::Loading,
    text::{self, queue as words},
};

/// An open pull request. Each of its signals notifies alone.
#[derive(Debug)]
pub struct OpenRow {
    /// As Bitbucket lists it.
    pub pull_request: Arc<PullRequest>,
    /// All builds of the source's head.
    pub builds: ArcRwSignal<Loading<Arc<Vec<Status>>>>,
    /// Its changes, line by line.
    pub changes: ArcRwSignal<Loading<Arc<Vec<FileHunks>>>>,
    /// Second when the newest commit came; read only where somebody wants changes.
    pub pushed_on: ArcRwSignal<Option<i64>>,
    /// Number of others that touch the same files; `None` if its diff was not read.
    pub overlap_count: ArcRwSignal<Option<u32>>,
    requested: AtomicBool,
}

/// Tells states of pull requests apart: rows of the same key show the same.
pub type RowKey = (u32, i64);

/// Place of a row in the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Whose turn it is.
    pub turn: Turn,
    /// Why attention helps, in words.
    pub why: String,
    /// Since when the next step waits.
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
            pushed_on: ArcRwSignal::new(None),
            overlap_count: ArcRwSignal::new(None),
            requested: AtomicBool::new(false),
        }
    }

    /// Key of the row in lists.
    pub fn key(&self) -> RowKey {
        let updated_on = self.pull_request.updated_on.unix();
        (self.pull_request.id, updated_on)
    }

    /// Whether its diff was read. Not tracked.
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
    pub fn queue_row(&self) -> queue::Row {
        self.with_details(|details| queue_row(&self.pull_request, details))
    }

    /// Place in the queue of `viewer`, in words. Tracked.
    pub fn standing(&self, viewer: Option<&str>) -> Option<Standing> {
        let row = self.queue_row();
        let placed = queue(std::slice::from_ref(&row), viewer);
        let placed = placed.into_iter().next()?;
        let readiness = self.with_details(|details| row_readiness(&self.pull_request, details));
        Some(Standing {
            turn: placed.turn,
            why: words::why(&placed, &readiness, &row.author_name),
            since: Timestamp::from_unix(placed.next.since),
        })
    }

    fn with_details<T>(&self, read: impl FnOnce(RowDetails<'_>) -> T) -> T {
        let author_name = text::name(self.pull_request.author.as_ref());
        let builds = self.builds.read();
        let builds = builds.as_ref().and_then(|builds| builds.as_ref().ok());
        read(RowDetails {
            author_name: &author_name,
            builds: builds.map(|builds| &**builds),
            size: self.size().and_then(Result::ok),
            pushed_on: self.pushed_on.get(),
            overlap_count: self.overlap_count.get(),
        })
    }

    /// Claims the loading of its details; false if that was done before.
    pub(super) fn claim(&self) -> bool {
        !self.requested.swap(true, Ordering::Relaxed)
    }

    /// Whether loading of its details was begun.
    pub(super) fn is_requested(&self) -> bool {
        self.requested.load(Ordering::Relaxed)
    }
}
