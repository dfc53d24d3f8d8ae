//! Adds or removes one reviewer: always from a fresh read, never anything else.

use bitbucket_cloud::{
    Account, AccountId, Client, Error, PullRequest, PullRequestState, Repository, Transport,
};
use futures_util::future::join_all;

/// Change to the reviewers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewerChange {
    /// They become a reviewer.
    Add,
    /// They stop being one.
    Remove,
}

/// Outcome of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeOutcome {
    /// The pull request is not open any more.
    Closed,
    /// It is done.
    Done {
        /// Reviewers who left the list with it: their accounts are deactivated, and Bitbucket takes no
        /// list that holds one.
        left: Vec<Account>,
    },
    /// It failed; whether anything was changed depends on the error.
    Failed(Error),
    /// The account to add is deactivated.
    Inactive,
    /// Another reviewer has no id, and would have been lost.
    Nameless,
    /// Nothing was to do: it was so before.
    Unchanged,
}

impl ChangeOutcome {
    /// Returns whether the effect is unknown: no answer came, or none that is understood.
    pub fn is_unknown(&self) -> bool {
        matches!(
            self,
            Self::Failed(Error::Timeout { .. } | Error::Network { .. } | Error::Decode { .. })
        )
    }
}

/// The last thing that the reader did about a reviewer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ReviewerStep {
    /// Bitbucket was asked and has not answered.
    Busy,
    /// The name was copied.
    Copied(Account),
    /// Bitbucket answered.
    Ended(Account, ReviewerChange, ChangeOutcome),
    /// Nothing yet.
    #[default]
    Idle,
    /// The name could not be copied.
    NotCopied(Account),
}

/// Reads the pull request, then changes its reviewers if need be; returns it as it is then. One call,
/// or two. Where Bitbucket refuses the list because of deactivated accounts, which it does not name, a
/// call for each of them, and one for the list without those.
pub(super) async fn change<T: Transport>(
    client: &Client<T>,
    repository: &Repository,
    id: u32,
    who: &AccountId,
    change: ReviewerChange,
) -> Result<(ChangeOutcome, PullRequest), Error> {
    let pull_request = client.pull_request(repository, id).await?;
    if pull_request.state != PullRequestState::Open {
        return Ok((ChangeOutcome::Closed, pull_request));
    }
    let mut reviewers = pull_request.reviewers.iter();
    let is_reviewer = reviewers.any(|account| account.uuid.as_ref() == Some(who));
    if is_reviewer == (change == ReviewerChange::Add) {
        return Ok((ChangeOutcome::Unchanged, pull_request));
    }
    let present = pull_request.reviewers.iter();
    let present = present.map(|account| account.uuid.clone());
    let Some(mut ids) = present.collect::<Option<Vec<AccountId>>>() else {
        return Ok((ChangeOutcome::Nameless, pull_request));
    };
    match change {
        ReviewerChange::Add => ids.push(who.clone()),
        ReviewerChange::Remove => ids.retain(|id| id != who),
    }
    let title = &pull_request.title;
    let refusal = match client.replace_reviewers(repository, id, title, &ids).await {
        Ok(changed) => return Ok((ChangeOutcome::Done { left: Vec::new() }, changed)),
        Err(refusal @ Error::Status { status: 400, .. }) => refusal,
        Err(error) => return Err(error),
    };
    let inactive = inactive(client, &ids).await;
    if inactive.is_empty() {
        return Err(refusal);
    }
    if inactive.contains(who) {
        return Ok((ChangeOutcome::Inactive, pull_request));
    }
    ids.retain(|id| !inactive.contains(id));
    let changed = client
        .replace_reviewers(repository, id, title, &ids)
        .await?;
    let mut left = pull_request.reviewers;
    left.retain(|account| {
        account
            .uuid
            .as_ref()
            .is_some_and(|id| inactive.contains(id))
    });
    Ok((ChangeOutcome::Done { left }, changed))
}

/// Those whose accounts are not in use; nobody who cannot be asked about.
async fn inactive<T: Transport>(client: &Client<T>, ids: &[AccountId]) -> Vec<AccountId> {
    let answers = join_all(ids.iter().map(|id| client.is_active(id))).await;
    let asked = ids.iter().zip(answers);
    let inactive = asked.filter(|(_, active)| *active == Ok(false));
    inactive.map(|(id, _)| id.clone()).collect()
}
