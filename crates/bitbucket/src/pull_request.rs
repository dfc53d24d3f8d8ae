//! Pull requests and their reviewers.

use serde::{Deserialize, Serialize};

use crate::{
    Account, Range, Repository, Timestamp,
    wire::{null_to_default, open_enum},
};

/// State of a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum PullRequestState {
    /// Closed without a merge.
    Declined,
    /// Merged into its destination.
    Merged,
    /// Open for review.
    Open,
    /// Replaced by another one.
    Superseded,
    /// A word that this crate does not know.
    Other(String),
}

open_enum!(PullRequestState {
    Declined = "DECLINED",
    Merged = "MERGED",
    Open = "OPEN",
    Superseded = "SUPERSEDED",
});

/// A branch, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Name without `refs/heads/`.
    pub name: String,
}

/// A commit, by hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Hash, often only its first 12 digits.
    pub hash: String,
}

/// A repository, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryName {
    /// `workspace/repository`, both slugs.
    pub full_name: String,
}

/// One side of a pull request. Its branch, commit and repository may be gone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// The branch.
    pub branch: Option<Branch>,
    /// Its head.
    pub commit: Option<Commit>,
    /// Repository of both; asked for of sources only. `None` for a fork that is gone.
    pub repository: Option<RepositoryName>,
}

/// Role of an account in a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Role {
    /// Commented or voted without being asked.
    Participant,
    /// Was asked to review.
    Reviewer,
    /// A word that this crate does not know.
    Other(String),
}

open_enum!(Role {
    Participant = "PARTICIPANT",
    Reviewer = "REVIEWER",
});

/// Vote on a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Vote {
    /// Approval.
    Approved,
    /// Request for changes.
    ChangesRequested,
    /// A word that this crate does not know.
    Other(String),
}

open_enum!(Vote {
    Approved = "approved",
    ChangesRequested = "changes_requested",
});

/// Somebody who was asked, commented or voted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Account of the participant.
    pub user: Option<Account>,
    /// Role of the account.
    pub role: Option<Role>,
    /// The last vote.
    pub state: Option<Vote>,
    /// The last comment or vote.
    pub participated_on: Option<Timestamp>,
}

/// A reviewer, or somebody else who voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review<'a> {
    /// Account of the reviewer.
    pub account: &'a Account,
    /// The last vote; `None` before the first.
    pub vote: Option<&'a Vote>,
}

/// A pull request, reduced to what Sightline shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRequest {
    /// Its number within the repository.
    pub id: u32,
    /// Its title; plain text.
    #[serde(default, deserialize_with = "null_to_default")]
    pub title: String,
    /// State of the pull request.
    pub state: PullRequestState,
    /// True if it is not ready for review.
    pub draft: Option<bool>,
    /// Author; `None` for an account that is gone.
    pub author: Option<Account>,
    /// Side that is to be merged.
    #[serde(default, deserialize_with = "null_to_default")]
    pub source: Endpoint,
    /// Side that it is to be merged into.
    #[serde(default, deserialize_with = "null_to_default")]
    pub destination: Endpoint,
    /// Time of opening.
    pub created_on: Timestamp,
    /// Time of its last activity.
    pub updated_on: Timestamp,
    /// Number of all comments, answers too.
    pub comment_count: Option<u32>,
    /// Number of tasks that are not done.
    pub task_count: Option<u32>,
    /// Accounts that were asked to review.
    #[serde(default, deserialize_with = "null_to_default")]
    pub reviewers: Vec<Account>,
    /// Reviewers, and everybody else who took part.
    #[serde(default, deserialize_with = "null_to_default")]
    pub participants: Vec<Participant>,
}

impl PullRequest {
    pub(crate) const FIELDS: &str = "id,title,state,draft,created_on,updated_on,\
        comment_count,task_count,source.branch.name,source.commit.hash,\
        source.repository.full_name,destination.branch.name,destination.commit.hash,\
        author.uuid,author.display_name,author.nickname,author.type,author.links.avatar.href,\
        reviewers.uuid,reviewers.display_name,reviewers.nickname,reviewers.type,\
        reviewers.links.avatar.href,\
        participants.role,participants.state,participants.participated_on,\
        participants.user.uuid,participants.user.display_name,\
        participants.user.nickname,participants.user.type,participants.user.links.avatar.href";

    /// The two commits that it lies between; `None` once a commit or the source's repository is
    /// gone.
    pub fn range(&self) -> Option<Range> {
        let source = self.source.commit.as_ref()?.hash.clone();
        let destination = self.destination.commit.as_ref()?.hash.clone();
        let branch = self.destination.branch.as_ref();
        Some(Range {
            pull_request: self.id,
            repository: Repository::parse(&self.source.repository.as_ref()?.full_name)?,
            target: branch.map_or_else(|| destination.clone(), |branch| branch.name.clone()),
            source,
            destination,
        })
    }

    /// The reviewers in the order in which they were asked, then others who voted.
    pub fn reviews(&self) -> Vec<Review<'_>> {
        let mut reviews: Vec<Review<'_>> = self
            .reviewers
            .iter()
            .map(|account| Review {
                account,
                vote: None,
            })
            .collect();
        for participant in &self.participants {
            let Some(account) = &participant.user else {
                continue;
            };
            let vote = participant.state.as_ref();
            let known = reviews.iter_mut().find(|review| review.account.is(account));
            match known {
                Some(review) => review.vote = vote,
                None if vote.is_some() || participant.role == Some(Role::Reviewer) => {
                    reviews.push(Review { account, vote });
                }
                None => {}
            }
        }
        reviews
    }
}
