//! State of the repository's page: everything that is asked about the repository, once.

mod list;
mod overlap_index;
mod row;
mod row_loader;
mod view_settings;

use std::{future, sync::Arc};

use bitbucket_cloud::Error;
use leptos::prelude::*;

use super::{Fetched, Loading, history::HistoryStore, scope::Scope, settings};
use crate::{
    api::{ServicesHandle, use_services},
    cache::records,
    history::{limits::LISTED, review_times::AllReviewTimes},
    model::{
        history::{CrawlProgress, CrawlTarget, MergedHistory, OpenPullRequest},
        settings::{LoadedSettings, PATH},
    },
};

pub use list::OpenPullRequests;
pub use overlap_index::{OverlapIndex, OverlapPair};
pub use row::{OpenRow, RowKey, Standing};
pub use row_loader::RowLoader;
pub use view_settings::ViewSettings;

/// Resources of a repository. Cheap to copy.
#[derive(Clone, Copy)]
pub struct RepositoryStore {
    /// Open pull requests. One call for 50; the first page is there at once, others follow.
    pub open: RwSignal<Loading<Arc<OpenPullRequests>>>,
    /// Reading of the pages after the first.
    pub rest: RwSignal<Loading<()>>,
    /// Loads what takes a call for each pull request.
    pub loader: RowLoader,
    /// Which open pull requests touch the same files.
    pub overlaps: RwSignal<Arc<OverlapIndex>>,
    /// What was merged, and what open pull requests change.
    pub history: HistoryStore,
    /// Times of reviews.
    pub review_times: RwSignal<Arc<AllReviewTimes>>,
    /// Settings where pull requests go to.
    pub settings: Fetched<LoadedSettings>,
    /// How views are shown.
    pub view_settings: ViewSettings,
    services: ServicesHandle,
    scope: Scope,
}

impl RepositoryStore {
    /// Asks for everything about the repository. It ends with the current owner.
    fn new() -> Self {
        let services = use_services();
        let open = RwSignal::new(None);
        let history = HistoryStore::new();
        let store = Self {
            open,
            rest: RwSignal::new(None),
            loader: RowLoader::new(services, history.progress),
            overlaps: RwSignal::default(),
            history,
            review_times: RwSignal::default(),
            settings: settings_of(services, open),
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
        let cache = &services.cache;
        cache.ready().await;
        cache.forget_old();
        self.review_times.set(Arc::new(AllReviewTimes::kept(cache)));
        self.recall_diffs();
        let mut room = LISTED;
        while let Some(list) = self.list() {
            let Some(next) = list.next.clone().filter(|_| list.rows.len() < room) else {
                break;
            };
            room = room.max(list.rows.len() + 1);
            let page = services.client.page(next).await?;
            self.open.set(Some(Ok(Arc::new(list.with(page)?))));
            self.recall_diffs();
        }
        Ok(())
    }

    /// Reads the past until `target` is reached, whichever view asks for it.
    pub fn crawl(self, target: CrawlTarget) {
        self.scope.run(|| self.history.crawl(target));
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

    /// Open pull requests, if they are known. Not tracked.
    pub fn list(self) -> Option<Arc<OpenPullRequests>> {
        self.open.get_untracked().and_then(Result::ok)
    }

    /// Settings that apply, once they are known: Sightline's own where they cannot be read.
    pub fn rules(self) -> Option<Arc<LoadedSettings>> {
        self.settings.get().map(Result::unwrap_or_default)
    }

    /// Takes the diffs that the cache keeps.
    fn recall_diffs(self) {
        let (services, Some(list)) = (self.services.get(), self.list()) else {
            return;
        };
        for row in list.rows.iter().filter(|row| !row.is_compared()) {
            if let Some(diff) = records::diff(&services.cache, &row.pull_request) {
                row.changes.set(Some(Ok(Arc::new(diff.hunks))));
            }
        }
        self.compare(&list);
    }

    /// Compares open pull requests again, if more diffs are there.
    fn compare(self, list: &OpenPullRequests) {
        let rows = OverlapIndex::comparable(list);
        if self
            .overlaps
            .with_untracked(|index| index.is_of(list, &rows))
        {
            return;
        }
        let here = self.services.get().repository().to_string();
        let index = OverlapIndex::new(&here, list, rows);
        index.update_overlap_counts(list);
        self.overlaps.set(Arc::new(index));
    }

    /// Compares whenever diffs have come.
    fn keep_compared(self) {
        Effect::new(move |_| {
            self.loader.rounds.track();
            let crawled = self.history.open.get();
            if let Some(Ok(list)) = self.open.get() {
                if let Some(Ok(crawled)) = crawled {
                    take_diffs(&list, &crawled);
                }
                self.compare(&list);
            }
        });
    }

    /// Reads review times after each crawl, for what it has found.
    fn keep_review_times(self) {
        Effect::new(move |_| {
            if let CrawlProgress::Done(_) = self.history.progress.get() {
                let history = self.history;
                self.scope
                    .run(|| history.read_review_times(self.review_times));
            }
        });
    }
}

/// Takes the diffs that the crawl has read.
fn take_diffs(list: &OpenPullRequests, crawled: &[OpenPullRequest]) {
    let rows: std::collections::HashMap<u32, _> = list
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

/// Reads the settings once the list is there, and again when its first pull request goes to another
/// commit; those of the main branch where nothing is open.
fn settings_of(
    services: ServicesHandle,
    open: RwSignal<Loading<Arc<OpenPullRequests>>>,
) -> Fetched<LoadedSettings> {
    let first = move |list: &OpenPullRequests| {
        let first = list.rows.first();
        first.map(|row| Arc::clone(&row.pull_request))
    };
    let target = Memo::new(move |_| {
        open.with(|open| {
            let first = first(open.as_ref()?.as_ref().ok()?);
            let commit = first.map(|first| {
                first
                    .destination
                    .commit
                    .as_ref()
                    .map(|one| one.hash.clone())
            });
            Some(commit)
        })
    });
    LocalResource::new(move || {
        let is_known = target.with(Option::is_some);
        let pull_request = open.with_untracked(|open| match open {
            Some(Ok(list)) => first(list),
            Some(Err(_)) | None => None,
        });
        let services = services.get();
        async move {
            match pull_request {
                _ if !is_known => future::pending().await,
                Some(pull_request) => settings::fetch(services, pull_request).await,
                None => {
                    let repository = services.repository();
                    let file = services.client.file(repository, "HEAD", PATH).await?;
                    Ok(Arc::new(LoadedSettings::of(file.as_deref())))
                }
            }
        }
    })
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
