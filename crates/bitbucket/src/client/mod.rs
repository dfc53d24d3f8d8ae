//! The endpoints.

mod changes;
mod history;
mod place;
mod requests;
mod review;

pub use history::Span;
pub use place::RepositoryDetails;

use serde::de::DeserializeOwned;

use crate::{Budget, Error, FileChange, Page, PullRequest, Repository, Request, Transport, page};

/// Events on a page.
const EVENTS: &str = "50";
/// Files on a page of a diffstat; the API's default.
const FILES: &str = "500";

/// Calls Bitbucket through `T`.
#[derive(Debug)]
pub struct Client<T> {
    transport: T,
    budget: Budget,
}

impl<T: Transport> Client<T> {
    /// Makes at most as many calls as `budget` allows.
    pub const fn new(transport: T, budget: Budget) -> Self {
        Self { transport, budget }
    }

    /// Budget, which counts the calls made and the calls left.
    pub const fn budget(&self) -> &Budget {
        &self.budget
    }

    #[cfg(feature = "installed")]
    pub(crate) const fn transport(&self) -> &T {
        &self.transport
    }

    /// One pull request. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn pull_request(
        &self,
        repository: &Repository,
        id: u32,
    ) -> Result<PullRequest, Error> {
        self.one(Request::pull_request(repository, id)).await
    }

    /// The first page of the open pull requests, last active first. One call; [`Client::page`] has
    /// the others.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn open_pull_requests(
        &self,
        repository: &Repository,
    ) -> Result<Page<PullRequest>, Error> {
        self.one(Request::open_pull_requests(repository)).await
    }

    /// All files that a pull request changes against the merge base. One call for 500 files.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn pull_request_files(
        &self,
        repository: &Repository,
        id: u32,
    ) -> Result<Vec<FileChange>, Error> {
        let path = repository.path(&format!("/pullrequests/{id}/diffstat"));
        let request = Request::get(path)
            .with("pagelen", FILES)
            .with("fields", &page::fields(FileChange::FIELDS));
        self.all(request).await
    }

    /// A page that [`Page::next`] named. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn page<V: DeserializeOwned>(&self, request: Request) -> Result<Page<V>, Error> {
        self.one(request).await
    }

    pub(crate) async fn one<V: DeserializeOwned>(&self, request: Request) -> Result<V, Error> {
        self.budget.spend()?;
        self.transport.json(&request).await
    }

    // All pages. Ends by itself: a list without an end spends the budget.
    async fn all<V: DeserializeOwned>(&self, first: Request) -> Result<Vec<V>, Error> {
        let mut values = Vec::new();
        let mut next = Some(first);
        while let Some(request) = next {
            let page: Page<V> = self.one(request).await?;
            next = page.next()?;
            values.extend(page.values);
        }
        Ok(values)
    }

    async fn text(&self, request: Request) -> Result<String, Error> {
        self.budget.spend()?;
        self.transport.text(&request).await
    }
}
