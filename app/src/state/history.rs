//! The past of the repository as signals, and the crawl that reads it.

use std::{cell::Cell, mem, rc::Rc, sync::Arc};

use bitbucket_cloud::{Error, FileChange, PullRequest, PullRequestState};
use leptos::prelude::*;

use super::{
    Fetched,
    scope::{Scope, Tasks},
};
use crate::{
    api::{ServicesHandle, SharedServices, use_services},
    cache::records,
    history::{
        change_reader,
        crawler::{self, CrawlControl, CrawlEvent, OpenList},
        planner::CrawlPlanner,
        review_times::{self, AllReviewTimes, ReadControl},
    },
    model::{
        change_history::ReadChange,
        history::{Coverage, CrawlProgress, CrawlTarget, MergedHistory, OpenPullRequest},
    },
};

/// Merged and open pull requests, as far as they are known. Cheap to copy.
#[derive(Clone, Copy)]
pub struct HistoryStore {
    /// Merged pull requests; `None` until the cache was read, then growing.
    pub merged: RwSignal<Option<Arc<MergedHistory>>>,
    /// Open pull requests, last active first; `None` until they are listed, then growing.
    pub open: RwSignal<Option<Result<Arc<Vec<OpenPullRequest>>, Error>>>,
    /// Number of all open pull requests, those that are not listed among them, once it is known.
    pub open_total: RwSignal<Option<u32>>,
    /// Progress of the crawl.
    pub progress: RwSignal<CrawlProgress>,
    /// Changes that touched the files of this page's pull request before.
    pub changes: RwSignal<Arc<Vec<ReadChange>>>,
    /// True if the history was forgotten, and nothing was asked for since.
    pub forgotten: RwSignal<bool>,
    target: RwSignal<CrawlTarget>,
    /// The last one that was no stop.
    asked: StoredValue<CrawlTarget>,
    hurried: StoredValue<bool>,
    counted: StoredValue<Rc<Cell<u32>>, LocalStorage>,
    services: ServicesHandle,
    scope: Scope,
    /// Tasks that read the past.
    reading: Tasks,
}

impl HistoryStore {
    /// A store that has read nothing yet. It ends with the current owner.
    #[expect(
        clippy::new_without_default,
        reason = "it takes the page's services from the context"
    )]
    pub fn new() -> Self {
        Self {
            merged: RwSignal::new(None),
            open: RwSignal::new(None),
            open_total: RwSignal::new(None),
            progress: RwSignal::new(CrawlProgress::Reading { read: 0, of: 0 }),
            changes: RwSignal::default(),
            forgotten: RwSignal::new(false),
            target: RwSignal::new(CrawlTarget::Visit),
            asked: StoredValue::new(CrawlTarget::Visit),
            hurried: StoredValue::new(false),
            counted: StoredValue::new_local(Rc::default()),
            services: use_services(),
            scope: Scope::current(),
            reading: Tasks::current(),
        }
    }

    /// Reads until `target` is reached. The crawl ends with the store, not with its caller.
    pub fn crawl(self, target: CrawlTarget) {
        self.target.set(target);
        if target == CrawlTarget::Stop {
            return;
        }
        self.asked.set_value(target);
        self.forgotten.set(false);
        let services = self.services.get();
        self.reading.spawn(async move { self.run(&services).await });
    }

    /// Goes on with what was asked for last, after a failure.
    pub fn try_again(self) {
        self.crawl(self.asked.get_value());
    }

    /// Reads what a visit to a pull request may cost. On a first visit, what touched its files before
    /// comes first.
    pub fn crawl_for(self, pull_request: Arc<PullRequest>, files: Fetched<Vec<FileChange>>) {
        let services = self.services.get();
        let counted = self.counted.get_value();
        self.reading.spawn(async move {
            services.cache.ready().await;
            let open = pull_request.state == PullRequestState::Open;
            if open
                && CrawlPlanner::is_first_visit(&services.cache)
                && let Ok(files) = files.await
            {
                change_reader::read(&services, &pull_request, &files, &counted).await;
            }
            self.changes
                .set(Arc::new(records::changes(&services.cache)));
            self.run(&services).await;
        });
    }

    async fn run(self, services: &SharedServices) {
        let counted = self.counted.get_value();
        let control = CrawlControl {
            target: &|| self.target.get_untracked(),
            report: &|event| self.take(event),
            hurried: &|| self.hurried.try_update_value(mem::take).unwrap_or_default(),
            counted: &counted,
        };
        crawler::run(services, control).await;
    }

    /// Lists the open pull requests again if that failed. A crawl that waits goes on.
    pub fn retry_open(self) {
        if !matches!(&*self.open.read_untracked(), Some(Err(_))) {
            return;
        }
        self.open.set(None);
        match self.progress.get_untracked() {
            CrawlProgress::Waiting(_) => self.hurried.set_value(true),
            CrawlProgress::Elsewhere => self.list_open(),
            _ => self.crawl(CrawlTarget::Visit),
        }
    }

    fn list_open(self) {
        let services = self.services.get();
        self.scope.spawn(async move {
            let listed = crawler::list_open(&services).await;
            self.take_open(listed);
        });
    }

    /// Reads review times of what was merged. The reading ends with the store.
    pub fn read_review_times(self, times: RwSignal<Arc<AllReviewTimes>>) {
        let Some(merged) = self.merged.get_untracked() else {
            return;
        };
        let services = self.services.get();
        let counted = self.counted.get_value();
        self.reading.spawn(async move {
            let control = ReadControl {
                merged: &merged,
                target: &|| self.target.get_untracked(),
                report: &|read| times.set(Arc::new(read)),
                counted: &counted,
            };
            review_times::run(&services, control).await;
        });
    }

    /// Part of the past since a second that was read. Tracked.
    pub fn coverage(self, since: i64) -> Coverage {
        let merged = self.merged.read();
        let oldest = merged.as_ref().and_then(|merged| merged.oldest());
        Coverage::since(since, &self.progress.read(), oldest)
    }

    /// Ends all reading, whose answers are neither kept nor shown, and shows nothing any more of what was read.
    pub fn forget(self) {
        self.reading.end();
        self.forgotten.set(true);
        self.progress.set(CrawlProgress::Stopped);
        self.merged.set(Some(Arc::default()));
        self.changes.set(Arc::default());
    }

    fn take_open(self, open: Result<OpenList, Error>) {
        if let Ok(OpenList {
            total: Some(total), ..
        }) = open
        {
            self.open_total.set(Some(total));
        }
        self.open.set(Some(open.map(|open| open.listed)));
    }

    fn take(self, event: CrawlEvent) {
        match event {
            CrawlEvent::Merged(merged) => self.merged.set(Some(merged)),
            CrawlEvent::Open(open) => self.take_open(open),
            CrawlEvent::Progress(progress) => self.progress.set(progress),
        }
    }
}
