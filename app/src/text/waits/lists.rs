//! People, files, threads, commits and queries in words.

use bitbucket_cloud::PullRequest;
use sightline_insight::readiness::NamedSince;

use crate::{
    format::number::{as_u64, counted, number},
    model::{
        readiness::{MergeReadiness, Who},
        review::{Behind, ReviewQuery},
    },
    text::shown_name,
};

/// Name of somebody whom a pull request waits for, by their key: `Bob`, `Bob or Cyd`.
pub fn who(readiness: &MergeReadiness, key: &str) -> String {
    match readiness.people.get(key) {
        Some(Who::OneOf(names)) => names.join(" or "),
        Some(Who::Person(name)) => shown_name(name.as_deref()),
        None => shown_name(None),
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

/// How far it is behind: `3 commits behind main`; `None` if it is not.
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
        ReviewQuery::Owners => "code owners",
        ReviewQuery::Tasks => "tasks",
    }
}
