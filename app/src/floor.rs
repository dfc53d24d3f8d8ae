//! What the views of a repository's page share: everything that is asked for about it, once.

use std::{cell::Cell, rc::Rc};

use bitbucket_cloud::{Error, Page, PullRequest, Repository, Request};
use js_sys::futures::spawn_local;

use crate::{
    address::{self, Query},
    history::Known,
    load::Load,
    order::last_active_first,
    page::App,
    settings::{self, Found, PATH},
    signal::{Signal, follow},
    source::Source,
    store::local,
};

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
    /// What was merged, and what open pull requests change.
    pub(crate) known: Known,
    /// What the team decided.
    pub(crate) settings: Source<Found>,
    /// Where it is.
    at: Signal<Repository>,
}

/// Open pull requests, as far as they were read.
#[derive(Clone)]
pub(crate) struct Open {
    /// Last active first.
    pub(crate) pulls: Vec<Rc<PullRequest>>,
    /// How many there are.
    pub(crate) size: Option<u32>,
    next: Option<Request>,
}

impl Open {
    fn with(mut self, page: Page<PullRequest>) -> Result<Self, Error> {
        self.next = page.next()?;
        self.size = page.size.or(self.size);
        self.pulls.extend(page.values.into_iter().map(Rc::new));
        self.pulls = last_active_first(self.pulls, |pull| &**pull);
        Ok(self)
    }

    /// Whether all of them were read.
    pub(crate) fn is_all(&self) -> bool {
        self.next.is_none()
    }
}

impl Floor {
    pub(crate) fn new(app: App, repository: &Repository) -> Self {
        let at = repository.clone();
        let open = Source::new(move || {
            let (shared, at) = (app.shared(), at.clone());
            Box::pin(async move {
                let page = shared.client.open_pull_requests(&at).await?;
                let none = Open {
                    pulls: Vec::new(),
                    size: None,
                    next: None,
                };
                none.with(page)
            })
        });
        let at = repository.clone();
        let settings = Source::after_new(open, same_target, move |open| {
            let (shared, at) = (app.shared(), at.clone());
            Box::pin(async move {
                match open.pulls.first() {
                    Some(pull) => settings::ask(&shared.client, &shared.store, &at, pull).await,
                    None => {
                        let text = shared.client.file(&at, "HEAD", PATH).await?;
                        Ok(Found::of(text.as_deref()))
                    }
                }
            })
        });
        let floor = Self {
            app,
            open,
            rest: Signal::new(Load::Loading),
            known: Known::of(app, repository, open),
            settings,
            at: Signal::new(repository.clone()),
        };
        let begun = Cell::new(false);
        follow(move || {
            if let Load::Ready(_) = open.get()
                && !begun.replace(true)
            {
                floor.read_on();
            }
        });
        floor
    }

    /// Reads the pages that are left, and a thousand more than are there at most.
    pub(crate) fn read_on(self) {
        self.rest.set(Load::Loading);
        spawn_local(async move {
            let shared = self.app.shared();
            let mut room = READ;
            while let Load::Ready(open) = self.open.now() {
                let Some(next) = open.next.clone().filter(|_| open.pulls.len() < room) else {
                    break;
                };
                room = room.max(open.pulls.len() + 1);
                let page = shared.client.page(next).await;
                match page.and_then(|page| (*open).clone().with(page)) {
                    Ok(longer) => self.open.set(longer),
                    Err(error) => return self.rest.set(Load::Failed(error)),
                }
            }
            self.rest.set(Load::Ready(()));
        });
    }

    /// The settings that apply, once they are known: Sightline's own where they cannot be read.
    pub(crate) fn rules(self) -> Option<Rc<Found>> {
        match self.settings.get() {
            Load::Failed(_) => Some(Rc::default()),
            Load::Loading => None,
            Load::Ready(found) => Some(found),
        }
    }

    /// The repository.
    pub(crate) fn repository(self) -> Repository {
        (*self.at.now()).clone()
    }

    /// Bitbucket's page of a pull request.
    pub(crate) fn page_of(self, id: u32) -> String {
        let context = &self.app.shared().context;
        context.pull_request_page(&self.at.now(), id)
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
        let first = open.pulls.first()?;
        Some(first.destination.commit.clone())
    };
    target(a) == target(b)
}
