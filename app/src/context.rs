//! Where the app was opened, and by whom.

use std::fmt;

use bitbucket_cloud::{AccountId, Repository};
use js_sys::encode_uri_component;
use serde::Deserialize;

/// Whether somebody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Nobody: the API answers for public repositories only.
    Anonymous,
    /// Somebody: calls are made in their name.
    SignedIn,
}

/// Whether the operator offers features that write to Bitbucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// The app may only read.
    Off,
    /// It may change pull requests, each time that the reader asks for it.
    On,
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
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Handover")]
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
    pub session: Option<Granted>,
    host_url: String,
    repository_uuid: Option<String>,
}

/// A session with the app's own server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// Speaks for the reader on this page.
    pub token: SessionToken,
    /// Seconds that it lasts from when it was given.
    pub expires_in: u32,
}

/// Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    /// Takes the token itself.
    pub fn new(token: String) -> Self {
        Self(token)
    }

    /// The token itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken([redacted])")
    }
}

impl Context {
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
    pub fn session_path(&self) -> Option<String> {
        let path = format!("/session/{}", self.repository_uuid.as_ref()?);
        Some(match self.place {
            Place::PullRequest(id) => format!("{path}/{id}"),
            Place::Repository => path,
        })
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

/// As the server writes it.
#[derive(Deserialize)]
struct Handover {
    repository: Names,
    page: String,
    pull_request: Option<u32>,
    user: Option<AccountId>,
    writing: Option<String>,
    session: Option<String>,
    expires_in: Option<u32>,
    host_url: String,
}

#[derive(Deserialize)]
struct Names {
    uuid: Option<String>,
    full_name: Repository,
}

impl TryFrom<Handover> for Context {
    type Error = String;

    fn try_from(from: Handover) -> Result<Self, String> {
        let place = match (from.page.as_str(), from.pull_request) {
            ("pull-request", Some(id)) => Place::PullRequest(id),
            ("pull-request", None) => return Err("missing field `pull_request`".to_owned()),
            ("repository", _) => Place::Repository,
            (page, _) => return Err(format!("there is no page {page}")),
        };
        Ok(Self {
            repository: from.repository.full_name,
            place,
            reader: match from.user {
                Some(_) => Reader::SignedIn,
                None => Reader::Anonymous,
            },
            account: from.user,
            writing: match from.writing.as_deref() {
                Some("on") => Writing::On,
                _ => Writing::Off,
            },
            session: from
                .session
                .zip(from.expires_in)
                .map(|(token, expires_in)| Granted {
                    token: SessionToken(token),
                    expires_in,
                }),
            host_url: from.host_url,
            repository_uuid: from.repository.uuid,
        })
    }
}
