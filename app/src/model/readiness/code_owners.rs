//! Code owners of the changed files who have not approved.

use bitbucket_cloud::{Account, AccountId, PullRequest, Vote};
use sightline_insight::codeowners::{Missing, Owner, Person, Voted};

use super::{
    facts::{PullRequestFacts, QueryState},
    merge_readiness::{MergeReadiness, Role, Unasked},
};
use crate::model::{
    account::{author, key},
    review::{Activities, ReviewQuery},
};

/// Adds owners who have to approve. Without the changed files nobody knows who they are. Those who
/// are asked are waited for as reviewers.
pub(super) fn add(
    readiness: &mut MergeReadiness,
    facts: &PullRequestFacts<'_>,
    activities: &Activities,
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
        // The files are noted themselves.
        QueryState::NotAsked => return,
        other => return readiness.note(ReviewQuery::Owners, other),
    };
    let paths = files.iter().map(|file| file.path());
    let votes = votes(facts.pull_request);
    let missing: Missing = owners.missing(paths, &votes, |name| facts.settings.owner(name));
    let is_asked = |set: &Vec<Owner>| {
        let reviews = facts.pull_request.reviews();
        let asked = |owner: &Owner| reviews.iter().any(|one| key(one.account) == owner.id);
        set.iter().any(asked)
    };
    for set in missing.people.iter().filter(|set| !is_asked(set)) {
        let ids: Vec<&str> = set.iter().map(|owner| owner.id.as_str()).collect();
        readiness.inputs.unasked_owners.push(ids.join(" "));
        let mut listed = readiness.unasked.iter().flat_map(|unasked| &unasked.people);
        // Nobody is named twice: who is listed for something else may as well approve this.
        if !listed.any(|account| ids.contains(&key(account))) {
            let people = set.iter().map(|owner| account(facts, activities, owner));
            readiness.unasked.push(Unasked {
                people: people.collect(),
                role: Role::CodeOwner,
            });
        }
    }
    readiness.groups = missing.unknown;
}

/// Everybody who is asked or voted, and the author.
fn votes(pull_request: &PullRequest) -> Vec<Person<'_>> {
    let author = author(pull_request);
    let reviews = pull_request.reviews().into_iter();
    let reviews = reviews.filter(|review| key(review.account) != author);
    let votes = reviews.map(|review| Person {
        id: key(review.account),
        voted: match review.vote {
            Some(Vote::Approved) => Voted::Approved,
            _ => Voted::Not,
        },
    });
    let author = Person {
        id: author,
        voted: Voted::Author,
    };
    votes.chain([author]).collect()
}

/// Account of an owner, with the name that is shown for it where somebody is known by that id.
fn account(facts: &PullRequestFacts<'_>, activities: &Activities, owner: &Owner) -> Account {
    let defaults = facts.default_reviewers.known().into_iter().flatten();
    let mut people = defaults.chain(activities.people());
    let found = people.find(|account| key(account) == owner.id);
    found.cloned().unwrap_or_else(|| Account {
        uuid: Some(AccountId::new(owner.id.clone())),
        display_name: Some(owner.name.clone()),
        ..Account::default()
    })
}
