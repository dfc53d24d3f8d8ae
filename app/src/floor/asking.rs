//! What takes a call for each pull request, asked for those that the reader has before them: builds,
//! and the diff where the crawl does not read it. Whoever scrolls on asks for what is there then, and
//! no more for what was passed over.

use std::{cell::RefCell, rc::Rc, time::Duration};

use bitbucket_cloud::Error;
use js_sys::futures::spawn_local;
use sightline_insight::overlap::hunks;

use super::{Floor, Row, row::Asked};
use crate::{
    clock, facts::OpenFact, history::Progress, load::Load, page::Shared, review::Activities,
    signal::Signal,
};

/// Rows at a time.
const AT_ONCE: u32 = 4;
/// Between two looks at whether the crawl is done.
const PATIENCE: Duration = Duration::from_millis(300);
/// Calls of this page after which nothing is asked for by itself.
const ENOUGH: u32 = 600;

/// Rows, the next one last.
type Queue = RefCell<Vec<Rc<Row>>>;

/// What is asked for. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Asking {
    rows: Signal<Queue>,
    /// Those whose diffs are still to be asked for.
    late: Signal<Queue>,
    workers: Signal<u32>,
    /// Why some were given up, if they were.
    pub(crate) stopped: Signal<Option<Error>>,
    /// How often everything that was wanted had come.
    pub(crate) rounds: Signal<u32>,
}

impl Asking {
    pub(super) fn new() -> Self {
        Self {
            rows: Signal::new(Queue::default()),
            late: Signal::new(Queue::default()),
            workers: Signal::new(0),
            stopped: Signal::new(None),
            rounds: Signal::new(0),
        }
    }
}

impl Floor {
    /// Asks for what is not known of these rows, and of no others.
    pub(crate) fn want(self, rows: Vec<Rc<Row>>) {
        let asking = self.asking;
        let fresh = rows.into_iter().rev();
        let fresh = fresh.filter(|row| row.asked.get() == Asked::Not);
        asking.rows.now().replace(fresh.collect());
        let workers = *asking.workers.now();
        for _ in workers..AT_ONCE {
            asking.workers.set(*asking.workers.now() + 1);
            spawn_local(self.work());
        }
    }

    async fn work(self) {
        let asking = self.asking;
        let shared = self.app.shared();
        while let Some(row) = taken(asking.rows) {
            row.asked.set(Asked::All);
            self.ask(&shared, &row).await;
        }
        while let Some(row) = taken(asking.late) {
            self.ask_late(&shared, &row).await;
        }
        if self.is_gone() {
            return;
        }
        let left = asking.workers.now().saturating_sub(1);
        asking.workers.set(left);
        if left == 0 {
            asking.rounds.set(*asking.rounds.now() + 1);
        }
    }

    /// Builds, and whether a request for changes was answered.
    async fn ask(self, shared: &Shared, row: &Rc<Row>) {
        let (at, id) = (shared.repository(), row.pull.id);
        let builds = match self.refused(shared) {
            Some(error) => Err(error),
            None => shared.client.statuses(at, id).await,
        };
        if self.is_gone() {
            return;
        }
        let builds = self.checked(builds);
        let mut pushed_on = None;
        if row.is_contested() && self.refused(shared).is_none() {
            let activity = shared.client.activity(at, id).await;
            pushed_on = activity.ok().and_then(|page| {
                let events = page.values;
                let unread = crate::review::Unread::Nothing;
                Activities { events, unread }.pushed(&row.pull)
            });
        }
        if self.is_gone() {
            return;
        }
        row.change(|seen| {
            seen.builds = builds;
            seen.pushed_on = pushed_on;
        });
        if !row.seen.now().is_compared() {
            self.asking.late.now().borrow_mut().push(Rc::clone(row));
        }
    }

    /// The diff, unless the crawl brings it.
    async fn ask_late(self, shared: &Shared, row: &Rc<Row>) {
        while let Some(progress) = self.known.progress.now_or_gone()
            && matches!(*progress, Progress::Reading { .. })
        {
            clock::sleep(PATIENCE).await;
        }
        if self.is_gone() || row.seen.now().is_compared() {
            return;
        }
        let found = match self.refused(shared) {
            Some(error) => Err(error),
            None => {
                let diff = shared.diff(&row.pull).await;
                diff.map(|diff| hunks(&diff))
            }
        };
        if let Ok(hunks) = &found {
            OpenFact::keep(&shared.store, &row.pull, hunks);
        }
        if self.is_gone() {
            return;
        }
        let found = self.checked(found);
        row.change(|seen| seen.changes = found);
    }

    /// Why nothing more is asked for, if so.
    fn refused(self, shared: &Shared) -> Option<Error> {
        let stopped = (*self.asking.stopped.now()).clone();
        let limit = ENOUGH;
        stopped.or_else(|| {
            (shared.client.budget().spent() >= limit).then_some(Error::BudgetSpent { limit })
        })
    }

    fn checked<T>(self, found: Result<T, Error>) -> Load<Rc<T>> {
        if let Err(error @ (Error::RateLimited | Error::BudgetSpent { .. })) = &found {
            self.asking.stopped.set(Some(error.clone()));
        }
        found.map(Rc::new).into()
    }
}

impl Row {
    pub(super) fn change(&self, change: impl FnOnce(&mut super::Seen)) {
        let mut seen = (*self.seen.now()).clone();
        change(&mut seen);
        self.seen.set(seen);
    }
}

fn taken(rows: Signal<Queue>) -> Option<Rc<Row>> {
    rows.now_or_gone()?.borrow_mut().pop()
}
