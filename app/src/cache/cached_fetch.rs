//! Answers that are kept between visits: what two commits decide for good, and what seldom changes.

use bitbucket_cloud::{Error, PullRequest};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Cache, Table};
use crate::browser::clock;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Time for which an answer stays valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// As long as the pull request lies between the same commits.
    Commits,
    /// Until the next day begins in UTC.
    Day,
}

/// An answer as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Kept<T> {
    /// The day, or the commits, that it is valid for.
    valid_for: String,
    value: T,
}

/// Key under which an answer is kept, and what the answer is valid for.
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
    let Some(Slot { key, valid_for }) = slot(name, pull_request, freshness) else {
        return fetch.await;
    };
    cache.ready_soon().await;
    let kept: Option<Kept<T>> = cache.get(Table::Meta, &key);
    if let Some(kept) = kept.filter(|kept| kept.valid_for == valid_for) {
        return Ok(kept.value);
    }
    let value = fetch.await?;
    let kept = Kept { valid_for, value };
    cache.put(Table::Meta, &key, &kept);
    Ok(kept.value)
}

/// `None` for a pull request without both commits.
fn slot(name: &str, pull_request: &PullRequest, freshness: Freshness) -> Option<Slot> {
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
                valid_for: (clock::now().unix() / DAY).to_string(),
            })
        }
    }
}
