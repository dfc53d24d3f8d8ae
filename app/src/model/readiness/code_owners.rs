//! Code owners of the changed files who have not approved.

use bitbucket_cloud::{Account, Timestamp, Vote};
use sightline_insight::{
    codeowners::{CodeOwners, Missing, Person, Voted},
    readiness::NamedSince,
};

use super::{
    facts::{PullRequestFacts, QueryState},
    merge_readiness::{MergeReadiness, Who},
};
use crate::model::{
    account::key,
    review::{Activities, ReviewQuery},
};

/// Between the ids of a set. No name in CODEOWNERS holds a blank.
const BETWEEN: &str = "\n";

/// Adds owners who have to approve. Without the changed files nobody knows who they are.
pub(super) fn add(
    readiness: &mut MergeReadiness,
    facts: &PullRequestFacts<'_>,
    activities: &Activities,
    asked_on: Timestamp,
) {
    let Some(Some(owners)) = facts.code_owners.known() else {
        return;
    };
    let files = match &facts.files {
        QueryState::Known(files) => files,
        // The files of a source that is gone cannot be read.
        QueryState::Failed if !readiness.gone.is_empty() => {
            return readiness.note(ReviewQuery::Owners, &QueryState::<()>::Gone);
        }
        other => return readiness.note(ReviewQuery::Owners, other),
    };
    let voters = voters(facts, activities);
    let paths = files.iter().map(|file| file.path());
    let missing = missing(owners, paths, &voters);
    for set in missing.people {
        let found: Vec<Option<&Account>> = set.iter().map(|name| called(&voters, name)).collect();
        let ids = set.iter().zip(&found);
        let ids: Vec<&str> = ids
            .map(|(name, account)| account.map_or(name.as_str(), key))
            .collect();
        let waiting = &mut readiness.inputs.missing_approvals;
        if ids
            .iter()
            .any(|id| waiting.iter().any(|one| one.name == *id))
        {
            continue;
        }
        let names = set.iter().zip(&found).map(|(name, account)| {
            let shown = account.and_then(|account| account.display_name.as_ref());
            shown.unwrap_or(name).clone()
        });
        let id = ids.join(BETWEEN);
        readiness
            .people
            .insert(id.clone(), Who::OneOf(names.collect()));
        waiting.push(NamedSince {
            name: id,
            since: asked_on.unix(),
        });
    }
    readiness.groups = missing.unknown;
}

/// Everybody whom a name in the file may mean, with their vote.
fn voters<'a>(
    facts: &PullRequestFacts<'a>,
    activities: &'a Activities,
) -> Vec<(&'a Account, Voted)> {
    let pull_request = facts.pull_request;
    let author = pull_request.author.as_ref();
    let reviews = pull_request.reviews().into_iter();
    let reviewers = reviews.map(|review| (review.account, review.vote));
    let defaults = facts.default_reviewers.known().into_iter().flatten();
    let others = defaults.chain(activities.people()).chain(author);
    let all = reviewers.chain(others.map(|account| (account, None)));
    all.map(|(account, vote)| {
        let voted = match vote {
            _ if author.is_some_and(|author| author.is(account)) => Voted::Author,
            Some(Vote::Approved) => Voted::Approved,
            _ => Voted::Not,
        };
        (account, voted)
    })
    .collect()
}

fn missing<'p>(
    owners: &CodeOwners,
    paths: impl Iterator<Item = &'p str>,
    voters: &[(&Account, Voted)],
) -> Missing {
    let names: Vec<Vec<&str>> = voters.iter().map(|(account, _)| names(account)).collect();
    let people: Vec<Person<'_>> = voters
        .iter()
        .zip(&names)
        .map(|((_, voted), called)| Person {
            called,
            voted: *voted,
        })
        .collect();
    owners.missing(paths, &people)
}

/// What the file may call an account.
fn names(account: &Account) -> Vec<&str> {
    let nickname = account.nickname.as_deref();
    nickname.into_iter().chain([key(account)]).collect()
}

/// The account that the file calls so.
fn called<'a>(voters: &[(&'a Account, Voted)], name: &str) -> Option<&'a Account> {
    let is = |account: &Account| {
        let mut names = names(account).into_iter();
        names.any(|other| other.eq_ignore_ascii_case(name))
    };
    let mut accounts = voters.iter().map(|(account, _)| *account);
    accounts.find(|account| is(account))
}
