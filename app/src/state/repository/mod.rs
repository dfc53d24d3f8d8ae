//! State of the repository's page: everything that is asked about the repository, once.

mod list;
mod overlap_index;
mod row;
mod row_loader;
mod row_parts;
mod settings;
mod view_settings;

use std::{collections::HashMap, sync::Arc, time::Duration};

use bitbucket_cloud::Error;
use gloo_timers::future::sleep;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use super::{Loading, computed::computing, history::HistoryStore, scope::Scope};
use crate::{
    api::{ServicesHandle, use_services},
    browser::{
        clock,
        slices::{Slices, next_task},
    },
    cache::records,
    format::date::exact,
    history::{limits::LISTED, review_times::AllReviewTimes},
    model::{
        history::{CrawlProgress, CrawlTarget, MergedHistory, OpenPullRequest},
        period::Period,
        settings::LoadedSettings,
    },
    text::progress,
};

pub use list::OpenPullRequests;
pub use overlap_index::{OverlapIndex, OverlapPair};
pub use row::{OpenRow, RowContext, RowKey, RowStatus};
pub use row_loader::RowLoader;
pub use row_parts::{Part, RowParts};
pub use view_settings::ViewSettings;

/// Longest time for which content below a view waits for that of the view.
const PATIENCE: Duration = Duration::from_secs(10);

/// Resources of a repository. Cheap to copy.
#[derive(Clone, Copy)]
pub struct RepositoryStore {
    /// Open pull requests. One call for 50; the first page is there at once, others follow.
    pub open: RwSignal<Loading<Arc<OpenPullRequests>>>,
    /// Reading of the pages after the first.
    pub rest: RwSignal<Loading<()>>,
    /// Loads what takes a call for each pull request.
    pub loader: RowLoader,
    /// Rows of the queue that are on the page.
    pub row_parts: RowParts,
    /// Pairs of open pull requests that touch the same files.
    pub overlaps: Memo<Arc<OverlapIndex>>,
    /// True if these are the overlaps of all that was compared by now.
    pub overlaps_are_newest: ReadSignal<bool>,
    /// Merged pull requests, and what open ones change.
    pub history: HistoryStore,
    /// Times of reviews.
    pub review_times: RwSignal<Arc<AllReviewTimes>>,
    /// Settings where pull requests go to.
    pub settings: Signal<Loading<Arc<LoadedSettings>>>,
    /// True once the view that is shown has its content. Until then nothing is seen below it, as it would
    /// be moved.
    pub placed: RwSignal<bool>,
    /// Settings of the views.
    pub view_settings: ViewSettings,
    /// Rows that are compared with each other.
    compared: RwSignal<Vec<Arc<OpenRow>>>,
    services: ServicesHandle,
    scope: Scope,
    /// Number of the last leaving of the queue.
    leaves: StoredValue<u32>,
}

impl RepositoryStore {
    /// Asks for everything about the repository. It ends with the current owner.
    fn new() -> Self {
        let services = use_services();
        let open = RwSignal::new(None);
        let history = HistoryStore::new();
        let compared = RwSignal::new(Vec::new());
        let (overlaps, overlaps_are_newest) = overlaps(services, compared);
        let store = Self {
            open,
            rest: RwSignal::new(None),
            loader: RowLoader::new(services, history.progress),
            row_parts: RowParts::default(),
            leaves: StoredValue::new(0),
            overlaps,
            overlaps_are_newest,
            compared,
            history,
            review_times: RwSignal::default(),
            settings: settings::of_list(services, open),
            placed: RwSignal::new(false),
            view_settings: ViewSettings::new(services),
            services,
            scope: Scope::current(),
        };
        store.load();
        store.keep_compared();
        store.keep_review_times();
        store
    }

    /// Asks for the open pull requests, from the first page on.
    pub fn load(self) {
        self.open.set(None);
        let services = self.services.get();
        self.scope.spawn(async move {
            let page = services.client.open_pull_requests(services.repository());
            let list = page
                .await
                .and_then(|page| OpenPullRequests::default().with(page));
            let is_read = list.is_ok();
            self.open.set(Some(list.map(Arc::new)));
            if is_read {
                self.crawl(CrawlTarget::Visit);
                self.read_on();
            }
        });
    }

    /// The open pull requests, once what the browser keeps of a whole list is there too: their order would
    /// change at once otherwise. Tracked.
    pub fn settled_list(self) -> Loading<Arc<OpenPullRequests>> {
        let is_recalling = self.rest.with(Option::is_none);
        let list = self.open.get();
        list.filter(|list| !(is_recalling && list.as_ref().is_ok_and(|list| list.is_all())))
    }

    /// Reads the pages that are left, and [`LISTED`] more than are there at most.
    pub fn read_on(self) {
        self.rest.set(None);
        self.scope.spawn(async move {
            let rest = self.read_pages().await;
            self.rest.set(Some(rest));
        });
    }

    async fn read_pages(self) -> Result<(), Error> {
        let services = self.services.get();
        match services.cache.ready_soon().await {
            true => self.recall().await,
            false => self.scope.spawn(self.recall_late()),
        }
        let mut room = LISTED;
        while let Some(list) = self.list() {
            let Some(next) = list.next.clone().filter(|_| list.rows.len() < room) else {
                break;
            };
            room = room.max(list.rows.len() + 1);
            let page = services.client.page(next).await?;
            // What follows from a longer list is a task of its own.
            next_task().await;
            self.open.set(Some(Ok(Arc::new(list.with(page)?))));
            self.recall_diffs().await;
        }
        Ok(())
    }

    /// Shows the content below a view once its value is there, or failed. The task ends with the current
    /// owner.
    pub fn place_after<T>(self, value: Memo<Loading<T>>)
    where
        T: Send + Sync + 'static,
    {
        self.place_when(Memo::new(move |_| value.with(Option::is_some)));
    }

    /// As [`RepositoryStore::place_after`], for a view that grows while the past is read.
    pub fn place_after_reading<T>(self, value: Memo<Loading<T>>)
    where
        T: Send + Sync + 'static,
    {
        let is_reading = Memo::new(move |_| self.history.progress.read().is_reading());
        self.place_when(Memo::new(move |_| {
            value.with(|value| match value {
                None => false,
                Some(Err(_)) => true,
                Some(Ok(_)) => !is_reading.get(),
            })
        }));
    }

    /// Shows the content below a view once `is_placed`, at the latest after ten seconds. The task ends with
    /// the current owner.
    pub fn place_when(self, is_placed: Memo<bool>) {
        spawn_local_scoped_with_cancellation(async move {
            sleep(PATIENCE).await;
            self.placed.set(true);
        });
        Effect::new(move |_| {
            if is_placed.get() {
                spawn_local_scoped_with_cancellation(async move {
                    // What follows from the same answer may take it back.
                    next_task().await;
                    if is_placed.get_untracked() {
                        self.placed.set(true);
                    }
                });
            }
        });
    }

    /// Reads the past until `target` is reached.
    pub fn crawl(self, target: CrawlTarget) {
        self.history.crawl(target);
    }

    /// Drops what the browser keeps of the repository, and shows nothing of the past any more.
    pub fn forget(self) {
        // What is read until then would be kept.
        self.history.forget();
        self.loader.forget();
        self.services.get().cache.forget();
        self.review_times.set(Arc::default());
    }

    /// Reads what was forgotten again. The calls of this page's visit are spent, so as many are made once more.
    pub fn read_again(self) {
        self.crawl(CrawlTarget::Further);
    }

    /// Merged pull requests, as far as they were read. Where the list of open ones failed, nothing is
    /// read until [`RepositoryStore::load`] succeeds. Tracked.
    pub fn past(self) -> Loading<Arc<MergedHistory>> {
        match self.history.merged.get() {
            Some(merged) => Some(Ok(merged)),
            None => self.open.with(|open| {
                let error = open.as_ref()?.as_ref().err();
                error.map(|error| Err(error.clone()))
            }),
        }
    }

    /// Returns whether the reader does not allow Sightline to read: then there is nothing to continue or
    /// to export. Tracked.
    pub fn is_denied(self) -> bool {
        let open = self.open.read();
        matches!(*open, Some(Err(Error::Denied { .. })))
    }

    /// Open pull requests, if they are known. Not tracked.
    pub fn list(self) -> Option<Arc<OpenPullRequests>> {
        self.open.get_untracked().and_then(Result::ok)
    }

    /// Says that there was nothing since a second, as far as that is known. Tracked.
    pub fn nothing(self, said: &str, since: i64) -> String {
        progress::nothing(said, &self.history.coverage(since), exact)
    }

    /// Number of open pull requests that were read, and of all that are open. Tracked.
    pub fn listed(self) -> (usize, usize) {
        self.open.with(|open| match open {
            Some(Ok(list)) => (list.rows.len(), list.count()),
            Some(Err(_)) | None => (0, 0),
        })
    }

    /// Settings that apply, once they are known: Sightline's own where they cannot be read.
    pub fn rules(self) -> Option<Arc<LoadedSettings>> {
        self.settings.get().map(Result::unwrap_or_default)
    }

    /// Reads something about rows with what all of them share. Tracked.
    pub fn with_context<T>(self, read: impl FnOnce(RowContext<'_>) -> T) -> T {
        let rules = self.rules().unwrap_or_default();
        read(RowContext {
            settings: &rules.settings,
            review_times: &self.review_times.read(),
        })
    }

    /// Takes the queue's rows off the page, and goes on then: at once where there are none. Who leaves
    /// once more meanwhile goes on in place of the one before.
    pub fn leave_queue(self, then: impl FnOnce() + 'static) {
        let this = self.leaves.get_value().wrapping_add(1);
        self.leaves.set_value(this);
        if self.row_parts.rendered.with_untracked(Vec::is_empty) {
            return then();
        }
        self.scope.spawn(async move {
            // Rows that come meanwhile are taken off too.
            while self.leaves.get_value() == this {
                if self.row_parts.clear().await {
                    return then();
                }
            }
        });
    }

    /// Takes what the cache keeps.
    async fn recall(self) {
        let services = self.services.get();
        services.cache.forget_old();
        self.recall_diffs().await;
        let kept = AllReviewTimes::kept(&services.cache).await;
        self.review_times.set(Arc::new(kept));
    }

    /// Takes what the cache keeps, however long it takes to be there.
    async fn recall_late(self) {
        self.services.get().cache.ready().await;
        self.recall().await;
    }

    /// Takes the diffs that the cache keeps.
    async fn recall_diffs(self) {
        let (services, Some(list)) = (self.services.get(), self.list()) else {
            return;
        };
        let mut slices = Slices::begin();
        for row in list.rows.iter().filter(|row| !row.is_compared()) {
            slices.pause_if_due().await;
            if let Some(diff) = records::diff(&services.cache, &row.pull_request) {
                row.changes.set(Some(Ok(Arc::new(diff.hunks))));
            }
        }
        self.compare(&list);
    }

    /// Compares open pull requests again, if more diffs are there.
    fn compare(self, list: &OpenPullRequests) {
        let rows = OverlapIndex::comparable(list);
        if self.compared.with_untracked(|compared| *compared != rows) {
            self.compared.set(rows);
        }
    }

    /// Compares whenever diffs have come.
    fn keep_compared(self) {
        Effect::new(move |_| {
            self.loader.rounds.track();
            let crawled = self.history.open.get();
            let Some(Ok(list)) = self.open.get() else {
                return;
            };
            self.scope.spawn(async move {
                next_task().await;
                if let Some(Ok(crawled)) = crawled {
                    take_diffs(&list, &crawled);
                }
                self.compare(&list);
            });
        });
        Effect::new(move |_| {
            let index = self.overlaps.get();
            if let Some(Ok(list)) = self.open.get() {
                self.scope
                    .spawn(async move { index.update_overlap_counts(&list).await });
            }
        });
    }

    /// Reads review times after each crawl, for what it has found.
    fn keep_review_times(self) {
        Effect::new(move |_| {
            if let CrawlProgress::Done(_) = self.history.progress.get() {
                self.history.read_review_times(self.review_times);
            }
        });
    }
}

/// The period that a reader chose, else the shortest in which something was merged.
pub fn shown_period(repository: RepositoryStore, chosen: RwSignal<Option<Period>>) -> Memo<Period> {
    let newest = Memo::new(move |_| {
        let merged = repository.history.merged.read();
        let times = repository.review_times.read();
        let merged = merged.as_ref()?.merged.iter();
        let dates = merged.map(|record| record.merge_date(|id| times.merged_on(id)).unix());
        dates.max()
    });
    Memo::new(move |_| {
        let shortest = || Period::shortest_with(newest.get(), clock::now().unix());
        chosen.get().unwrap_or_else(shortest)
    })
}

/// Compares rows whenever they are others. Whether the overlaps are those of the newest rows comes with them.
fn overlaps(
    services: ServicesHandle,
    compared: RwSignal<Vec<Arc<OpenRow>>>,
) -> (Memo<Arc<OverlapIndex>>, ReadSignal<bool>) {
    let here = services.get().repository().to_string();
    let index = computing(
        move || Some(compared.get()),
        async move |rows| Arc::new(OverlapIndex::new(&here, rows).await),
    );
    let overlaps = Memo::new(move |_| index.value.get().unwrap_or_default());
    (overlaps, index.is_newest)
}

/// Takes the diffs that the crawl has read.
fn take_diffs(list: &OpenPullRequests, crawled: &[OpenPullRequest]) {
    let rows: HashMap<u32, _> = list
        .rows
        .iter()
        .map(|row| (row.pull_request.id, row))
        .collect();
    for one in crawled {
        let (Some(changes), Some(row)) = (&one.changes, rows.get(&one.pull_request.id)) else {
            continue;
        };
        if !row.is_compared() {
            row.changes.set(Some(Ok(Arc::clone(changes))));
        }
    }
}

/// Provides the store to the views of the page.
pub fn provide_repository() -> RepositoryStore {
    let store = RepositoryStore::new();
    provide_context(store);
    store
}

/// The store of the repository's page.
///
/// # Panics
/// Outside of the repository's page.
pub fn use_repository() -> RepositoryStore {
    expect_context()
}
