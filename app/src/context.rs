//! Context in which the app was opened: repository, page and reader.

mod opening;

use std::sync::Arc;

use bitbucket_cloud::{AccountId, Repository};
use js_sys::encode_uri_component;
use leptos::prelude::*;
use sightline_handover::{Handover, Page as HandedPage, Uuid};

pub use opening::{ConfigureContext, Opening};
pub use sightline_handover::{SessionGrant, SessionToken, Writing};

/// Sign-in state of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody: the API answers for public repositories only.
    Anonymous,
    /// Somebody: calls are made in their name.
    SignedIn,
}

/// Page of a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// Panel on a pull request.
    PullRequest {
        /// Number of the pull request in its repository.
        id: u32,
    },
    /// Page of the repository itself.
    Repository,
}

/// Context of a page of a repository, as the server verified it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageContext {
    /// Repository of the page.
    pub repository: Repository,
    /// Page within the repository.
    pub page: Page,
    /// Sign-in state of the reader.
    pub viewer: Viewer,
    /// Account of the reader, if somebody is signed in.
    pub account: Option<AccountId>,
    /// Operator's choice whether the app may write to Bitbucket.
    pub writing: Writing,
    /// Session for calls to the server, if the server granted one.
    pub session: Option<SessionGrant>,
    host_url: String,
    repository_uuid: Uuid,
}

/// Provides the page to the components below.
pub fn provide_page(page: PageContext) {
    provide_context(Arc::new(page));
}

/// Context of this page, with its reader.
///
/// # Panics
/// Outside of the app's components.
pub fn use_page() -> Arc<PageContext> {
    expect_context()
}

impl PageContext {
    /// Takes over what was handed to a page of a repository; `None` for another page, or if no repository
    /// can have that name.
    pub fn new(handover: Handover) -> Option<Self> {
        let (page, repository) = match handover.page {
            HandedPage::Configure => return None,
            HandedPage::PullRequest { id, repository } => (Page::PullRequest { id }, repository),
            HandedPage::Repository { repository } => (Page::Repository, repository),
        };
        let account = handover
            .user
            .map(|uuid| AccountId::new(uuid.as_str().to_owned()));
        Some(Self {
            repository: Repository::parse(&repository.full_name)?,
            page,
            viewer: match account {
                Some(_) => Viewer::SignedIn,
                None => Viewer::Anonymous,
            },
            account,
            writing: handover.writing,
            session: handover.session,
            host_url: handover.host_url,
            repository_uuid: repository.uuid,
        })
    }

    /// Address of Bitbucket's page around the app.
    pub fn host_page(&self) -> String {
        match self.page {
            Page::PullRequest { id } => self.pull_request_page(id),
            Page::Repository => format!("{}/{}", self.host_url, self.repository),
        }
    }

    /// Key of the facts that the browser keeps: what one reader may see, another may not.
    pub fn scope(&self) -> String {
        let account = self.account.as_ref().map_or("", AccountId::as_str);
        format!("{}\n{account}\n{}", self.host_url, self.repository)
    }

    /// Path on which Bitbucket forwards the call for a new session: the descriptor's `proxy` module.
    pub fn session_path(&self) -> String {
        let path = format!("/session/{}", self.repository_uuid.as_str());
        match self.page {
            Page::PullRequest { id } => format!("{path}/{id}"),
            Page::Repository => path,
        }
    }

    /// Bitbucket's page of a pull request.
    pub fn pull_request_page(&self, id: u32) -> String {
        format!("{}/{}/pull-requests/{id}", self.host_url, self.repository)
    }

    /// Bitbucket's page of a file at a commit; the path is encoded, and begins with a slash.
    pub fn source_page(&self, repository: &str, commit: &str, path: &str) -> String {
        format!("{}/{repository}/src/{commit}{path}", self.host_url)
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
