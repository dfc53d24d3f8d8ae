//! Answers that are kept between visits: what two commits decide for good, and what seldom changes.

use bitbucket_cloud::{Error, PullRequest, Timestamp};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Cache, Rows, Table};
use crate::browser::clock;

/// In seconds.
const DAY: i64 = 86_400;

/// How long an answer stays valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// As long as the pull request lies between the same commits.
    Commits,
    /// Until the next day begins in UTC.
    Day,
}

/// Row of an answer.
#[derive(Debug, Serialize, Deserialize)]
struct Row<T> {
    /// The day, or the commits, that it is valid for.
    valid_for: String,
    value: T,
}

/// Where an answer is kept, and what it is valid for.
struct Slot {
    key: String,
    valid_for: String,
}

/// Answer that is kept and still valid; else the one of `fetch`, which is kept from now on.
///
/// # Errors
/// Those of `fetch`.
pub async fn cached_fetch<T: Serialize + DeserializeOwned>(
    cache: &Cache,
    name: &str,
    pull_request: &PullRequest,
    freshness: Freshness,
    fetch: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let Some(slot) = slot(name, pull_request, freshness, clock::now()) else {
        return fetch.await;
    };
    cache.ready().await;
    if let Some(value) = kept(cache, &slot) {
        return Ok(value);
    }
    let value = fetch.await?;
    let row = Row {
        valid_for: slot.valid_for,
        value: &value,
    };
    // An answer that cannot be written is fetched again by the next visit.
    if let Ok(row) = serde_json::to_string(&row) {
        cache.put(Table::Note, &slot.key, &row);
    }
    Ok(value)
}

fn kept<T: DeserializeOwned>(cache: &Cache, slot: &Slot) -> Option<T> {
    let row = cache.row(Table::Note, &slot.key)?;
    let row: Row<T> = serde_json::from_str(&row).ok()?;
    (row.valid_for == slot.valid_for).then_some(row.value)
}

/// `None` for a pull request without both commits.
fn slot(
    name: &str,
    pull_request: &PullRequest,
    freshness: Freshness,
    now: Timestamp,
) -> Option<Slot> {
    match freshness {
        Freshness::Commits => pull_request.range().map(|range| Slot {
            key: format!("{name} {}", pull_request.id),
            valid_for: format!("{} {}", range.source(), range.destination()),
        }),
        Freshness::Day => {
            // One branch may say something else than another.
            let branch = pull_request.destination.branch.as_ref();
            let branch = branch.map_or("", |branch| &branch.name);
            Some(Slot {
                key: format!("{name} {branch}"),
                valid_for: (now.unix() / DAY).to_string(),
            })
        }
    }
}
