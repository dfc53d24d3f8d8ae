//! Sizes of many pull requests: fetched a few at a time, in the order in which they were wanted,
//! kept by commits, and given up together when Bitbucket allows no more calls.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use bitbucket_cloud::{Endpoint, Error, PullRequest, Repository};
use js_sys::futures::spawn_local;
use sightline_insight::size::Size;

use crate::{load::Load, page::App, signal::Signal, views::plain};

/// Calls at a time.
const AT_ONCE: u32 = 4;

/// See the module. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Sizes(Rc<Work>);

struct Work {
    app: App,
    repository: Repository,
    queue: RefCell<VecDeque<PullRequest>>,
    known: RefCell<Vec<(Job, Load<Size>)>>,
    workers: Cell<u32>,
    /// Changes with every size that has come.
    come: Signal<()>,
    stopped: Signal<bool>,
}

/// A pull request, and both of its ends: the size between them never changes.
#[derive(Clone, PartialEq, Eq)]
struct Job {
    id: u32,
    commits: Option<(String, String)>,
}

impl Sizes {
    pub(crate) fn new(app: App, repository: Repository) -> Self {
        Self(Rc::new(Work {
            app,
            repository,
            queue: RefCell::default(),
            known: RefCell::default(),
            workers: Cell::new(0),
            come: Signal::new(()),
            stopped: Signal::new(false),
        }))
    }

    /// Whether some sizes were given up.
    pub(crate) fn stopped(&self) -> bool {
        *self.0.stopped.get()
    }

    /// The size of a pull request, as far as it is known. A view that reads it follows it.
    pub(crate) fn of(&self, pull: &PullRequest) -> Load<Size> {
        let _followed = self.0.come.get();
        let job = Job::of(pull);
        let known = self.0.known.borrow();
        let known = known.iter().find(|(known, _)| *known == job);
        known.map_or(Load::Loading, |(_, size)| size.clone())
    }

    /// Asks for the size of a pull request, unless it is known.
    pub(crate) fn want(&self, pull: &PullRequest) {
        let job = Job::of(pull);
        let mut known = self.0.known.borrow_mut();
        known.retain(|(known, size)| *known != job || matches!(size, Load::Ready(_)));
        if known.iter().any(|(known, _)| *known == job) {
            return;
        }
        self.0.queue.borrow_mut().push_back(pull.clone());
        let workers = self.0.workers.get();
        if workers < AT_ONCE {
            self.0.workers.set(workers + 1);
            spawn_local(self.clone().work_off());
        }
    }

    async fn work_off(self) {
        let work = &self.0;
        while let Some(pull) = self.next() {
            let shared = work.app.shared();
            let size = shared.files(&work.repository, &pull).await;
            let size = size.map(|files| files.iter().map(plain).collect::<Size>());
            if let Err(error @ (Error::RateLimited | Error::BudgetSpent { .. })) = &size {
                self.stop(error);
            }
            self.keep(&pull, size.into());
        }
        work.workers.set(work.workers.get().saturating_sub(1));
    }

    fn next(&self) -> Option<PullRequest> {
        self.0.queue.borrow_mut().pop_front()
    }

    fn keep(&self, pull: &PullRequest, size: Load<Size>) {
        let job = Job::of(pull);
        self.0.known.borrow_mut().push((job, size));
        self.0.come.set(());
    }

    fn stop(&self, error: &Error) {
        self.0.stopped.set(true);
        while let Some(pull) = self.next() {
            self.keep(&pull, Load::Failed(error.clone()));
        }
    }
}

impl Job {
    fn of(pull: &PullRequest) -> Self {
        let hash = |end: &Endpoint| end.commit.as_ref().map(|commit| commit.hash.clone());
        Self {
            id: pull.id,
            commits: hash(&pull.source).zip(hash(&pull.destination)),
        }
    }
}
