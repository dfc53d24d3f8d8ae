//! Repository and reader of a page that no server prepared.

use serde::Deserialize;

use super::Client;
use crate::{AccountId, Error, Page, Repository, Request, Transport};

/// A repository, and the address of its page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RepositoryDetails {
    /// Identifies the repository even after it was renamed; with braces.
    pub uuid: String,
    /// Name of the repository.
    pub full_name: Repository,
    links: Links,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Links {
    html: Link,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Link {
    href: String,
}

#[derive(Deserialize)]
struct Viewer {
    uuid: AccountId,
}

#[derive(Deserialize)]
struct Number {
    id: u32,
}

impl RepositoryDetails {
    pub(super) const FIELDS: &str = "uuid,full_name,links.html.href";

    /// Address of the repository's page.
    pub fn page(&self) -> &str {
        &self.links.html.href
    }
}

impl<T: Transport> Client<T> {
    /// One repository by its name or its UUIDs. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn repository(&self, repository: &Repository) -> Result<RepositoryDetails, Error> {
        self.one(Request::repository(repository)).await
    }

    /// The account that makes the calls. One call.
    ///
    /// # Errors
    /// Any [`Error`]; [`Error::Anonymous`] where nobody is signed in.
    pub async fn viewer(&self) -> Result<AccountId, Error> {
        let viewer: Viewer = self.one(Request::viewer()).await?;
        Ok(viewer.uuid)
    }

    /// The first of all public repositories; `None` where there is none. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn first_public_repository(&self) -> Result<Option<RepositoryDetails>, Error> {
        let request = Request::get("/2.0/repositories".to_owned()).with("pagelen", "1");
        let fields = "values.uuid,values.full_name,values.links.html.href";
        let page: Page<RepositoryDetails> = self.one(request.with("fields", fields)).await?;
        Ok(page.values.into_iter().next())
    }

    /// Number of the open pull request that was created last; `None` where none is open. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn newest_open_pull_request(
        &self,
        repository: &Repository,
    ) -> Result<Option<u32>, Error> {
        let request = Request::get(repository.path("/pullrequests"))
            .with("state", "OPEN")
            .with("sort", "-created_on")
            .with("pagelen", "1")
            .with("fields", "values.id");
        let page: Page<Number> = self.one(request).await?;
        Ok(page.values.first().map(|newest| newest.id))
    }
}
