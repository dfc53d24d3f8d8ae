//! Pull requests and who reviews them.

use serde::Deserialize;

use crate::{Account, Timestamp};

/// Where a pull request is in its life.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum PullRequestState {
    /// Turned down.
    Declined,
    /// Part of its destination.
    Merged,
    /// Under review.
    Open,
    /// Replaced by another one.
    Superseded,
    /// A word that this crate does not know.
    Other(String),
}

impl From<String> for PullRequestState {
    fn from(word: String) -> Self {
        match word.as_str() {
            "DECLINED" => Self::Declined,
            "MERGED" => Self::Merged,
            "OPEN" => Self::Open,
            "SUPERSEDED" => Self::Superseded,
            _ => Self::Other(word),
        }
    }
}

/// A branch, by name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Branch {
    /// Without `refs/heads/`.
    pub name: String,
}

/// A commit, by hash.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Commit {
    /// Often only its first 12 digits.
    pub hash: String,
}

/// One side of a pull request. Its branch, commit and repository may be gone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Endpoint {
    /// The branch.
    pub branch: Option<Branch>,
    /// Its head.
    pub commit: Option<Commit>,
}

/// What somebody is to a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Role {
    /// Commented or voted without being asked.
    Participant,
    /// Was asked.
    Reviewer,
    /// A word that this crate does not know.
    Other(String),
}

impl From<String> for Role {
    fn from(word: String) -> Self {
        match word.as_str() {
            "PARTICIPANT" => Self::Participant,
            "REVIEWER" => Self::Reviewer,
            _ => Self::Other(word),
        }
    }
}

/// What somebody says about a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Vote {
    /// Fine.
    Approved,
    /// Not yet.
    ChangesRequested,
    /// A word that this crate does not know.
    Other(String),
}

impl From<String> for Vote {
    fn from(word: String) -> Self {
        match word.as_str() {
            "approved" => Self::Approved,
            "changes_requested" => Self::ChangesRequested,
            _ => Self::Other(word),
        }
    }
}

/// Somebody who was asked, commented or voted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Participant {
    /// Who.
    pub user: Option<Account>,
    /// As what.
    pub role: Option<Role>,
    /// The last vote.
    pub state: Option<Vote>,
}

/// A reviewer, or somebody else who voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review<'a> {
    /// Who.
    pub account: &'a Account,
    /// The last vote; `None` before the first.
    pub vote: Option<&'a Vote>,
}

/// A pull request, reduced to what Sightline shows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PullRequest {
    /// Its number within the repository.
    pub id: u32,
    /// Its title; plain text.
    #[serde(default)]
    pub title: String,
    /// Where it is in its life.
    pub state: PullRequestState,
    /// Not ready for review.
    pub draft: Option<bool>,
    /// Who opened it; `None` for an account that is gone.
    pub author: Option<Account>,
    /// What is to be merged.
    #[serde(default)]
    pub source: Endpoint,
    /// Into what.
    #[serde(default)]
    pub destination: Endpoint,
    /// When it was opened.
    pub created_on: Timestamp,
    /// Its last activity.
    pub updated_on: Timestamp,
    /// Who was asked to review.
    #[serde(default)]
    pub reviewers: Vec<Account>,
    /// The same people, and everybody else who took part.
    #[serde(default)]
    pub participants: Vec<Participant>,
}

impl PullRequest {
    pub(crate) const FIELDS: &str = "id,title,state,draft,created_on,updated_on,\
        source.branch.name,source.commit.hash,destination.branch.name,destination.commit.hash,\
        author.uuid,author.display_name,reviewers.uuid,reviewers.display_name,\
        participants.role,participants.state,\
        participants.user.uuid,participants.user.display_name";

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
