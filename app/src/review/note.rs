//! What of a review is kept between visits: what two commits decide for good, and what seldom
//! changes.

use std::pin::Pin;

use bitbucket_cloud::{Account, Error, PullRequest};

use super::Behind;
use crate::{
    clock,
    facts::{Fields, Line, account, read_account},
    page::Shared,
    store::{Rows, Table},
};

const DAY: i64 = 86_400;

/// How long a note holds.
pub(super) enum Holds {
    /// Until the clock says another day.
    Day,
    /// As long as the pull request lies between the same commits.
    Commits,
}

/// The text of a note that holds; else what `fetch` brings, which is noted.
pub(super) async fn noted(
    shared: &Shared,
    name: &str,
    pull: &PullRequest,
    holds: Holds,
    fetch: Pin<Box<dyn Future<Output = Result<String, Error>> + '_>>,
) -> Result<String, Error> {
    let (key, stamp) = match holds {
        Holds::Day => {
            // What a branch says of itself, others need not.
            let branch = pull.destination.branch.as_ref();
            let branch = branch.map_or("", |branch| &branch.name);
            let today = clock::now().unix() / DAY;
            ([name, " ", branch].concat(), today.to_string())
        }
        Holds::Commits => {
            let key = [name, " ", &pull.id.to_string()].concat();
            let Some(range) = pull.range() else {
                return fetch.await;
            };
            (key, [range.source(), " ", range.destination()].concat())
        }
    };
    shared.store.ready().await;
    let row = shared.store.row(Table::Note, &key);
    if let Some((noted, text)) = row.as_ref().and_then(|row| row.split_once('\n'))
        && noted == stamp
    {
        return Ok(text.to_owned());
    }
    let text = fetch.await?;
    let row = [&stamp, "\n", &text].concat();
    shared.store.put(Table::Note, &key, &row);
    Ok(text)
}

pub(super) fn paths(paths: impl Iterator<Item = String>) -> String {
    let paths: Vec<String> = paths.collect();
    let mut line = Line::default();
    line.count(paths.len());
    for path in &paths {
        line.text(path);
    }
    line.finish()
}

pub(super) fn read_paths(text: &str) -> Option<Vec<String>> {
    Fields::of(text)?.list(Fields::text)
}

pub(super) fn people(people: &[Account]) -> String {
    let mut line = Line::default();
    line.count(people.len());
    for person in people {
        account(&mut line, Some(person));
    }
    line.finish()
}

pub(super) fn read_people(text: &str) -> Option<Vec<Account>> {
    Fields::of(text)?.list(|fields| Some(read_account(fields)?.unwrap_or_default()))
}

impl Behind {
    pub(super) fn text(self) -> String {
        match self {
            Self::Exactly(count) => count.to_string(),
            Self::MoreThan(count) => [">", &count.to_string()].concat(),
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix('>') {
            Some(count) => count.parse().ok().map(Self::MoreThan),
            None => text.parse().ok().map(Self::Exactly),
        }
    }
}
