//! Range between the two commits of a pull request.

use serde::{Deserialize, Serialize};

use crate::{
    Account, Repository, Request, Timestamp,
    repository::{segment, segments},
};

/// The commits of a pull request. Diffs of the same pair are the same for ever.
///
/// Paths are those to which Bitbucket redirects from the pull request, so that no redirect costs a
/// call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    pub(crate) pull_request: u32,
    pub(crate) repository: Repository,
    pub(crate) source: String,
    pub(crate) destination: String,
    pub(crate) target: String,
}

impl Range {
    /// Hash of the source's head, often only 12 digits.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Hash of the destination's head, often only 12 digits.
    pub fn destination(&self) -> &str {
        &self.destination
    }

    /// `…/{resource}/{source's repository}:{source}%0D{destination}`
    pub(crate) fn request(&self, at: &Repository, resource: &str) -> Request {
        let path = at.path(&format!(
            "/{resource}/{}:{}%0D{}",
            segments(&self.repository.to_string()),
            segment(&self.source),
            segment(&self.destination),
        ));
        Request::get(path)
            .with("from_pullrequest_id", &self.pull_request.to_string())
            .with("topic", "true")
    }
}

/// A path at which the source does not merge into the destination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Path of the file.
    pub path: String,
    /// Changes of the two sides, in the API's words: `content`, `modify_delete`, …
    pub scenario: Option<String>,
}

impl Conflict {
    pub(crate) const FIELDS: &str = "path,scenario";
}

/// A commit in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitEntry {
    /// Hash, all its digits.
    pub hash: String,
    /// Time of the commit.
    pub date: Timestamp,
}

impl CommitEntry {
    pub(crate) const FIELDS: &str = "hash,date";
}

/// A commit in the history of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCommit {
    /// The commit.
    pub commit: AuthoredCommit,
}

/// A commit with its author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthoredCommit {
    /// Hash, all its digits.
    pub hash: String,
    /// Time of the commit.
    pub date: Timestamp,
    /// Author of the commit.
    pub author: Option<CommitAuthor>,
}

/// Author of a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitAuthor {
    /// Name and address as they stand in the commit: `Ann Lee <ann@example.com>`.
    pub raw: Option<String>,
    /// The account with that address, if there is one.
    pub user: Option<Account>,
}

impl CommitAuthor {
    /// The account; where there is none, one with nothing but the name that stands in the commit.
    pub fn account(&self) -> Option<Account> {
        let named = || {
            let raw = self.raw.as_deref()?;
            let name = raw.split_once('<').map_or(raw, |(name, _)| name).trim();
            (!name.is_empty()).then(|| Account {
                display_name: Some(name.to_owned()),
                ..Account::default()
            })
        };
        self.user.clone().or_else(named)
    }
}

impl FileCommit {
    pub(crate) const FIELDS: &str = "commit.hash,commit.date,commit.author.raw,\
        commit.author.user.uuid,commit.author.user.display_name,\
        commit.author.user.nickname,commit.author.user.type,\
        commit.author.user.links.avatar.href";
}
