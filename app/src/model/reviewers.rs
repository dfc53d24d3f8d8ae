//! People who know a change, besides its author and reviewers.

use std::collections::HashMap;

use bitbucket_cloud::{Account, FileChange, PullRequest, Timestamp};
use sightline_insight::{
    Change, FileChange as Changed,
    reviewers::{EVIDENCE_DAYS, Suggestion, Team, last_change, suggest},
};

use super::{
    account::{author, key},
    history::{MergedHistory, OpenPullRequest},
    records::changed,
    settings::Settings,
};

/// Number of people who are suggested at most.
const MOST: usize = 3;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// Somebody who could be asked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestedReviewer {
    /// The person.
    pub account: Account,
    /// The evidence.
    pub why: Suggestion,
}

/// Author and time of the last change to the files of a pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastTouch {
    /// Name of the person, where that is known.
    pub by: Option<String>,
    /// Time of that change.
    pub on: Timestamp,
}

/// Others that bear on who could be asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Others<'a> {
    /// Open pull requests.
    pub open: &'a [OpenPullRequest],
    /// People who are named elsewhere, as they should review and were not asked yet.
    pub named: &'a [Account],
}

/// People who know a change, besides its author and reviewers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Knowing {
    /// People who could be asked.
    pub people: Vec<SuggestedReviewer>,
    /// The last change of these files, where nobody worked on them lately.
    pub last: Option<LastTouch>,
}

impl Knowing {
    /// Returns whether nothing is known.
    pub const fn is_empty(&self) -> bool {
        self.people.is_empty() && self.last.is_none()
    }
}

/// Second from which on work counts as recent.
pub const fn evidence_begins(now: Timestamp) -> i64 {
    now.unix() - EVIDENCE_DAYS * DAY
}

/// People who know a change and could be asked. Where nobody worked on its files lately, also the person
/// who changed them last.
pub fn knowing(
    pull_request: &PullRequest,
    files: &[FileChange],
    history: &MergedHistory,
    others: Others<'_>,
    settings: &Settings,
    now: Timestamp,
) -> Knowing {
    let people = suggested(pull_request, files, history, others, settings, now);
    let silent = !people.iter().any(|one| one.why.is_recent());
    let last = silent.then(|| last_touch(pull_request, files, history));
    Knowing {
        people,
        last: last.flatten(),
    }
}

fn last_touch(
    pull_request: &PullRequest,
    files: &[FileChange],
    history: &MergedHistory,
) -> Option<LastTouch> {
    let files: Vec<Changed> = files.iter().map(changed).collect();
    let change = Change {
        author: author(pull_request),
        files: &files,
    };
    let last = last_change(&history.history, &change)?;
    let who = history.history.person(last.person);
    let account = history.people.iter().find(|account| key(account) == who);
    Some(LastTouch {
        by: account.and_then(|account| account.display_name.clone()),
        on: Timestamp::from_unix(last.on),
    })
}

/// People who could be asked for a review. Until open pull requests are known, nobody is thought to be
/// busy.
pub fn suggested(
    pull_request: &PullRequest,
    files: &[FileChange],
    history: &MergedHistory,
    others: Others<'_>,
    settings: &Settings,
    now: Timestamp,
) -> Vec<SuggestedReviewer> {
    let files: Vec<Changed> = files.iter().map(changed).collect();
    let change = Change {
        author: author(pull_request),
        files: &files,
    };
    let reviews = pull_request.reviews();
    let present = reviews.iter().map(|review| review.account);
    // Bitbucket knows no account for some authors of commits.
    let nobody = history.people.iter().filter(|one| one.uuid.is_none());
    let left_out: Vec<&str> = present
        .map(key)
        .chain(history.bots(settings))
        .chain(nobody.map(key))
        .chain(others.named.iter().map(key))
        .collect();
    let open_reviews = open_reviews(pull_request.id, others.open);
    let team = Team {
        left_out: &left_out,
        open_reviews: &open_reviews,
    };
    let people: HashMap<&str, &Account> = history
        .people
        .iter()
        .map(|account| (key(account), account))
        .collect();
    let suggested = suggest(&history.history, &change, &team, now.unix(), MOST);
    let named = suggested.into_iter().filter_map(|why| {
        let account = *people.get(history.history.person(why.person))?;
        Some(SuggestedReviewer {
            account: with_picture(account, others.open),
            why,
        })
    });
    named.collect()
}

/// An account with its picture, where somebody with the same account takes part in what is open: records
/// of the past hold none.
fn with_picture(account: &Account, open: &[OpenPullRequest]) -> Account {
    let present = open.iter().flat_map(|one| {
        let reviews = one.pull_request.reviews().into_iter();
        let reviewers = reviews.map(|review| review.account);
        reviewers.chain(one.pull_request.author.as_ref())
    });
    let mut present = present.filter(|other| other.is(account));
    let links = present.find_map(|other| other.links.clone());
    Account {
        links: account.links.clone().or(links),
        ..account.clone()
    }
}

/// Number of other open pull requests that wait for each person's first vote.
fn open_reviews(except: u32, open: &[OpenPullRequest]) -> Vec<(&str, u32)> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    let others = open.iter().map(|other| &other.pull_request);
    for other in others.filter(|other| other.id != except) {
        for review in other.reviews() {
            let who = key(review.account);
            if review.vote.is_none() && !who.is_empty() {
                *counts.entry(who).or_default() += 1;
            }
        }
    }
    counts.into_iter().collect()
}
