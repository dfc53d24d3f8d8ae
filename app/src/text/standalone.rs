//! Words of a page that is opened by itself.

use bitbucket_cloud::Error;

use crate::model::standalone::{StandaloneError, StandalonePage};

/// Features that need a reader who is signed in, or Bitbucket's own page.
pub const NOT_HERE: &str =
    "Not here: private repositories, adding reviewers, and Bitbucket’s page around this one.";
/// Name of the links between the pages.
pub const PAGES: &str = "Pages";
/// Reason why a page without a repository is no mistake.
pub const ALONE: &str = "Sightline lives inside Bitbucket. Opened by itself, it shows a public \
     repository to a reader who is not signed in.";
/// Way to the sandbox, before the command.
pub const SANDBOX: &str = "To see the sandbox, run this in Sightline’s folder, then try again:";
/// Command that starts the sandbox.
pub const DEMO: &str = "cargo xtask demo";
/// Way to another repository, before the query.
pub const NAMED: &str =
    "To see any public repository of Bitbucket, name it at the end of this page’s address:";
/// Query that names a repository.
pub const QUERY: &str = "?repository=WORKSPACE/SLUG&pull_request=1";

/// Sentence before the name of the repository: how it is read.
pub fn reading(api: &str) -> String {
    format!("Standalone: reading from {api} as an anonymous reader.")
}

/// Name of a page.
pub fn page(page: StandalonePage) -> &'static str {
    match page {
        StandalonePage::PullRequest => "Pull request",
        StandalonePage::Repository => "Repository",
    }
}

/// Reason why there is no page, as a title.
pub fn no_page(error: &StandaloneError, api: &str) -> String {
    match error {
        StandaloneError::Address(_) => "This page’s address cannot be read".to_owned(),
        StandaloneError::NoRepository => format!("No repository is public at {api}"),
        StandaloneError::Call(Error::Network { .. } | Error::Timeout { .. }) => {
            format!("Nothing answers at {api}")
        }
        StandaloneError::Call(Error::RateLimited) => "Too many calls in this hour".to_owned(),
        StandaloneError::Call(
            Error::Anonymous
            | Error::Status {
                status: 403 | 404 | 410,
                ..
            },
        ) => format!("There is no such public repository at {api}"),
        StandaloneError::Call(_) => format!("The answer of {api} cannot be used"),
    }
}
