//! Loads what the next step of the shown rows follows from, and their diffs if the crawl does not. Rows
//! that are not shown any more are dropped from the queue.

use std::{sync::Arc, time::Duration};

use bitbucket_cloud::{Error, PullRequest};
use gloo_timers::future::sleep;
use leptos::{prelude::*, task::tick};
use sightline_insight::overlap::hunks;

use super::row::OpenRow;
use crate::{
    api::{ServicesHandle, SharedServices},
    browser::slices::Slices,
    cache::records,
    history::limits::{ROW_DETAILS, ROW_WORKERS},
    model::{
        history::CrawlProgress,
        queue_row::{RowFacts, is_discussed},
        review::Activities,
    },
    state::{Loading, pull_request::review, scope::Scope},
};

/// Pause between two looks at whether the crawl is done.
const CRAWL_PAUSE: Duration = Duration::from_millis(300);

/// Status of a diff that Bitbucket refused before: it is too much to compute.
const REFUSED: u16 = 555;

/// Rows, the next one last.
type Queue = StoredValue<Vec<Arc<OpenRow>>>;

/// Queue of rows whose details are loaded. Cheap to copy.
#[derive(Clone, Copy)]
pub struct RowLoader {
    /// Reason why some were given up, if they were.
    pub stopped: RwSignal<Option<Error>>,
    /// Number of times that everything in the queue had been loaded.
    pub rounds: RwSignal<u32>,
    queue: Queue,
    /// Rows whose diffs are loaded once the crawl is done.
    late: Queue,
    workers: StoredValue<u32>,
    /// Number of times that the browser was told to forget what it keeps.
    forgotten: StoredValue<u32>,
    progress: RwSignal<CrawlProgress>,
    services: ServicesHandle,
    scope: Scope,
}

impl RowLoader {
    /// A loader that ends with the current owner and leaves diffs to the crawl while it reads.
    pub(super) fn new(services: ServicesHandle, progress: RwSignal<CrawlProgress>) -> Self {
        Self {
            stopped: RwSignal::new(None),
            rounds: RwSignal::new(0),
            queue: StoredValue::default(),
            late: StoredValue::default(),
            workers: StoredValue::new(0),
            forgotten: StoredValue::new(0),
            progress,
            services,
            scope: Scope::current(),
        }
    }

    /// Loads what is not known of these rows, in place of those that still wait.
    pub fn enqueue(self, rows: &[Arc<OpenRow>]) {
        let fresh = rows.iter().rev().filter(|row| !row.is_requested());
        self.queue.set_value(fresh.cloned().collect());
        for _ in self.workers.get_value()..ROW_WORKERS {
            self.workers.update_value(|workers| *workers += 1);
            let services = self.services.get();
            self.scope
                .spawn(async move { self.worker(&services).await });
        }
    }

    /// Keeps nothing of what is being loaded.
    pub(super) fn forget(self) {
        self.forgotten.update_value(|forgotten| *forgotten += 1);
    }

    async fn worker(self, services: &SharedServices) {
        // Rows for which nothing is asked any more wait for nobody, and are many.
        let mut slices = Slices::begin_late();
        while let Some(row) = next(self.queue) {
            if row.claim() {
                self.load(services, row).await;
                shown(&mut slices).await;
            }
        }
        while let Some(row) = next(self.late) {
            self.load_diff(services, &row).await;
            shown(&mut slices).await;
        }
        self.workers.update_value(|workers| *workers -= 1);
        if self.workers.get_value() == 0 {
            self.rounds.update(|rounds| *rounds += 1);
        }
    }

    /// Loads builds and what else the next step follows from.
    async fn load(self, services: &SharedServices, row: Arc<OpenRow>) {
        let (repository, id) = (services.repository(), row.pull_request.id);
        let builds = match self.refusal(services) {
            Some(error) => Err(error),
            None => services.client.statuses(repository, id).await,
        };
        let builds = self.checked(builds);
        let facts = self.facts(services, &row.pull_request).await;
        row.facts.set(Arc::new(facts));
        row.builds.set(builds);
        if !row.is_compared() {
            self.late.update_value(|late| late.push(row));
        }
    }

    /// Reads facts about a review: the activity where somebody wrote, conflicts that are not kept, and
    /// once a day what all pull requests share.
    async fn facts(self, services: &SharedServices, pull_request: &Arc<PullRequest>) -> RowFacts {
        let activity = match is_discussed(pull_request) {
            true => self.read(services, review::activity, pull_request).await,
            false => Some(Activities::default()),
        };
        RowFacts {
            activity,
            conflicts: self.read(services, review::conflicts, pull_request).await,
            default_reviewers: self
                .read(services, review::default_reviewers, pull_request)
                .await,
            code_owners: self.read(services, review::code_owners, pull_request).await,
        }
    }

    /// The answer to a query; `None` where there is none, or no more is asked.
    async fn read<T, F: Future<Output = Result<T, Error>>>(
        self,
        services: &SharedServices,
        query: impl Fn(SharedServices, Arc<PullRequest>) -> F,
        pull_request: &Arc<PullRequest>,
    ) -> Option<T> {
        if self.refusal(services).is_some() {
            return None;
        }
        let answer = query(services.clone(), Arc::clone(pull_request)).await;
        self.note_stop(&answer);
        answer.ok()
    }

    /// Loads the diff, unless the crawl brings it.
    async fn load_diff(self, services: &SharedServices, row: &OpenRow) {
        while self.crawl_reads() {
            sleep(CRAWL_PAUSE).await;
        }
        if row.is_compared() {
            return;
        }
        let forgotten = self.forgotten.get_value();
        let changes = match self.refusal(services) {
            Some(error) => Err(error),
            None if records::is_refused(&services.cache, &row.pull_request) => {
                Err(Error::from_status(REFUSED, String::new()))
            }
            None => {
                let diff = services.diff(&row.pull_request).await;
                diff.map(|diff| hunks(&diff))
            }
        };
        match &changes {
            _ if self.forgotten.get_value() != forgotten => {}
            Ok(hunks) => records::keep_diff(&services.cache, &row.pull_request, hunks),
            Err(error) if error.is_lasting() => {
                records::keep_refusal(&services.cache, &row.pull_request);
            }
            Err(_) => {}
        }
        row.changes.set(self.checked(changes));
    }

    fn crawl_reads(self) -> bool {
        self.progress
            .with_untracked(|progress| matches!(progress, CrawlProgress::Reading { .. }))
    }

    /// Reason why nothing more is loaded, if so.
    fn refusal(self, services: &SharedServices) -> Option<Error> {
        let limit = ROW_DETAILS;
        let spent = services.client.budget().spent();
        self.stopped
            .get_untracked()
            .or_else(|| (spent >= limit).then_some(Error::BudgetSpent { limit }))
    }

    fn checked<T>(self, answer: Result<T, Error>) -> Loading<Arc<T>> {
        self.note_stop(&answer);
        Some(answer.map(Arc::new))
    }

    /// Notes that Bitbucket, or the limit of this page, wants no more calls.
    fn note_stop<T>(self, answer: &Result<T, Error>) {
        if let Err(error @ (Error::RateLimited | Error::BudgetSpent { .. })) = answer {
            self.stopped.set(Some(error.clone()));
        }
    }
}

/// Lets the page show a row, and the browser do other things if that slice is over.
async fn shown(slices: &mut Slices) {
    tick().await;
    slices.pause_if_due().await;
}

fn next(queue: Queue) -> Option<Arc<OpenRow>> {
    queue.try_update_value(Vec::pop).flatten()
}
