//! Where the app was opened, and by whom.

use bitbucket_cloud::Repository;
use serde::Deserialize;

/// Whether somebody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Nobody: the API answers for public repositories only.
    Anonymous,
    /// Somebody: calls are made in their name.
    SignedIn,
}

/// Where the app stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On the workspace's page for this app.
    Configure,
    /// On a pull request.
    PullRequest {
        /// Where it was opened.
        repository: Repository,
        /// Its number.
        id: u32,
    },
    /// On a page of a repository.
    Repository(Repository),
}

/// What the server verified, and put into the page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Handover")]
pub struct Context {
    /// Where.
    pub place: Place,
    /// By whom.
    pub reader: Reader,
    host_url: String,
}

impl Context {
    /// Bitbucket's page of where the app stands; the host itself on the configure page.
    pub fn host_page(&self) -> String {
        match &self.place {
            Place::Configure => self.host_url.clone(),
            Place::PullRequest { repository, id } => self.pull_request_page(repository, *id),
            Place::Repository(repository) => format!("{}/{repository}", self.host_url),
        }
    }

    /// Bitbucket's page of a pull request.
    pub fn pull_request_page(&self, repository: &Repository, id: u32) -> String {
        format!("{}/{repository}/pull-requests/{id}", self.host_url)
    }
}

/// The context as the server writes it.
#[derive(Deserialize)]
struct Handover {
    page: Page,
    repository: Option<RepositoryHandover>,
    pull_request: Option<u32>,
    user: Option<String>,
    host_url: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Page {
    Configure,
    PullRequest,
    Repository,
}

#[derive(Deserialize)]
struct RepositoryHandover {
    full_name: String,
}

impl TryFrom<Handover> for Context {
    type Error = &'static str;

    fn try_from(handover: Handover) -> Result<Self, Self::Error> {
        let repository = handover
            .repository
            .and_then(|repository| Repository::parse(&repository.full_name))
            .ok_or("the repository is missing");
        let place = match handover.page {
            Page::Configure => Place::Configure,
            Page::PullRequest => Place::PullRequest {
                repository: repository?,
                id: handover.pull_request.ok_or("the pull request is missing")?,
            },
            Page::Repository => Place::Repository(repository?),
        };
        let reader = match handover.user {
            Some(_) => Reader::SignedIn,
            None => Reader::Anonymous,
        };
        Ok(Self {
            place,
            reader,
            host_url: handover.host_url,
        })
    }
}
