//! Context of a page, read from its verified iframe URL.
//!
//! The URL's parameters are those that [`crate::descriptor`] declares. They can be trusted exactly
//! because the token's `qsh` covers them: parse a context only from a verified request.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::Error;

/// The app's pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Page {
    /// Settings of an installation.
    Configure,
    /// The panel on a pull request.
    PullRequest,
    /// The page of a repository.
    Repository,
}

impl Page {
    /// Reads `configure`, `pull-request` or `repository`; `None` for anything else.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "configure" => Some(Self::Configure),
            "pull-request" => Some(Self::PullRequest),
            "repository" => Some(Self::Repository),
            _ => None,
        }
    }
}

/// A UUID in braces, as Bitbucket writes them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Uuid(String);

impl Uuid {
    /// Reads `{8-4-4-4-12}`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('{')?.strip_suffix('}')?;
        let lengths = inner.split('-').map(str::len);
        let hex = inner.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        (hex && lengths.eq([8, 4, 4, 4, 12])).then(|| Self(text.to_owned()))
    }

    /// Text of the UUID, with its braces.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Uuid {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a UUID in braces")
    }
}

/// The repository that a page stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryContext {
    /// Stays the same when the repository is renamed.
    pub uuid: Uuid,
    /// `workspace/repository`, for links and for reading.
    pub full_name: String,
}

/// Page that shows the app, with its workspace, repository, pull request and reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageContext {
    /// The page.
    pub page: Page,
    /// Slug of the workspace; its UUID in braces on the configure page.
    pub workspace: String,
    /// The repository; absent on the configure page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repository: Option<RepositoryContext>,
    /// Number of the pull request, on its panel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull_request: Option<u32>,
    /// The reader; `None` when nobody is signed in.
    pub user: Option<Uuid>,
}

impl PageContext {
    /// Reads the context of a page from its verified, still encoded query.
    ///
    /// # Errors
    /// [`Error::MissingParameter`], [`Error::Parameter`], [`Error::RepeatedParameter`], and
    /// [`Error::ParameterNotFilledIn`] where the app lacks a scope.
    pub fn parse(page: Page, query: &str) -> Result<Self, Error> {
        Self::read(page, &Query::new(query))
    }

    /// Reads the context of a proxied call, whose verified query names the page as well. Any reader can
    /// make such a call, so it never stands for the configure page, which is for admins.
    ///
    /// # Errors
    /// Those of [`PageContext::parse`].
    pub fn parse_proxied(query: &str) -> Result<Self, Error> {
        let query = Query::new(query);
        let parameter = "page";
        let page = Page::parse(&query.required(parameter, "account")?);
        let page = page.filter(|page| *page != Page::Configure);
        let page = page.ok_or(Error::Parameter {
            parameter,
            expected: "a page of a repository",
        })?;
        Self::read(page, &query)
    }

    fn read(page: Page, query: &Query<'_>) -> Result<Self, Error> {
        let user = query
            .one("user", "account")?
            .filter(|user| !user.is_empty());
        let pull_request = match page {
            Page::PullRequest => Some(query.pull_request()?),
            Page::Configure | Page::Repository => None,
        };
        // The repository's name says its workspace too: one parameter less that a scope could hide.
        let (repository, workspace) = match page {
            Page::Configure => (None, query.required("workspace", "account")?.into_owned()),
            Page::PullRequest | Page::Repository => {
                let (repository, workspace) = query.repository()?;
                (Some(repository), workspace)
            }
        };
        Ok(Self {
            page,
            workspace,
            repository,
            pull_request,
            user: user.map(|user| uuid("user", &user)).transpose()?,
        })
    }
}

/// Decoded names and values.
struct Query<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Query<'a> {
    fn new(query: &'a str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).collect())
    }

    fn one(
        &self,
        parameter: &'static str,
        scope: &'static str,
    ) -> Result<Option<Cow<'a, str>>, Error> {
        let mut found = self.0.iter().filter(|(name, _)| name == parameter);
        let value = found.next().map(|(_, value)| value.clone());
        if found.next().is_some() {
            return Err(Error::RepeatedParameter { parameter });
        }
        // `{user.uuid}` is a parameter that was left alone, `{6d2f…}` one that was filled in.
        match value {
            Some(left) if left.starts_with('{') && left.contains('.') => {
                Err(Error::ParameterNotFilledIn { parameter, scope })
            }
            value => Ok(value),
        }
    }

    fn required(
        &self,
        parameter: &'static str,
        scope: &'static str,
    ) -> Result<Cow<'a, str>, Error> {
        self.one(parameter, scope)?
            .filter(|value| !value.is_empty())
            .ok_or(Error::MissingParameter { parameter })
    }

    fn pull_request(&self) -> Result<u32, Error> {
        let parameter = "pull_request";
        let text = self.required(parameter, "pullrequest")?;
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|number| digits && *number > 0);
        number.ok_or(Error::Parameter {
            parameter,
            expected: "the number of a pull request",
        })
    }

    /// The repository, and the slug of its workspace.
    fn repository(&self) -> Result<(RepositoryContext, String), Error> {
        let parameter = "full_name";
        let full_name = self.required(parameter, "repository")?;
        let (workspace, _) = full_name
            .split_once('/')
            .filter(|(workspace, slug)| {
                !workspace.is_empty() && !slug.is_empty() && !slug.contains('/')
            })
            .ok_or(Error::Parameter {
                parameter,
                expected: "workspace/repository",
            })?;
        let workspace = workspace.to_owned();
        let repository = RepositoryContext {
            uuid: uuid("repository", &self.required("repository", "repository")?)?,
            full_name: full_name.into_owned(),
        };
        Ok((repository, workspace))
    }
}

fn uuid(parameter: &'static str, text: &str) -> Result<Uuid, Error> {
    Uuid::parse(text).ok_or(Error::Parameter {
        parameter,
        expected: "a UUID in braces",
    })
}
