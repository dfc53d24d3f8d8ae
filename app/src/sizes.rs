//! Sizes of many pull requests: fetched a few at a time, in the order in which they were wanted,
//! kept by commits, and given up together when Bitbucket allows no more calls.

use std::collections::VecDeque;

use bitbucket_cloud::{Endpoint, Error, PullRequest, Repository};
use leptos::{prelude::*, task::spawn_local};
use sightline_insight::size::Size;

use crate::{load::Load, page::App, views::plain};

/// Calls at a time.
const AT_ONCE: u32 = 4;

/// See the module.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    app: App,
    work: StoredValue<Work>,
    stopped: RwSignal<bool>,
}

struct Work {
    repository: Repository,
    queue: VecDeque<Job>,
    known: Vec<(Commits, Size)>,
    workers: u32,
}

#[derive(Clone)]
struct Job {
    id: u32,
    commits: Option<Commits>,
    size: ArcRwSignal<Load<Size>>,
}

/// Both ends: the size between them never changes.
type Commits = (String, String);

impl Sizes {
    pub(crate) fn new(app: App, repository: Repository) -> Self {
        let work = Work {
            repository,
            queue: VecDeque::new(),
            known: Vec::new(),
            workers: 0,
        };
        Self {
            app,
            work: StoredValue::new(work),
            stopped: RwSignal::new(false),
        }
    }

    /// Whether some sizes were given up.
    pub(crate) fn stopped(self) -> bool {
        self.stopped.get()
    }

    /// The size of a pull request, now or later.
    pub(crate) fn of(self, pull: &PullRequest) -> ArcRwSignal<Load<Size>> {
        let commits = commits(pull);
        let size = ArcRwSignal::new(Load::Loading);
        let job = Job {
            id: pull.id,
            commits,
            size: size.clone(),
        };
        let starts = self.work.try_update_value(|work| {
            let known = work
                .known
                .iter()
                .find(|(commits, _)| Some(commits) == job.commits.as_ref());
            if let Some((_, known)) = known {
                job.size.set(Load::Ready(*known));
                return false;
            }
            work.queue.push_back(job);
            let starts = work.workers < AT_ONCE;
            work.workers += u32::from(starts);
            starts
        });
        if starts == Some(true) {
            spawn_local(self.work_off());
        }
        size
    }

    async fn work_off(self) {
        while let Some((repository, job)) = self.next() {
            let shared = self.app.shared();
            let files = shared.client.pull_request_files(&repository, job.id).await;
            let size = files.map(|files| files.iter().map(plain).collect::<Size>());
            if let Err(error @ (Error::RateLimited | Error::BudgetSpent { .. })) = &size {
                self.stop(error);
            }
            self.keep(&job, size);
        }
    }

    fn next(self) -> Option<(Repository, Job)> {
        self.work.try_update_value(|work| {
            let job = work.queue.pop_front();
            if job.is_none() {
                work.workers = work.workers.saturating_sub(1);
            }
            job.map(|job| (work.repository.clone(), job))
        })?
    }

    fn keep(self, job: &Job, size: Result<Size, Error>) {
        if let (Some(commits), Ok(size)) = (&job.commits, &size) {
            let _gone = self.work.try_update_value(|work| {
                work.known.push((commits.clone(), *size));
            });
        }
        job.size.set(size.into());
    }

    fn stop(self, error: &Error) {
        let _gone = self.stopped.try_set(true);
        let left = self
            .work
            .try_update_value(|work| std::mem::take(&mut work.queue));
        for job in left.into_iter().flatten() {
            job.size.set(Load::Failed(error.clone()));
        }
    }
}

fn commits(pull: &PullRequest) -> Option<Commits> {
    let hash = |end: &Endpoint| end.commit.as_ref().map(|commit| commit.hash.clone());
    Some((hash(&pull.source)?, hash(&pull.destination)?))
}
