//! When pull requests were reviewed, from the list of everything that happened in the repository: one
//! call tells 50 events, where each pull request of its own would take one.
//!
//! The list is read from now back to what is known, then on from where an earlier visit stopped.

use bitbucket_cloud::{Activity, Error, Page, Request, Timestamp};

use super::{Known, Wish, crawl};
use crate::{
    facts::{CourseFact, Fields, Line},
    load::Load,
    page::App,
    review::past::time,
    signal::Signal,
    store::{Lock, Rows, Store, Table},
};

/// Pages that a visit reads, unless the reader wants more history.
const PAGES: usize = 30;
/// How far the list was read.
const NOTE: &str = "courses";

/// What is known of reviews.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Courses {
    /// By number, ascending.
    facts: Vec<(u32, CourseFact)>,
    /// Everything that happened from then on was read.
    pub(crate) from: Option<Timestamp>,
}

impl Courses {
    /// How the review of a pull request went, if all of it was read.
    pub(crate) fn of(&self, id: u32, opened: Timestamp) -> Option<&CourseFact> {
        self.from.filter(|from| *from <= opened)?;
        let place = self.facts.partition_point(|(other, _)| *other < id);
        let (found, fact) = self.facts.get(place)?;
        (*found == id).then_some(fact)
    }

    /// As far as it was read before.
    pub(crate) fn kept(store: &Store) -> Self {
        let rows = store.rows(Table::Course);
        let facts = rows.iter().filter_map(|(key, row)| {
            let fact = CourseFact::parse(row)?;
            Some((key.parse::<u32>().ok()?, fact))
        });
        let mut facts: Vec<(u32, CourseFact)> = facts.collect();
        facts.sort_by_key(|(id, _)| *id);
        Self {
            facts,
            from: Read::kept(store).map(|read| read.from),
        }
    }
}

/// How far the list was read: all of it between two times.
struct Read {
    from: Timestamp,
    until: Timestamp,
    /// The page before `from`; empty at the end of the list.
    next: String,
}

impl Read {
    fn kept(store: &Store) -> Option<Self> {
        let row = store.row(Table::Note, NOTE)?;
        let mut fields = Fields::of(&row)?;
        Some(Self {
            from: Timestamp::from_unix(fields.number()?),
            until: Timestamp::from_unix(fields.number()?),
            next: fields.text()?,
        })
    }

    fn keep(&self, store: &Store) {
        let mut line = Line::default();
        line.number(self.from.unix())
            .number(self.until.unix())
            .text(&self.next);
        store.put(Table::Note, NOTE, &line.finish());
    }
}

/// Reads what is missing for the merged pull requests that are known, and tells what was found.
pub(crate) async fn run(app: App, known: Known, found: Signal<Courses>) {
    let shared = app.shared();
    let store = &shared.store;
    store.ready().await;
    let name = ["sightline courses ", store.scope()].concat();
    let Some(_lock) = Lock::take(&name).await else {
        return;
    };
    // What fails is tried again at the next visit; what was read is kept. A link to a page may have
    // become stale: then that visit reads from the beginning.
    if let Err(Error::Status { .. }) = read(known, store, found).await {
        store.remove(Table::Note, NOTE);
    }
    found.set(Courses::kept(store));
}

async fn read(known: Known, store: &Store, found: Signal<Courses>) -> Result<(), Error> {
    let Some((oldest, most)) = goal(known) else {
        return Ok(());
    };
    let shared = known.app.shared();
    let before = Read::kept(store);
    let mut page = shared.client.all_activity(shared.repository()).await?;
    let mut now = Read {
        from: Timestamp::from_unix(i64::MAX),
        until: page.values.iter().find_map(time).unwrap_or(oldest),
        next: String::new(),
    };
    let mut before = before.filter(|before| before.until <= now.until);
    for read in 1..=most {
        take(store, &page);
        now.from = page.values.iter().rev().find_map(time).unwrap_or(now.from);
        let mut next = page.next()?;
        if let Some(before) = before.take_if(|before| before.until >= now.from) {
            // The gap is closed: on with what comes before.
            now.from = now.from.min(before.from);
            next = match before.next.as_str() {
                "" => None,
                path => Request::next(&["https://api", path].concat()).ok(),
            };
        }
        now.next = next.as_ref().map_or("", Request::path).to_owned();
        if before.is_none() {
            if next.is_none() {
                now.from = Timestamp::from_unix(0);
            }
            now.keep(store);
            // Seldom where there is much: each time all of it is read again.
            if read.is_power_of_two() {
                found.set(Courses::kept(store));
            }
        }
        let wanted = now.from > oldest && crawl::wish(known) != Wish::Stop;
        let Some(request) = next.filter(|_| wanted || before.is_some()) else {
            break;
        };
        if crawl::pause(known, &shared).is_some() {
            break;
        }
        page = shared.client.page(request).await?;
    }
    Ok(())
}

/// When the oldest of them was opened, and how many pages that may cost.
fn goal(known: Known) -> Option<(Timestamp, usize)> {
    let past = known.past.now_or_gone()?;
    let Load::Ready(past) = &*past else {
        return None;
    };
    let oldest = past.facts.iter().map(|fact| fact.created_on).min()?;
    let most = match crawl::wish(known) {
        Wish::Known(_) => usize::MAX,
        Wish::Further | Wish::Stop | Wish::Visit => PAGES,
    };
    Some((oldest, most))
}

fn take(store: &Store, page: &Page<Activity>) {
    for event in &page.values {
        let Some(id) = event.pull_request else {
            continue;
        };
        let key = id.to_string();
        let row = store.row(Table::Course, &key);
        let before = row
            .as_deref()
            .and_then(CourseFact::parse)
            .unwrap_or_default();
        let mut fact = before.clone();
        fact.add(event);
        if fact != before || row.is_none() {
            store.put(Table::Course, &key, &fact.line());
        }
    }
}
