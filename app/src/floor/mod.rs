//! What the views of a repository's page share: everything that is asked for about it, once.

mod asking;
mod meeting;
mod row;

use std::{cell::Cell, rc::Rc};

use bitbucket_cloud::{Error, Page, PullRequest, Request};
use js_sys::futures::spawn_local;

use crate::{
    address::{self, Query},
    facts::OpenFact,
    history::{
        Known, Other, Progress,
        courses::{self, Courses},
    },
    load::Load,
    order::last_active_first,
    page::App,
    settings::{self, Found, PATH},
    signal::{Signal, follow},
    source::Source,
    store::local,
};

pub(crate) use meeting::{Met, Together};
pub(crate) use row::{Row, Seen};

use asking::Asking;

/// Open pull requests that are read without being asked for: 20 pages.
const READ: usize = 1_000;

/// A repository. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Floor {
    /// What the page shares.
    pub(crate) app: App,
    /// Its open pull requests. One call for 50; the first page is there at once, others follow.
    pub(crate) open: Source<Open>,
    /// Reading of further pages.
    pub(crate) rest: Signal<Load<()>>,
    /// What takes a call for each of them.
    pub(crate) asking: Asking,
    /// Which of them touch the same files.
    pub(crate) met: Signal<Met>,
    /// What was merged, and what open pull requests change.
    pub(crate) known: Known,
    /// When it was reviewed.
    pub(crate) courses: Signal<Courses>,
    /// What the team decided.
    pub(crate) settings: Source<Found>,
}

/// Open pull requests, as far as they were read.
#[derive(Clone)]
pub(crate) struct Open {
    /// Last active first.
    pub(crate) rows: Vec<Rc<Row>>,
    /// How many there are.
    pub(crate) size: Option<u32>,
    next: Option<Request>,
}

impl Open {
    fn with(mut self, page: Page<PullRequest>) -> Result<Self, Error> {
        self.next = page.next()?;
        self.size = page.size.or(self.size);
        self.rows.extend(page.values.into_iter().map(Row::new));
        self.rows = last_active_first(self.rows, |row| &row.pull);
        Ok(self)
    }

    /// Whether all of them were read.
    pub(crate) fn is_all(&self) -> bool {
        self.next.is_none()
    }
}

impl Floor {
    pub(crate) fn new(app: App) -> Self {
        let open = Source::new(move || {
            let shared = app.shared();
            Box::pin(async move {
                let page = shared
                    .client
                    .open_pull_requests(shared.repository())
                    .await?;
                let none = Open {
                    rows: Vec::new(),
                    size: None,
                    next: None,
                };
                none.with(page)
            })
        });
        let settings = Source::after_new(open, same_target, move |open| {
            let shared = app.shared();
            Box::pin(async move {
                match open.rows.first() {
                    Some(row) => settings::ask(&shared, &row.pull).await,
                    None => {
                        let text = shared
                            .client
                            .file(shared.repository(), "HEAD", PATH)
                            .await?;
                        Ok(Found::of(text.as_deref()))
                    }
                }
            })
        });
        let floor = Self {
            app,
            open,
            rest: Signal::new(Load::Loading),
            asking: Asking::new(),
            met: Signal::new(Met::default()),
            known: Known::of(app, open),
            courses: Signal::new(Courses::default()),
            settings,
        };
        let begun = Cell::new(false);
        follow(move || {
            if let Load::Ready(_) = open.get()
                && !begun.replace(true)
            {
                floor.read_on();
            }
        });
        follow(move || {
            // After the history, for which it says when each was reviewed.
            if let Progress::Done(_) = *floor.known.progress.get() {
                spawn_local(courses::run(app, floor.known, floor.courses));
            }
        });
        follow(move || {
            let _followed = floor.asking.rounds.get();
            if let Load::Ready(open) = floor.open.get() {
                if let Load::Ready(others) = &*floor.known.others.get() {
                    take(&open, others);
                }
                floor.meet(&open);
            }
        });
        floor
    }

    /// Takes the diffs that are kept.
    fn recall_diffs(self) {
        let (shared, open) = (self.app.shared(), self.open.now());
        if let Load::Ready(open) = open {
            let unread = open.rows.iter().filter(|row| !row.seen.now().is_compared());
            for row in unread {
                if let Some(fact) = OpenFact::kept(&shared.store, &row.pull) {
                    row.change(|seen| seen.changes = Load::Ready(Rc::new(fact.hunks)));
                }
            }
            self.meet(&open);
        }
    }

    /// Finds out again who touches the same files, if more diffs are there.
    fn meet(self, open: &Open) {
        let met = self.met.now();
        let rows = Met::comparable(open);
        let old = met.rows.iter().map(|row| row.pull.id);
        if met.of != open.rows.len() || !old.eq(rows.iter().map(|row| row.pull.id)) {
            let met = Met::of(self, open, rows);
            met.tell(open);
            self.met.set(met);
        }
    }

    /// Reads the pages that are left, and a thousand more than are there at most.
    pub(crate) fn read_on(self) {
        self.rest.set(Load::Loading);
        spawn_local(async move {
            let shared = self.app.shared();
            shared.store.ready().await;
            shared.store.forget_old();
            if self.is_gone() {
                return;
            }
            self.courses.set(Courses::kept(&shared.store));
            let mut room = READ;
            self.recall_diffs();
            while let Load::Ready(open) = self.open.now() {
                let Some(next) = open.next.clone().filter(|_| open.rows.len() < room) else {
                    break;
                };
                room = room.max(open.rows.len() + 1);
                let page = shared.client.page(next).await;
                if self.is_gone() {
                    return;
                }
                match page.and_then(|page| (*open).clone().with(page)) {
                    Ok(longer) => {
                        self.open.set(longer);
                        self.recall_diffs();
                    }
                    Err(error) => return self.rest.set(Load::Failed(error)),
                }
            }
            self.rest.set(Load::Ready(()));
        });
    }

    /// Whether the page is gone, while something was waited for.
    fn is_gone(self) -> bool {
        self.rest.now_or_gone().is_none()
    }

    /// Bitbucket's page of a pull request.
    pub(crate) fn page_of(self, id: u32) -> String {
        self.app.shared().context.pull_request_page(id)
    }

    /// How a view was shown last: as the address says, else as it was at the last visit.
    pub(crate) fn recall(self, view: &str) -> Query {
        let (name, query) = address::read();
        if name == view && !query.is_empty() {
            return address::pairs(&query);
        }
        address::pairs(&local::kept(&self.key(view)).unwrap_or_default())
    }

    /// Notes how a view is shown, in the address and for the next visit.
    pub(crate) fn remember(self, view: &str, pairs: &[(&str, &str)]) {
        let query = address::query(pairs);
        address::replace(view, &query);
        local::keep(&self.key(view), &query);
    }

    /// Where something of a view is kept.
    pub(crate) fn key(self, view: &str) -> String {
        ["sightline ", view, "\n", self.app.shared().store.scope()].concat()
    }
}

/// Whether both lists say the same of where the settings are.
fn same_target(a: &Open, b: &Open) -> bool {
    let target = |open: &Open| {
        let first = open.rows.first()?;
        Some(first.pull.destination.commit.clone())
    };
    target(a) == target(b)
}

/// Takes the diffs that the crawl has read.
fn take(open: &Open, others: &[Other]) {
    for other in others {
        let Some(changes) = &other.changes else {
            continue;
        };
        let same = |row: &&Rc<Row>| row.pull.id == other.pull.id;
        if let Some(row) = open.rows.iter().find(same)
            && !row.seen.now().is_compared()
        {
            row.change(|seen| seen.changes = Load::Ready(Rc::clone(changes)));
        }
    }
}
