//! When pull requests were reviewed, from the list of everything that happened in the repository: one
//! call tells 50 events, where each pull request of its own would take one.
//!
//! The list is read from now back to what is known, then on from where an earlier visit stopped.

use std::{cell::Cell, collections::HashMap};

use bitbucket_cloud::{Activity, Error, Page, Request, Timestamp};

use super::{crawler, limits::ACTIVITY_PAGES};
use crate::{
    api::Services,
    cache::{Cache, Lock, Rows, Table},
    model::{
        activity::time,
        history::{CrawlTarget, MergedHistory},
        records::{Fields, Line, ReviewTimes},
    },
};

/// How far the list was read.
const READ_UNTIL: &str = "courses";

/// Review times of a repository, as far as they were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllReviewTimes {
    by_id: HashMap<u32, ReviewTimes>,
    /// Everything that happened from then on was read.
    pub from: Option<Timestamp>,
}

impl AllReviewTimes {
    /// Review times of a pull request, if all that happened since it was opened was read.
    pub fn of(&self, id: u32, opened: Timestamp) -> Option<&ReviewTimes> {
        self.from.filter(|from| *from <= opened)?;
        self.by_id.get(&id)
    }

    /// As far as they are kept.
    pub fn kept(cache: &Cache) -> Self {
        let rows = cache.rows(Table::Course);
        let times = rows.iter().filter_map(|(key, row)| {
            let times = ReviewTimes::parse(row)?;
            Some((key.parse::<u32>().ok()?, times))
        });
        Self {
            by_id: times.collect(),
            from: Read::kept(cache).map(|read| read.from),
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
    fn kept(cache: &Cache) -> Option<Self> {
        let row = cache.row(Table::Note, READ_UNTIL)?;
        let mut fields = Fields::of(&row)?;
        Some(Self {
            from: Timestamp::from_unix(fields.number()?),
            until: Timestamp::from_unix(fields.number()?),
            next: fields.text()?,
        })
    }

    fn keep(&self, cache: &Cache) {
        let mut line = Line::default();
        line.number(self.from.unix())
            .number(self.until.unix())
            .text(&self.next);
        cache.put(Table::Note, READ_UNTIL, &line.finish());
    }
}

/// What the reading is told, and whom it tells.
pub struct ReadControl<'a> {
    /// Merged pull requests whose review times are wanted.
    pub merged: &'a MergedHistory,
    /// How far the reader wants it to go; asked again and again.
    pub target: &'a dyn Fn() -> CrawlTarget,
    /// Takes what is known.
    pub report: &'a dyn Fn(AllReviewTimes),
    /// Calls of this page that the quota of all tabs has counted.
    pub counted: &'a Cell<u32>,
}

/// Reads what is missing for merged pull requests, in one tab at a time.
pub async fn run(services: &Services, control: ReadControl<'_>) {
    let cache = &services.cache;
    cache.ready().await;
    let name = format!("sightline courses {}", cache.scope());
    let Some(_lock) = Lock::take(&name).await else {
        return;
    };
    // What fails is tried again at the next visit; what was read is kept. A link to a page may have
    // become stale: then that visit reads from the beginning.
    if let Err(Error::Status { .. }) = read(services, &control).await {
        cache.remove(Table::Note, READ_UNTIL);
    }
    (control.report)(AllReviewTimes::kept(cache));
}

async fn read(services: &Services, control: &ReadControl<'_>) -> Result<(), Error> {
    let Some((oldest, most)) = goal(control) else {
        return Ok(());
    };
    let cache = &services.cache;
    let before = Read::kept(cache);
    let mut page = services.client.all_activity(services.repository()).await?;
    let mut now = Read {
        from: Timestamp::from_unix(i64::MAX),
        until: page.values.iter().find_map(time).unwrap_or(oldest),
        next: String::new(),
    };
    let mut before = before.filter(|before| before.until <= now.until);
    for read in 1..=most {
        take(cache, &page);
        now.from = page.values.iter().rev().find_map(time).unwrap_or(now.from);
        let mut next = page.next()?;
        if let Some(before) = before.take_if(|before| before.until >= now.from) {
            // The gap is closed: on with what comes before.
            now.from = now.from.min(before.from);
            next = match before.next.as_str() {
                "" => None,
                path => Request::next(&format!("https://api{path}")).ok(),
            };
        }
        now.next = next.as_ref().map_or("", Request::path).to_owned();
        if before.is_none() {
            if next.is_none() {
                now.from = Timestamp::from_unix(0);
            }
            now.keep(cache);
            // Seldom where there is much: each time all of it is read again.
            if read.is_power_of_two() {
                (control.report)(AllReviewTimes::kept(cache));
            }
        }
        let wanted = now.from > oldest && (control.target)() != CrawlTarget::Stop;
        let Some(request) = next.filter(|_| wanted || before.is_some()) else {
            break;
        };
        if crawler::pause(services, control.counted).is_some() {
            break;
        }
        page = services.client.page(request).await?;
    }
    Ok(())
}

/// Time when the oldest of them was opened, and the pages that reading back to it may cost.
fn goal(control: &ReadControl<'_>) -> Option<(Timestamp, usize)> {
    let opened = control.merged.merged.iter().map(|one| one.created_on);
    let most = match (control.target)() {
        CrawlTarget::Known(_) => usize::MAX,
        CrawlTarget::Further | CrawlTarget::Stop | CrawlTarget::Visit => ACTIVITY_PAGES,
    };
    Some((opened.min()?, most))
}

fn take(cache: &Cache, page: &Page<Activity>) {
    for event in &page.values {
        let Some(id) = event.pull_request else {
            continue;
        };
        let key = id.to_string();
        let row = cache.row(Table::Course, &key);
        let before = row
            .as_deref()
            .and_then(ReviewTimes::parse)
            .unwrap_or_default();
        let mut fact = before.clone();
        fact.add(event);
        if fact != before || row.is_none() {
            cache.put(Table::Course, &key, &fact.line());
        }
    }
}
