//! What lies between the two commits of a pull request.

use serde::{Deserialize, Serialize};

use crate::{
    Repository, Request, Timestamp,
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
    /// Which path.
    pub path: String,
    /// What happened to it on both sides, in the API's words: `content`, `modify_delete`, …
    pub scenario: Option<String>,
}

impl Conflict {
    pub(crate) const FIELDS: &str = "path,scenario";
}

/// A commit in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitEntry {
    /// All its digits.
    pub hash: String,
    /// When it was made.
    pub date: Timestamp,
}

impl CommitEntry {
    pub(crate) const FIELDS: &str = "hash,date";
}
