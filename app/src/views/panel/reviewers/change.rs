//! Changing who reviews: always from a fresh read, always one person, never anything else.

use bitbucket_cloud::{
    Account, AccountId, Client, Error, PullRequest, PullRequestState, Repository, Transport,
};

/// What is to happen to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// They become a reviewer.
    Add,
    /// They stop being one.
    Remove,
}

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing was to do: it was so before.
    Before,
    /// The pull request is not open any more.
    Closed,
    /// It is done.
    Done,
    /// It failed; whether anything was changed depends on the error.
    Failed(Error),
    /// Another reviewer has no id, and would have been lost.
    Nameless,
}

/// Reads the pull request, then changes it if need be. One call, or two. Also how it stands then.
pub(super) async fn change<T: Transport>(
    client: &Client<T>,
    repository: &Repository,
    id: u32,
    who: &AccountId,
    change: Change,
) -> Result<(Outcome, PullRequest), Error> {
    let pull = client.pull_request(repository, id).await?;
    if pull.state != PullRequestState::Open {
        return Ok((Outcome::Closed, pull));
    }
    let is_who = |account: &&Account| account.uuid.as_ref() == Some(who);
    let there = pull.reviewers.iter().any(|account| is_who(&account));
    if there == (change == Change::Add) {
        return Ok((Outcome::Before, pull));
    }
    let present = pull.reviewers.iter().map(|account| account.uuid.clone());
    let Some(mut ids) = present.collect::<Option<Vec<AccountId>>>() else {
        return Ok((Outcome::Nameless, pull));
    };
    match change {
        Change::Add => ids.push(who.clone()),
        Change::Remove => ids.retain(|id| id != who),
    }
    let changed = client
        .replace_reviewers(repository, id, &pull.title, &ids)
        .await?;
    Ok((Outcome::Done, changed))
}
