//! Address of a page that is opened by itself.

use std::str::FromStr;

use bitbucket_cloud::{Error, Repository};
use form_urlencoded::Serializer;
use http::{Uri, uri::Scheme};

/// API of bitbucket.org.
pub const BITBUCKET_API: &str = "https://api.bitbucket.org";
/// API of the sandbox that `cargo xtask demo` starts.
pub const SANDBOX_API: &str = "http://localhost:7991";

/// Query of the page's address: which repository is shown, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandaloneAddress {
    /// Origin of the API that is read, without a slash at the end; `None` for the usual one.
    pub named_api: Option<String>,
    /// Repository to show; `None` for the first public one.
    pub repository: Option<Repository>,
    /// Pull request to show; `None` for the newest open one.
    pub pull_request: Option<u32>,
    /// Page to show.
    pub page: StandalonePage,
}

/// Page of the app.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StandalonePage {
    /// Panel on a pull request.
    #[default]
    PullRequest,
    /// Page of the repository.
    Repository,
}

/// Part of the address that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not the origin of an API.
    #[error("api={0} is no origin such as {BITBUCKET_API}")]
    Api(String),
    /// Neither page of the app.
    #[error("page={0} is neither pull-request nor repository")]
    Page(String),
    /// Not the number of a pull request.
    #[error("pull_request={0} is no number of a pull request")]
    PullRequest(String),
    /// Not the name of a repository.
    #[error("repository={0} is no name such as WORKSPACE/SLUG")]
    Repository(String),
}

/// Reason why a page that is opened by itself has nothing to show.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StandaloneError {
    /// The page's address cannot be read.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The API did not answer, or refused.
    #[error(transparent)]
    Call(#[from] Error),
    /// Nothing at this API is public.
    #[error("there is no public repository")]
    NoRepository,
}

impl StandaloneAddress {
    /// Reads the query of an address, with or without its question mark. Unknown parameters are
    /// ignored.
    ///
    /// # Errors
    /// The first parameter that cannot be read.
    pub fn parse(query: &str) -> Result<Self, AddressError> {
        let query = query.strip_prefix('?').unwrap_or(query);
        let mut address = Self {
            named_api: None,
            repository: None,
            pull_request: None,
            page: StandalonePage::default(),
        };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let wrong = |error: fn(String) -> AddressError| error(value.clone().into_owned());
            match name.as_ref() {
                "api" => {
                    let api = exact_origin(&value);
                    address.named_api = Some(api.ok_or_else(|| wrong(AddressError::Api))?);
                }
                "page" => address.page = page(&value).ok_or_else(|| wrong(AddressError::Page))?,
                "pull_request" => {
                    let id = value
                        .parse()
                        .map_err(|_| wrong(AddressError::PullRequest))?;
                    address.pull_request = Some(id);
                }
                "repository" => {
                    let name = Repository::parse(&value);
                    address.repository = Some(name.ok_or_else(|| wrong(AddressError::Repository))?);
                }
                _ => {}
            }
        }
        Ok(address)
    }

    /// Origin of the API: of bitbucket.org where a repository is named, or else of the sandbox.
    pub fn api(&self) -> &str {
        match (&self.named_api, &self.repository) {
            (Some(api), _) => api,
            (None, Some(_)) => BITBUCKET_API,
            (None, None) => SANDBOX_API,
        }
    }

    /// Query of the address at which another page of the app shows the same repository.
    pub fn link(&self, page: StandalonePage) -> String {
        let mut query = Serializer::for_suffix(String::from("?"), 1);
        if let Some(api) = &self.named_api {
            query.append_pair("api", api);
        }
        if let Some(repository) = &self.repository {
            query.append_pair("repository", &repository.to_string());
        }
        if let Some(id) = self.pull_request {
            query.append_pair("pull_request", &id.to_string());
        }
        query.append_pair("page", page.name());
        query.finish()
    }
}

impl StandalonePage {
    /// Both pages, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::PullRequest, Self::Repository];

    const fn name(self) -> &'static str {
        match self {
            Self::PullRequest => "pull-request",
            Self::Repository => "repository",
        }
    }
}

fn page(name: &str) -> Option<StandalonePage> {
    let mut pages = StandalonePage::ALL.into_iter();
    pages.find(|page| page.name() == name)
}

/// Origin of an address of the web, without a slash at the end.
pub fn origin(address: &str) -> Option<String> {
    let uri = Uri::from_str(address).ok()?;
    let scheme = uri.scheme()?;
    let is_web = [Scheme::HTTP, Scheme::HTTPS].contains(scheme);
    let authority = uri.authority()?.as_str();
    (is_web && !authority.contains('@')).then(|| format!("{scheme}://{authority}"))
}

/// The origin, where the address holds nothing else.
fn exact_origin(address: &str) -> Option<String> {
    let address = address.strip_suffix('/').unwrap_or(address);
    origin(address).filter(|origin| origin.eq_ignore_ascii_case(address))
}
