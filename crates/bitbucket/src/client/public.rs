//! Public repositories, for a reader who comes without an account and perhaps without a name.

use serde::Deserialize;

use super::Client;
use crate::{Error, Page, Repository, Request, Transport};

/// Repository that everybody may read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PublicRepository {
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
struct Number {
    id: u32,
}

impl PublicRepository {
    const FIELDS: &str = "uuid,full_name,links.html.href";

    /// Address of the repository's page.
    pub fn page(&self) -> &str {
        &self.links.html.href
    }
}

impl<T: Transport> Client<T> {
    /// One repository by its name. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn repository(&self, repository: &Repository) -> Result<PublicRepository, Error> {
        let request = Request::get(repository.path(""));
        self.one(request.with("fields", PublicRepository::FIELDS))
            .await
    }

    /// The first of all public repositories; `None` where there is none. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn first_public_repository(&self) -> Result<Option<PublicRepository>, Error> {
        let request = Request::get("/2.0/repositories".to_owned()).with("pagelen", "1");
        let fields = "values.uuid,values.full_name,values.links.html.href";
        let page: Page<PublicRepository> = self.one(request.with("fields", fields)).await?;
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
