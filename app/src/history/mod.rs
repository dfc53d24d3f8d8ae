//! What is known of a repository besides the pull request that is looked at: what was merged, and
//! what else is open. Stored facts come first, then a crawl brings the rest.
//!
//! Bitbucket has no way to ask what a file changed with, or who reviewed it: that takes one call for
//! each pull request that was ever merged. So each is read once for good, in the background, by one
//! tab at a time, and never more than a few calls at a visit.

mod all;
pub(crate) mod courses;
mod crawl;
pub mod pace;
pub mod plan;

use std::{cell::Cell, rc::Rc};

pub use plan::{Other, Reach};

use bitbucket_cloud::{Account, Timestamp};
use js_sys::futures::spawn_local;
use sightline_insight::History;

use crate::{
    facts::MergedFact,
    load::Load,
    page::App,
    review::past::key,
    settings::Settings,
    signal::{Signal, follow},
    source::Source,
};

/// See the module. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    /// What was merged, as far as it was read: loading until stored facts are read, then growing.
    pub(crate) past: Signal<Load<Rc<Past>>>,
    /// The open pull requests, last active first, growing in the same way.
    pub(crate) others: Signal<Load<Rc<Vec<Other>>>>,
    /// What is being read.
    pub(crate) progress: Signal<Progress>,
    app: App,
    /// What the reader wants last.
    wish: Signal<Wish>,
    /// Calls of this page that the pace knows of.
    counted: Signal<u32>,
}

/// What the reader wants of the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// As much as a visit may cost.
    Visit,
    /// The same again, into the past.
    Further,
    /// Until that many merged pull requests are known.
    Known(usize),
    /// Nothing more.
    Stop,
}

/// Merged pull requests.
#[derive(Debug, Default)]
pub(crate) struct Past {
    /// In numbers, for the analysis; people are account ids.
    pub(crate) history: History,
    /// Oldest first.
    pub(crate) facts: Vec<Rc<MergedFact>>,
    /// Everybody in there, for their names.
    pub(crate) people: Vec<Account>,
}

/// How far the reading is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Nothing is left to read within this visit's budget.
    Done(Reach),
    /// Another tab reads.
    Elsewhere,
    /// It stopped at a failure; what was read before is shown.
    Failed(bitbucket_cloud::Error),
    /// So many of so many pull requests are read.
    Reading {
        /// Done.
        read: usize,
        /// Together.
        of: usize,
    },
    /// The reader stopped it.
    Stopped,
    /// Bitbucket allows no more calls before that time.
    Waiting(Timestamp),
}

impl Known {
    /// Begins to read once what the page shows first is there.
    pub(crate) fn of<T>(app: App, first: Source<T>) -> Self {
        let known = Self {
            past: Signal::new(Load::Loading),
            others: Signal::new(Load::Loading),
            progress: Signal::new(Progress::Reading { read: 0, of: 0 }),
            app,
            wish: Signal::new(Wish::Visit),
            counted: Signal::new(0),
        };
        let begun = Cell::new(false);
        follow(move || {
            if matches!(first.get(), Load::Ready(_)) && !begun.replace(true) {
                spawn_local(crawl::run(known));
            }
        });
        known
    }

    /// Reads on, or stops.
    pub(crate) fn ask(self, wish: Wish) {
        self.wish.set(wish);
        if wish != Wish::Stop {
            spawn_local(crawl::run(self));
        }
    }
}

impl Known {
    /// Shows nothing any more of what was read.
    pub(crate) fn forget(self) {
        self.past.set(Load::Ready(Rc::default()));
    }
}

impl Past {
    /// From facts, oldest first.
    fn of(facts: Vec<Rc<MergedFact>>) -> Self {
        let mut past = Self::default();
        for fact in &facts {
            past.history.push(&fact.plain());
            for path in &fact.removed {
                past.history.remove(path);
            }
            let took = fact.people.iter().map(|took| &took.account);
            for account in took.chain(&fact.author) {
                if !past.people.iter().any(|known| key(known) == key(account)) {
                    past.people.push(account.clone());
                }
            }
        }
        past.facts = facts;
        past
    }

    /// Everybody who is no person, as Bitbucket says or as the settings do, by id.
    pub(crate) fn bots<'a>(&'a self, settings: &'a Settings) -> impl Iterator<Item = &'a str> {
        let bots = self.people.iter();
        let bots = bots.filter(|account| settings.is_bot(account));
        bots.map(key)
    }
}
