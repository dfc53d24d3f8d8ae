//! People, files, threads, commits and queries in words.

use bitbucket_cloud::PullRequest;
use sightline_insight::readiness::NamedSince;

use crate::{
    format::number::{as_u64, counted, number},
    model::{
        readiness::{MergeReadiness, Role, Unasked},
        review::{Behind, ReviewQuery},
    },
    text::{name, shown_name},
};

/// Note on people who should review and were never asked.
const NOT_ASKED: &str = "Not asked yet";

/// Name of somebody whom a pull request waits for, by their key.
pub fn who(readiness: &MergeReadiness, key: &str) -> String {
    match readiness.people.get(key) {
        Some(name) => shown_name(name.as_deref()),
        None => shown_name(None),
    }
}

/// Those who were never asked: `Not asked yet: Dee (default reviewer), Eve or Fay (code owner)`;
/// `None` if that is nobody, or nobody is to be asked.
pub fn not_asked(readiness: &MergeReadiness) -> Option<String> {
    let to_ask = readiness.to_ask();
    if to_ask.is_empty() {
        return None;
    }
    let people = to_ask.iter();
    let people = people.map(|one| format!("{} ({})", any_of(one), role(one.role)));
    Some(format!(
        "{NOT_ASKED}: {}",
        people.collect::<Vec<_>>().join(", ")
    ))
}

/// Names of one person, or of several if one of them is enough: `Bob`, `Bob or Cyd`.
fn any_of(unasked: &Unasked) -> String {
    let names = unasked.people.iter().map(|one| name(Some(one)));
    names.collect::<Vec<_>>().join(" or ")
}

/// Note beside the name of one of `count` people, any of whom is enough: `Not asked yet (code owner, one
/// of 2)`.
pub fn not_asked_as(asked_as: Role, count: usize) -> String {
    let role = role(asked_as);
    match count {
        0 | 1 => format!("{NOT_ASKED} ({role})"),
        count => format!("{NOT_ASKED} ({role}, one of {})", number(as_u64(count))),
    }
}

/// Reason why somebody should review.
const fn role(role: Role) -> &'static str {
    match role {
        Role::CodeOwner => "code owner",
        Role::DefaultReviewer => "default reviewer",
    }
}

/// Names in a row: `Bob, Cyd and 2 more`.
pub fn names(readiness: &MergeReadiness, people: &[NamedSince]) -> String {
    let people: Vec<String> = people.iter().map(|one| who(readiness, &one.name)).collect();
    list(people.iter().map(String::as_str))
}

/// The first three of a list: `a, b and c`, `a, b, c and 2 more`. Nothing is gained by one more.
pub fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.collect();
    let shown = match items.len() {
        4 => 4,
        count => count.min(3),
    };
    let (first, rest) = items.split_at(shown);
    match (first, rest.len()) {
        ([], _) => String::new(),
        ([only], 0) => (*only).to_owned(),
        ([before @ .., last], 0) => format!("{} and {last}", before.join(", ")),
        (first, more) => format!("{} and {} more", first.join(", "), number(as_u64(more))),
    }
}

/// `2 open threads`, `at least 2 open threads` where there may be more than were read.
pub(super) fn threads(readiness: &MergeReadiness, count: usize, noun: &str) -> String {
    let threads = counted(as_u64(count), noun);
    match readiness.partial {
        true => format!("at least {threads}"),
        false => threads,
    }
}

/// Number of commits that it is behind: `3 commits behind main`; `None` if it is not.
pub fn behind(behind: Behind, pull_request: &PullRequest) -> Option<String> {
    let commits = match behind {
        Behind::Exactly(0) => return None,
        Behind::Exactly(count) => counted(count.into(), "commit"),
        Behind::MoreThan(count) => format!("more than {}", counted(count.into(), "commit")),
    };
    let branch = pull_request.destination.branch.as_ref();
    let branch = branch.map_or("its target", |branch| &branch.name);
    Some(format!("{commits} behind {branch}"))
}

/// Queries in a sentence: `builds, conflicts`.
pub fn queries(queries: &[ReviewQuery]) -> String {
    let names: Vec<&str> = queries.iter().map(|query| query_name(*query)).collect();
    names.join(", ")
}

const fn query_name(query: ReviewQuery) -> &'static str {
    match query {
        ReviewQuery::Activity => "comments and votes",
        ReviewQuery::Behind => "commits behind",
        ReviewQuery::Builds => "builds",
        ReviewQuery::Conflicts => "conflicts",
        ReviewQuery::DefaultReviewers => "default reviewers",
        ReviewQuery::Files => "changed files",
        ReviewQuery::Owners => "code owners",
        ReviewQuery::Tasks => "tasks",
    }
}
