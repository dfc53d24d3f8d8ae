//! State of the queue: its rows and their order. Rows never move by themselves under the reader's eyes
//! or pointer: where newly read facts would move them, a button sorts them again.

use std::sync::Arc;

use bitbucket_cloud::{AccountId, Error};
use leptos::prelude::*;
use sightline_insight::queue::{self, Placed, queue, sort};

use super::{
    repository::{OpenPullRequests, OpenRow, Part, RepositoryStore, RowStatus, use_repository},
    scope::Scope,
};
use crate::{
    browser::{clock, slices::next_task},
    context::use_page,
    model::{queue_query::QueueQuery, sorting::Sorting},
    text::queue as words,
};

/// Name of the view.
const VIEW: &str = "queue";
/// Rows of a part: a few milliseconds.
const PART: usize = 4;
/// Rows that are shown at first, and each time that more are wanted.
const STEP: usize = 50;
/// Rows that are shown at most.
const MOST: usize = 2_000;

/// Order, filter and rows of the queue. Cheap to copy.
#[derive(Clone, Copy)]
pub struct QueueStore {
    /// The repository.
    pub repository: RepositoryStore,
    /// Filter and order that the reader has chosen.
    pub query: RwSignal<QueueQuery>,
    /// Rows that pass the filter, in order.
    pub listed: RwSignal<Arc<Vec<Arc<OpenRow>>>>,
    /// The first of them, as far as they are rendered.
    pub rendered: RwSignal<Vec<Part>>,
    /// True if sorting by what is known now would move rows: rows are listed before all of their facts
    /// are read, and stay where they are.
    pub moved: RwSignal<bool>,
    /// All rows in order.
    order: StoredValue<Vec<Position>>,
    /// Number of rows to show.
    wanted: RwSignal<usize>,
    viewer: StoredValue<Option<String>>,
    scope: Scope,
}

/// A row, as it was when it got its place.
#[derive(Debug)]
struct Position {
    row: Arc<OpenRow>,
    queue_row: queue::Row,
    placed: Placed,
}

/// State of the rest of the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Unread {
    /// Nothing is left, or it is being read.
    Nothing,
    /// More is there for those who ask.
    More,
    /// A page did not come.
    Failed(Error),
}

impl QueueStore {
    /// The queue as it was shown last. It ends with the current owner.
    fn new() -> Self {
        let repository = use_repository();
        let account = use_page().account.clone();
        let query = QueueQuery::from_address(&repository.view_settings.recall(VIEW));
        Self {
            repository,
            query: RwSignal::new(query),
            listed: RwSignal::default(),
            rendered: repository.row_parts.rendered,
            moved: RwSignal::new(false),
            order: StoredValue::default(),
            wanted: RwSignal::new(STEP),
            viewer: StoredValue::new(account.as_ref().map(AccountId::as_str).map(str::to_owned)),
            scope: Scope::current(),
        }
    }

    /// Returns whether the reader is signed in.
    pub fn has_viewer(self) -> bool {
        self.viewer.with_value(Option::is_some)
    }

    /// Place of a row by itself, as is known now. Tracked.
    pub fn row_status(self, row: &OpenRow) -> Option<RowStatus> {
        let viewer = self.viewer.get_value();
        self.repository
            .with_context(|context| row.status(viewer.as_deref(), context))
    }

    /// Takes up that there are more rows, or that they are all read. Those that the reader uses,
    /// as `in_use` says, stay where they are.
    pub fn keep_up(self, in_use: impl FnOnce() -> bool) {
        if self.repository.list().is_none() {
            return;
        }
        let is_reading = self.repository.rest.with_untracked(Option::is_none);
        match self.order.with_value(Vec::is_empty) {
            true => self.arrange(),
            false if is_reading => {}
            false if in_use() => self.compare(),
            false => self.arrange(),
        }
    }

    /// Sorts all rows by what is known now.
    pub fn arrange(self) {
        self.order.set_value(self.ordered());
        self.moved.set(false);
        self.list();
    }

    /// Finds out whether that would move rows.
    pub fn compare(self) {
        let ordered = self.ordered();
        let moved = self.order.with_value(|order| {
            let ids = order.iter().map(|one| one.id());
            !ids.eq(ordered.iter().map(Position::id))
        });
        if self.moved.get_untracked() != moved {
            self.moved.set(moved);
        }
    }

    /// Finds that out in a task of its own.
    pub fn compare_later(self) {
        self.scope.spawn(async move {
            next_task().await;
            self.compare();
        });
    }

    fn ordered(self) -> Vec<Position> {
        let Some(list) = self.repository.list() else {
            return Vec::new();
        };
        untrack(|| {
            let rows: Vec<_> = self.repository.with_context(|context| {
                let rows = list.rows.iter();
                rows.map(|row| row.queue_row(context)).collect()
            });
            let placed = self
                .viewer
                .with_value(|viewer| queue(&rows, viewer.as_deref()));
            let sorting = self.query.with(|query| query.sorting);
            let Sorting { column, direction } = sorting;
            let placed = sort(&rows, placed, column, direction, str::to_lowercase);
            let position = |placed: Placed| {
                Some(Position {
                    row: Arc::clone(list.rows.get(placed.row)?),
                    queue_row: rows.get(placed.row)?.clone(),
                    placed,
                })
            };
            placed.into_iter().filter_map(position).collect()
        })
    }

    /// Lists what passes the filter, from the start.
    fn list(self) {
        let filter = self.query.with_untracked(QueueQuery::filter);
        let now = clock::now().unix();
        let viewer = self.viewer.get_value();
        let shows =
            |one: &&Position| filter.shows(&one.queue_row, &one.placed, viewer.as_deref(), now);
        let listed = self.order.with_value(|order| {
            let listed = order.iter().filter(shows);
            listed.map(|one| Arc::clone(&one.row)).collect()
        });
        self.listed.set(Arc::new(listed));
        self.wanted.set(STEP);
        self.render();
    }

    /// Takes another filter or sort, and keeps it.
    pub fn take(self, query: QueueQuery) {
        let same_order = self
            .query
            .with_untracked(|old| old.sorting == query.sorting);
        self.repository.view_settings.remember(VIEW, &query.pairs());
        self.query.set(query);
        match same_order {
            true => self.list(),
            false => self.arrange(),
        }
    }

    /// Takes the filter or sort that `change` makes of the present one.
    pub fn change(self, change: impl FnOnce(&QueueQuery) -> QueueQuery) {
        self.take(self.query.with_untracked(change));
    }

    /// Shows more rows.
    pub fn more(self) {
        self.wanted.update(|wanted| *wanted += STEP);
        self.render();
    }

    /// Number of rows that the next step adds. Tracked.
    pub fn next_step(self) -> usize {
        let (wanted, listed) = (self.wanted.get(), self.listed.with(|listed| listed.len()));
        match wanted < MOST {
            true => listed.saturating_sub(wanted).min(STEP),
            false => 0,
        }
    }

    /// Renders a few rows after another, so that no frame takes long, then loads what is not known
    /// of them. Cancels rendering that was begun before.
    fn render(self) {
        let wanted = self.wanted.get_untracked().min(MOST);
        let shown: Vec<_> = self
            .listed
            .with_untracked(|listed| listed.iter().take(wanted).cloned().collect());
        let parts: Vec<Part> = shown.chunks(PART).map(<[_]>::to_vec).collect();
        self.scope.spawn(async move {
            if self.repository.row_parts.render(&parts).await {
                self.repository.placed.set(true);
                self.repository.loader.enqueue(&shown);
            }
        });
    }

    /// Words of how many are listed, and how far the list was read. Tracked.
    pub fn status(self) -> String {
        let Some(Ok(list)) = self.repository.open.get() else {
            return String::new();
        };
        let read = list.rows.len();
        let listed = words::listed(self.listed.with(|listed| listed.len()), read);
        if list.is_all() {
            return listed;
        }
        let reach = match self.repository.rest.get() {
            None => words::reading(read, list.size),
            Some(_) => words::partly(read, list.size),
        };
        format!("{listed}. {reach}")
    }

    /// Sentence where the filters leave nothing. Tracked.
    pub fn none_fits(self) -> &'static str {
        match &*self.repository.open.read() {
            Some(Ok(list)) if !list.is_all() => words::NONE_FITS_YET,
            _ => words::NONE_FITS,
        }
    }

    /// State of the rest of the list. Tracked.
    pub fn unread(self) -> Unread {
        let is_all = |list: &Arc<OpenPullRequests>| list.is_all();
        let open = self.repository.open.read();
        match (self.repository.rest.get(), open.as_ref()) {
            (Some(Err(error)), _) => Unread::Failed(error),
            (Some(Ok(())), Some(Ok(list))) if !is_all(list) => Unread::More,
            _ => Unread::Nothing,
        }
    }
}

impl Position {
    fn id(&self) -> u32 {
        self.row.pull_request.id
    }
}

/// Provides the store to the parts of the queue.
pub fn provide_queue() -> QueueStore {
    let store = QueueStore::new();
    provide_context(store);
    store
}

/// The store of the queue.
///
/// # Panics
/// Outside of the queue.
pub fn use_queue() -> QueueStore {
    expect_context()
}
