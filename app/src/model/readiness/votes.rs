//! Reviewers, their votes and their threads.

use bitbucket_cloud::{Account, PullRequest, Timestamp, Vote};
use sightline_insight::{readiness::NamedSince, threads::Turn, timeline::What};

use super::{
    facts::PullRequestFacts,
    merge_readiness::{MergeReadiness, OpenThread, Role, Unasked},
};
use crate::model::{
    account::{author, key},
    review::Activities,
};

/// Adds drafts, pushes, votes and threads. Who has not voted is waited for since `asked_on`.
pub(super) fn add(
    readiness: &mut MergeReadiness,
    facts: &PullRequestFacts<'_>,
    activities: &Activities,
    asked_on: Timestamp,
) {
    let pull_request = facts.pull_request;
    let pushed_on = activities.pushed(pull_request);
    readiness.inputs.pushed_on = pushed_on.unwrap_or(pull_request.created_on.unix());
    if pull_request.draft == Some(true) {
        let since = activities.turned(What::Draft);
        let since = since.unwrap_or(pull_request.created_on);
        readiness.inputs.draft_since = Some(since.unix());
    }
    for review in pull_request.reviews() {
        let account = review.account;
        if key(account) == author(pull_request) {
            continue;
        }
        let vote = match review.vote {
            Some(Vote::Approved) => What::Approved,
            Some(Vote::ChangesRequested) => What::ChangesRequested,
            // Bots answer by themselves, or never.
            Some(Vote::Other(_)) | None if facts.settings.is_bot(account) => continue,
            Some(Vote::Other(_)) | None => {
                let waiting = readiness.person(account, asked_on);
                readiness.inputs.missing_approvals.push(waiting);
                continue;
            }
        };
        let since = activities.voted(account, vote);
        let since = since.or_else(|| participated_on(pull_request, account));
        let voter = readiness.person(account, since.unwrap_or(pull_request.updated_on));
        match vote {
            What::Approved => readiness.inputs.approvals.push(voter),
            _ => {
                if facts.settings.is_bot(account) {
                    readiness.inputs.bots.push(voter.name.clone());
                }
                readiness.inputs.changes_requested.push(voter);
            }
        }
    }
    add_threads(readiness, facts, activities);
}

/// Adds default reviewers who were never asked.
pub(super) fn add_default_reviewers(readiness: &mut MergeReadiness, facts: &PullRequestFacts<'_>) {
    let pull_request = facts.pull_request;
    let reviews = pull_request.reviews();
    for account in facts.default_reviewers.known().into_iter().flatten() {
        let is_asked = reviews.iter().any(|review| review.account.is(account));
        let is_author = key(account) == author(pull_request);
        if !is_asked && !is_author && !facts.settings.is_bot(account) {
            readiness.unasked.push(Unasked {
                people: vec![account.clone()],
                role: Role::DefaultReviewer,
            });
        }
    }
}

fn add_threads(
    readiness: &mut MergeReadiness,
    facts: &PullRequestFacts<'_>,
    activities: &Activities,
) {
    for thread in activities.threads(facts.pull_request, facts.settings) {
        let by = thread.by.to_owned();
        let name = activities.name(&by).map(str::to_owned);
        readiness.people.insert(by.clone(), name);
        readiness.threads.push(OpenThread {
            id: thread.id,
            by: by.clone(),
        });
        let list = match thread.turn {
            Turn::Author => &mut readiness.inputs.open_threads,
            Turn::Beginner => &mut readiness.inputs.answered_threads,
        };
        list.push(NamedSince {
            name: by,
            since: thread.since,
        });
    }
}

/// Time at which somebody last did something, as far as the pull request itself says.
fn participated_on(pull_request: &PullRequest, account: &Account) -> Option<Timestamp> {
    let mut participants = pull_request.participants.iter();
    let own = participants.find(|one| {
        let user = one.user.as_ref();
        user.is_some_and(|user| user.is(account))
    });
    own.and_then(|one| one.participated_on)
}
