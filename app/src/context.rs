//! Where the app was opened, and by whom.

use std::fmt;

use bitbucket_cloud::{AccountId, FromJson, Json, Reader as Members, Repository};
use js_sys::{JSON, encode_uri_component};
use leptos::prelude::*;
use std::sync::Arc;

use crate::host::json::json;

/// Whether somebody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
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
pub enum Page {
    /// On the pull request with this number.
    PullRequest(u32),
    /// On a page of the repository.
    Repository,
}

/// What the server verified, and put into the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageContext {
    /// In which repository.
    pub repository: Repository,
    /// Where in there.
    pub page: Page,
    /// By whom.
    pub viewer: Viewer,
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

/// Id of the server's JSON script tag.
const TAG: &str = "sightline-context";

/// Provides the page to the components below.
pub fn provide_page(page: PageContext) {
    provide_context(Arc::new(page));
}

/// Where this page was opened, and by whom.
///
/// # Panics
/// Outside of the app's components.
pub fn use_page() -> Arc<PageContext> {
    expect_context()
}

impl PageContext {
    /// As the server wrote it into this document; `None` where it did not, or not in a way that can
    /// be read.
    pub fn from_document() -> Option<Self> {
        let tag = document().get_element_by_id(TAG)?;
        let parsed = JSON::parse(&tag.text_content()?).ok()?;
        json(&parsed).read().ok()
    }

    /// Bitbucket's page of where the app stands.
    pub fn host_page(&self) -> String {
        match self.page {
            Page::PullRequest(id) => self.pull_request_page(id),
            Page::Repository => format!("{}/{}", self.host_url, self.repository),
        }
    }

    /// Whose facts are whose: what one reader may see in a browser, another may not.
    pub fn scope(&self) -> String {
        let account = self.account.as_ref().map_or("", AccountId::as_str);
        let repository = self.repository.to_string();
        [&self.host_url, "\n", account, "\n", &repository].concat()
    }

    /// Where Bitbucket forwards the call for a new session: the descriptor's `proxy` module.
    pub fn session_path(&self) -> Option<String> {
        let path = format!("/session/{}", self.repository_uuid.as_ref()?);
        Some(match self.page {
            Page::PullRequest(id) => format!("{path}/{id}"),
            Page::Repository => path,
        })
    }

    /// Bitbucket's page of a pull request.
    pub fn pull_request_page(&self, id: u32) -> String {
        format!("{}/{}/pull-requests/{id}", self.host_url, self.repository)
    }

    /// Bitbucket's page of a file at a commit; the path is encoded, and begins with a slash.
    pub fn source_page(&self, repository: &str, commit: &str, path: &str) -> String {
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
pub fn encoded(path: &str) -> String {
    let mut address = String::new();
    for part in path.split('/') {
        address.push('/');
        address.push_str(&String::from(encode_uri_component(part)));
    }
    address
}

/// As the server writes it.
impl FromJson for PageContext {
    fn from_json(from: &mut Members<'_>) -> Self {
        let Handover { uuid, full_name } = from.need("repository");
        let name: String = from.need("page");
        let page = match name.as_str() {
            "pull-request" => Page::PullRequest(from.need("pull_request")),
            "repository" => Page::Repository,
            _ => {
                from.fail("there is no page ", &name);
                Page::Repository
            }
        };
        let account: Option<AccountId> = from.maybe("user");
        let token: Option<String> = from.maybe("session");
        Self {
            repository: full_name,
            page,
            viewer: match account {
                Some(_) => Viewer::SignedIn,
                None => Viewer::Anonymous,
            },
            account,
            writing: match from.json().member("writing").and_then(Json::as_text) {
                Some("on") => Writing::On,
                _ => Writing::Off,
            },
            session: token
                .zip(from.maybe("expires_in"))
                .map(|(token, expires_in)| Granted {
                    token: SessionToken(token),
                    expires_in,
                }),
            host_url: from.need("host_url"),
            repository_uuid: uuid,
        }
    }
}

struct Handover {
    uuid: Option<String>,
    full_name: Repository,
}

impl FromJson for Handover {
    fn from_json(from: &mut Members<'_>) -> Self {
        Self {
            uuid: from.maybe("uuid"),
            full_name: from.need("full_name"),
        }
    }
}
