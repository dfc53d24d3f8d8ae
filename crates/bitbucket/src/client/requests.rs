//! Requests of calls that a page may make before there is a client.

use super::RepositoryDetails;
use crate::{PullRequest, Repository, Request, page};

/// Pull requests on a page; the API allows at most 50.
const PULL_REQUESTS: &str = "50";

impl Request {
    /// Request of [`Client::pull_request`](crate::Client::pull_request).
    pub fn pull_request(repository: &Repository, id: u32) -> Self {
        let path = repository.path(&format!("/pullrequests/{id}"));
        Self::get(path).with("fields", PullRequest::FIELDS)
    }

    /// Request of [`Client::open_pull_requests`](crate::Client::open_pull_requests).
    pub fn open_pull_requests(repository: &Repository) -> Self {
        last_active_first(repository, "OPEN")
    }

    /// Request of [`Client::repository`](crate::Client::repository).
    pub fn repository(repository: &Repository) -> Self {
        Self::get(repository.path("")).with("fields", RepositoryDetails::FIELDS)
    }

    /// Request of [`Client::viewer`](crate::Client::viewer).
    pub fn viewer() -> Self {
        Self::get("/2.0/user".to_owned()).with("fields", "uuid")
    }
}

pub(super) fn last_active_first(repository: &Repository, state: &str) -> Request {
    Request::get(repository.path("/pullrequests"))
        .with("state", state)
        .with("sort", "-updated_on")
        .with("pagelen", PULL_REQUESTS)
        .with("fields", &page::fields(PullRequest::FIELDS))
}
