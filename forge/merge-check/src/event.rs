//! Event by which Bitbucket runs a check:
//! <https://developer.atlassian.com/platform/forge/manifest-reference/modules/bitbucket-merge-check/>

use bitbucket_cloud::Repository;
use serde::Deserialize;

/// Pull request that is to be checked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Event {
    /// Its workspace.
    pub workspace: Uuid,
    /// Its repository.
    pub repository: Uuid,
    /// Its number.
    pub pullrequest: PullRequestId,
}

/// Something that has a UUID.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Uuid {
    /// The UUID, with braces or without.
    pub uuid: String,
}

/// Number of a pull request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct PullRequestId {
    /// Within its repository.
    pub id: u32,
}

impl Event {
    /// The repository by UUIDs; `None` for those that are none.
    pub fn repository(&self) -> Option<Repository> {
        let (workspace, repository) = (self.workspace.braced()?, self.repository.braced()?);
        Repository::parse(&format!("{workspace}/{repository}"))
    }
}

impl Uuid {
    /// As Bitbucket's API takes it.
    fn braced(&self) -> Option<String> {
        let plain = self.uuid.trim_start_matches('{').trim_end_matches('}');
        let is_uuid = plain
            .chars()
            .all(|char| char.is_ascii_hexdigit() || char == '-');
        (is_uuid && !plain.is_empty()).then(|| format!("{{{plain}}}"))
    }
}
