//! Where the app was opened, and by whom.

use bitbucket_cloud::{AccountId, Repository};
use js_sys::encode_uri_component;
use serde::de::Error as _;
use sightline_handover::{Handover, Page, Uuid};

pub use sightline_handover::{SessionGrant, SessionToken, Writing};

/// Whether somebody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Nobody: the API answers for public repositories only.
    Anonymous,
    /// Somebody: calls are made in their name.
    SignedIn,
}

/// Where the app stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On the pull request with this number.
    PullRequest(u32),
    /// On a page of the repository.
    Repository,
}

/// What the server verified, and put into the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// In which repository.
    pub repository: Repository,
    /// Where in there.
    pub place: Place,
    /// By whom.
    pub reader: Reader,
    /// Who reads, if somebody is signed in.
    pub account: Option<AccountId>,
    /// Whether it may write.
    pub writing: Writing,
    /// What the server gave to speak with it, if it did.
    pub session: Option<SessionGrant>,
    host_url: String,
    repository_uuid: Uuid,
}

impl Context {
    /// Reads the content of the page's script tag.
    ///
    /// # Errors
    /// The member that is missing or wrong.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let handover: Handover = serde_json::from_str(text)?;
        let full_name = handover.repository.full_name.clone();
        Self::new(handover).ok_or_else(|| {
            serde_json::Error::custom(format_args!("no repository is called `{full_name}`"))
        })
    }

    /// Takes over what was handed to the page; `None` if no repository can have that name.
    pub fn new(handover: Handover) -> Option<Self> {
        let account = handover
            .user
            .map(|uuid| AccountId::new(uuid.as_str().to_owned()));
        Some(Self {
            repository: Repository::parse(&handover.repository.full_name)?,
            place: match handover.page {
                Page::PullRequest { id } => Place::PullRequest(id),
                Page::Repository => Place::Repository,
            },
            reader: match account {
                Some(_) => Reader::SignedIn,
                None => Reader::Anonymous,
            },
            account,
            writing: handover.writing,
            session: handover.session,
            host_url: handover.host_url,
            repository_uuid: handover.repository.uuid,
        })
    }

    /// Bitbucket's page of where the app stands.
    pub fn host_page(&self) -> String {
        match self.place {
            Place::PullRequest(id) => self.pull_request_page(id),
            Place::Repository => format!("{}/{}", self.host_url, self.repository),
        }
    }

    /// Whose facts are whose: what one reader may see in a browser, another may not.
    pub(crate) fn scope(&self) -> String {
        let account = self.account.as_ref().map_or("", AccountId::as_str);
        let repository = self.repository.to_string();
        [&self.host_url, "\n", account, "\n", &repository].concat()
    }

    /// Where Bitbucket forwards the call for a new session: the descriptor's `proxy` module.
    pub fn session_path(&self) -> String {
        let path = format!("/session/{}", self.repository_uuid.as_str());
        match self.place {
            Place::PullRequest(id) => format!("{path}/{id}"),
            Place::Repository => path,
        }
    }

    /// Bitbucket's page of a pull request.
    pub fn pull_request_page(&self, id: u32) -> String {
        format!("{}/{}/pull-requests/{id}", self.host_url, self.repository)
    }

    /// Bitbucket's page of a file at a commit; the path is encoded, and begins with a slash.
    pub(crate) fn source_page(&self, repository: &str, commit: &str, path: &str) -> String {
        [&self.host_url, "/", repository, "/src/", commit, path].concat()
    }

    /// Bitbucket's page on which a pull request's title, description and reviewers are changed.
    pub fn edit_page(&self, id: u32) -> String {
        format!(
            "{}/{}/pull-requests/update/{id}",
            self.host_url, self.repository
        )
    }
}

/// A path with a slash before it, as it may stand in an address.
pub(crate) fn encoded(path: &str) -> String {
    let mut address = String::new();
    for part in path.split('/') {
        address.push('/');
        address.push_str(&String::from(encode_uri_component(part)));
    }
    address
}
