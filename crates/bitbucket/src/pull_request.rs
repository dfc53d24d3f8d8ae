//! Pull requests and who reviews them.

use crate::{Account, FromJson, Range, Reader, Repository, Timestamp, json::words};

/// Where a pull request is in its life.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Without `refs/heads/`.
    pub name: String,
}

/// A commit, by hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Often only its first 12 digits.
    pub hash: String,
}

/// A repository, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepositoryName {
    /// `workspace/repository`, both slugs.
    pub full_name: String,
}

/// One side of a pull request. Its branch, commit and repository may be gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Endpoint {
    /// The branch.
    pub branch: Option<Branch>,
    /// Its head.
    pub commit: Option<Commit>,
    /// Where both are; asked for of sources only. `None` for a fork that is gone.
    pub repository: Option<RepositoryName>,
}

/// What somebody is to a pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Who.
    pub user: Option<Account>,
    /// As what.
    pub role: Option<Role>,
    /// The last vote.
    pub state: Option<Vote>,
    /// The last comment or vote.
    pub participated_on: Option<Timestamp>,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullRequest {
    /// Its number within the repository.
    pub id: u32,
    /// Its title; plain text.
    pub title: String,
    /// Where it is in its life.
    pub state: PullRequestState,
    /// Not ready for review.
    pub draft: Option<bool>,
    /// Who opened it; `None` for an account that is gone.
    pub author: Option<Account>,
    /// What is to be merged.
    pub source: Endpoint,
    /// Into what.
    pub destination: Endpoint,
    /// When it was opened.
    pub created_on: Timestamp,
    /// Its last activity.
    pub updated_on: Timestamp,
    /// All comments, answers too.
    pub comment_count: Option<u32>,
    /// Tasks that are not done.
    pub task_count: Option<u32>,
    /// Who was asked to review.
    pub reviewers: Vec<Account>,
    /// The same people, and everybody else who took part.
    pub participants: Vec<Participant>,
}

impl PullRequest {
    pub(crate) const FIELDS: &str = "id,title,state,draft,created_on,updated_on,\
        comment_count,task_count,source.branch.name,source.commit.hash,\
        source.repository.full_name,destination.branch.name,destination.commit.hash,\
        author.uuid,author.display_name,author.nickname,author.type,\
        reviewers.uuid,reviewers.display_name,reviewers.nickname,reviewers.type,\
        participants.role,participants.state,participants.participated_on,\
        participants.user.uuid,participants.user.display_name,\
        participants.user.nickname,participants.user.type";

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

words!(PullRequestState, Role, Vote);

impl FromJson for Branch {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            name: from.need("name"),
        }
    }
}

impl FromJson for Commit {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            hash: from.need("hash"),
        }
    }
}

impl FromJson for RepositoryName {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            full_name: from.need("full_name"),
        }
    }
}

impl FromJson for Endpoint {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            branch: from.maybe("branch"),
            commit: from.maybe("commit"),
            repository: from.maybe("repository"),
        }
    }
}

impl FromJson for Participant {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            user: from.maybe("user"),
            role: from.maybe("role"),
            state: from.maybe("state"),
            participated_on: from.maybe("participated_on"),
        }
    }
}

impl FromJson for PullRequest {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            id: from.need("id"),
            title: from.or_default("title"),
            state: from.need("state"),
            draft: from.maybe("draft"),
            author: from.maybe("author"),
            source: from.or_default("source"),
            destination: from.or_default("destination"),
            created_on: from.need("created_on"),
            updated_on: from.need("updated_on"),
            comment_count: from.maybe("comment_count"),
            task_count: from.maybe("task_count"),
            reviewers: from.or_default("reviewers"),
            participants: from.or_default("participants"),
        }
    }
}
