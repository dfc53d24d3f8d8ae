//! Review times of pull requests, from the list of everything that happened in the repository: one
//! call tells 50 events, where each pull request of its own would take one.
//!
//! The list is read from now back to what is known, then on from where an earlier visit stopped.

use std::{cell::Cell, collections::HashMap};

use bitbucket_cloud::{Activity, Error, Page, Request, Timestamp};
use serde::{Deserialize, Serialize};

use super::{crawler, limits::ACTIVITY_PAGES};
use crate::{
    api::Services,
    cache::{Cache, Lock, Table},
    model::{
        activity::time,
        history::{CrawlTarget, MergedHistory},
        records::ReviewTimes,
    },
};

/// Key of the part of the list that was read.
const READ: &str = "review times read";

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

    /// Time at which a pull request was merged, if that was read.
    pub fn merged_on(&self, id: u32) -> Option<Timestamp> {
        self.by_id.get(&id)?.merged_on
    }

    /// Time at which a pull request last stopped being a draft, if all that happened since it was opened
    /// was read.
    pub fn ready_on(&self, id: u32, opened: Timestamp) -> Option<Timestamp> {
        self.of(id, opened)?.ready_on
    }

    /// Review times that are in the cache.
    pub async fn kept(cache: &Cache) -> Self {
        let times = cache
            .all::<ReviewTimes>(Table::ReviewTimes)
            .await
            .into_iter();
        let times = times.filter_map(|(key, times)| Some((key.parse().ok()?, times)));
        Self {
            by_id: times.collect(),
            from: cache.get::<Read>(Table::Meta, READ).map(|read| read.from),
        }
    }
}

/// Part of the list that was read: all of it between two times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Read {
    from: Timestamp,
    until: Timestamp,
    /// Path of the page before `from`; empty at the end of the list.
    next: String,
}

/// Input of the reading, and the callback for its reports.
pub struct ReadControl<'a> {
    /// Merged pull requests whose review times are wanted.
    pub merged: &'a MergedHistory,
    /// Returns the target that the reader has set; called repeatedly.
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
        cache.remove(Table::Meta, READ);
    }
    (control.report)(AllReviewTimes::kept(cache).await);
}

async fn read(services: &Services, control: &ReadControl<'_>) -> Result<(), Error> {
    let Some((oldest, most)) = goal(control) else {
        return Ok(());
    };
    let cache = &services.cache;
    let before: Option<Read> = cache.get(Table::Meta, READ);
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
            cache.put(Table::Meta, READ, &now);
            // Seldom where there is much: each time all of it is read again.
            if read.is_power_of_two() {
                (control.report)(AllReviewTimes::kept(cache).await);
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
        let before: Option<ReviewTimes> = cache.get(Table::ReviewTimes, &key);
        let mut times = before.clone().unwrap_or_default();
        times.add(event);
        if before.as_ref() != Some(&times) {
            cache.put(Table::ReviewTimes, &key, &times);
        }
    }
}
