//! Content of the box, as plain data: workspace, repository, people, pull requests.

mod branches;
mod crowd;
mod people;
mod pull_request;

use std::collections::BTreeMap;

pub use people::{Person, PersonId, PersonKind, Role};
pub use pull_request::{
    Comment, CommentId, Event, EventKind, Gone, Inline, PullRequest, PullRequestState, Side, Task,
    TaskState,
};

/// Everything Bitbucket knows beyond what git knows.
#[derive(Debug, Clone)]
pub struct World {
    /// The workspace that owns the repository.
    pub workspace: Workspace,
    /// The one repository of the box.
    pub repository: Repository,
    /// People, indexed by [`PersonId`].
    pub people: Vec<Person>,
    /// Pull requests, ascending by id without gaps being guaranteed.
    pub pull_requests: Vec<PullRequest>,
    /// People who are asked to review every new pull request.
    pub default_reviewers: Vec<PersonId>,
    /// Build statuses by full commit hash.
    pub statuses: BTreeMap<String, Vec<BuildStatus>>,
}

impl World {
    /// The person with that id, if it is one of this world.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(id.0)
    }

    /// The pull request with that number.
    pub fn pull_request(&self, id: u64) -> Option<&PullRequest> {
        self.pull_requests.iter().find(|pull| pull.id == id)
    }

    /// `{workspace slug}/{repository slug}`.
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.workspace.slug, self.repository.slug)
    }
}

/// A Bitbucket workspace.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// URL name.
    pub slug: String,
    /// Display name.
    pub name: String,
    /// UUID in braces.
    pub uuid: String,
}

/// A Bitbucket repository over a git directory.
#[derive(Debug, Clone)]
pub struct Repository {
    /// URL name.
    pub slug: String,
    /// Display name.
    pub name: String,
    /// UUID in braces.
    pub uuid: String,
    /// The git directory (or work tree) that holds its objects.
    pub path: std::path::PathBuf,
    /// Branch that pull requests go to by default.
    pub main_branch: String,
    /// Time of creation.
    pub created_on: jiff::Timestamp,
}

/// A build status on a commit.
#[derive(Debug, Clone)]
pub struct BuildStatus {
    /// Identifies the build among those of its commit.
    pub key: String,
    /// Shown name.
    pub name: String,
    /// State of the build.
    pub state: BuildState,
    /// Address with more about the build.
    pub url: String,
    /// Time of the report.
    pub created_on: jiff::Timestamp,
    /// Time of the last change.
    pub updated_on: jiff::Timestamp,
}

/// State of a build, in Bitbucket's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildState {
    /// `FAILED`
    Failed,
    /// `INPROGRESS`
    InProgress,
    /// `STOPPED`
    Stopped,
    /// `SUCCESSFUL`
    Successful,
}
