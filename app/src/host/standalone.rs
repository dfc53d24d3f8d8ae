//! The host of a page that is opened by itself, as `trunk serve` does: reads a public repository.

use std::fmt;

use atlassian_bridge::Answer;
use bitbucket_cloud::{Budget, Client, Error, Request, Transport};
use serde::de::DeserializeOwned;

use super::{
    call::Call,
    call_queue::CallQueue,
    failure::{decoded, text_of},
    fetch::AsAnonymous,
    found::context_of,
};
use crate::{
    context::{Page, PageContext},
    model::standalone::{
        AddressError, SANDBOX_API, StandaloneAddress, StandaloneError, StandalonePage,
    },
};

/// Calls that finding the page may take.
const CALLS: u32 = 2;

/// Reads a public repository as a reader who is not signed in. Cheap to clone.
#[derive(Clone)]
pub struct Standalone {
    address: Result<StandaloneAddress, AddressError>,
    calls: CallQueue<AsAnonymous>,
}

impl Standalone {
    /// Seconds that a call may take.
    pub const TIMEOUT_SECONDS: u32 = 30;

    /// Reads what the query of a page's address names.
    pub fn new(query: &str) -> Self {
        Self::with_timeout(query, Self::TIMEOUT_SECONDS)
    }

    /// As [`Standalone::new`]; calls end after that many seconds.
    pub fn with_timeout(query: &str, seconds: u32) -> Self {
        let address = StandaloneAddress::parse(query);
        let api = address
            .as_ref()
            .map_or(SANDBOX_API, |address| address.api());
        let api = api.to_owned();
        Self {
            calls: CallQueue::new(AsAnonymous { api, seconds }),
            address,
        }
    }

    /// Origin of the API that is read.
    pub fn api(&self) -> &str {
        &self.calls.caller().api
    }

    /// The address, as it was read.
    pub fn address(&self) -> Option<&StandaloneAddress> {
        self.address.as_ref().ok()
    }

    /// Finds the page that the address names, or one to show instead. At most two calls.
    ///
    /// # Errors
    /// [`StandaloneError`].
    pub async fn find_page(&self) -> Result<PageContext, StandaloneError> {
        let address = self.address.as_ref().map_err(Clone::clone)?;
        let client = Client::new(self.clone(), Budget::of(CALLS));
        let repository = match &address.repository {
            Some(name) => Some(client.repository(name).await?),
            None => client.first_public_repository().await?,
        };
        let repository = repository.ok_or(StandaloneError::NoRepository)?;
        let name = &repository.full_name;
        let pull_request = match (address.page, address.pull_request) {
            (StandalonePage::Repository, _) => None,
            (StandalonePage::PullRequest, Some(id)) => Some(id),
            (StandalonePage::PullRequest, None) => client.newest_open_pull_request(name).await?,
        };
        let page = pull_request.map_or(Page::Repository, |id| Page::PullRequest { id });
        context_of(&repository, page, None).ok_or(StandaloneError::NoRepository)
    }

    /// Makes a call, after those before it.
    pub(super) async fn ask(&self, call: Call) -> Result<Answer, Error> {
        self.calls.ask(call).await
    }
}

impl Transport for Standalone {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        decoded(&self.ask(Call::json(request)).await?, request.path())
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        text_of(&self.ask(Call::text(request)).await?, request.path())
    }
}

impl fmt::Debug for Standalone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Standalone")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
