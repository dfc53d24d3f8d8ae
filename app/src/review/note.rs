//! What of a review is kept between visits: what two commits decide for good, and what seldom
//! changes.

use bitbucket_cloud::{Account, Error, PullRequest};

use super::{Behind, Fact};
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

/// What a note says; `None` if it cannot be read.
pub(super) type Read = fn(&str) -> Option<Fact>;

/// What a note says that holds and can be read; else what `fetch` brings, which is noted.
pub(super) async fn noted(
    shared: &Shared,
    name: &str,
    pull: &PullRequest,
    holds: Holds,
    read: Read,
    fetch: impl Future<Output = Result<String, Error>>,
) -> Result<Fact, Error> {
    let noted = match holds {
        Holds::Day => {
            // What a branch says of itself, others need not.
            let branch = pull.destination.branch.as_ref();
            let branch = branch.map_or("", |branch| &branch.name);
            let today = clock::now().unix() / DAY;
            Some(([name, " ", branch].concat(), today.to_string()))
        }
        Holds::Commits => pull.range().map(|range| {
            let key = [name, " ", &pull.id.to_string()].concat();
            (key, [range.source(), " ", range.destination()].concat())
        }),
    };
    if let Some((key, stamp)) = &noted {
        shared.store.ready().await;
        let row = shared.store.row(Table::Note, key);
        let holding = row.as_ref().and_then(|row| row.split_once('\n'));
        let text = holding.filter(|(noted, _)| noted == stamp);
        if let Some(fact) = text.and_then(|(_, text)| read(text)) {
            return Ok(fact);
        }
    }
    let text = fetch.await?;
    if let Some((key, stamp)) = noted {
        let row = [&stamp, "\n", &text].concat();
        shared.store.put(Table::Note, &key, &row);
    }
    Ok(read(&text).unwrap_or(Fact::Gone))
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
