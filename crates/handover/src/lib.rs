//! JSON that the server hands to the app, as one set of types for both sides.
//!
//! [`Handover`] is the content of the page's script tag. [`SessionGrant`] is a part of it, and the
//! answer to the call that renews a session. [`InstallationFacts`] answers the configure page.

mod installation;
mod session;

use serde::{Deserialize, Serialize};

pub use installation::{
    FailedReport, InstallationFacts, ReportFacts, ReportKey, ScopeFact, ScopeState,
};
pub use session::{SessionGrant, SessionToken};

/// Page that the app was opened on, its reader, and permissions. The server has verified all of it.
///
/// A missing member is an error that names it. Unknown members are ignored: the server may be newer
/// than an app that a browser has cached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Page that shows the app.
    #[serde(flatten)]
    pub page: Page,
    /// Slug of the workspace; its UUID in braces on the configure page.
    pub workspace: String,
    /// Account of the reader; `None` when nobody is signed in.
    // Without this, serde takes a missing member for `None`.
    #[serde(deserialize_with = "Option::deserialize")]
    pub user: Option<Uuid>,
    /// Origin of Bitbucket's pages, without a slash at the end.
    pub host_url: String,
    /// Session with the app's own server; `None` when no server is behind the page.
    #[serde(flatten, deserialize_with = "session::optional")]
    pub session: Option<SessionGrant>,
    /// Permission to change pull requests.
    pub writing: Writing,
    /// First call that the app makes, so that `boot.js` can make it while the app loads: encoded
    /// path with its query, below the API's origin. `None` where nothing is asked ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_call: Option<String>,
}

/// Page of Bitbucket that the app stands in, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "page", rename_all = "kebab-case")]
pub enum Page {
    /// Page on the app in the settings of a workspace.
    Configure,
    /// Panel on a pull request.
    PullRequest {
        /// Number of the pull request in its repository.
        #[serde(rename = "pull_request")]
        id: u32,
        /// Repository that it goes to.
        repository: Repository,
    },
    /// Page of a repository.
    Repository {
        /// That repository.
        repository: Repository,
    },
}

/// Repository of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repository {
    /// Identifies the repository even after it was renamed.
    pub uuid: Uuid,
    /// `workspace/repository`, both as slugs.
    pub full_name: String,
}

/// UUID in braces, as Bitbucket writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Uuid(String);

impl Uuid {
    /// Takes the text, braces included. It is not checked: the server has.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Text of the UUID, braces included.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Operator's choice whether the app offers features that write to Bitbucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Writing {
    /// The app only reads.
    Off,
    /// The app changes pull requests, each time at the reader's request.
    On,
}
