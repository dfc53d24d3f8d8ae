//! Who calls, and what their token is good for.

use axum::http::{HeaderMap, header};

use super::{Api, error::ApiError};
use crate::{
    connect::{Actor, Grant},
    state::unix_now,
};

/// A Bitbucket scope that an endpoint asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// `account`
    Account,
    /// `pullrequest`
    PullRequest,
    /// `repository`
    Repository,
}

impl Scope {
    /// The name in tokens and descriptors.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::PullRequest => "pullrequest",
            Self::Repository => "repository",
        }
    }

    /// The scopes of which any one is enough: itself and those that imply it.
    fn granted_by(self) -> &'static [&'static str] {
        match self {
            Self::Account => &["account", "account:write"],
            Self::PullRequest => &["pullrequest", "pullrequest:write"],
            Self::Repository => &[
                "project",
                "pullrequest",
                "pullrequest:write",
                "repository",
                "repository:write",
            ],
        }
    }
}

/// Who calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Caller {
    /// No credentials came with the call.
    Anonymous,
    /// A valid bearer token came with the call.
    Bearer(Grant),
}

impl Caller {
    /// Who calls, by the `Authorization` header.
    ///
    /// # Errors
    ///
    /// [`ApiError::UnknownToken`] if there is such a header and it is not a valid bearer token.
    pub(crate) fn identify(headers: &HeaderMap, api: &Api) -> Result<Self, ApiError> {
        let Some(value) = headers.get(header::AUTHORIZATION) else {
            return Ok(Self::Anonymous);
        };
        let bearer = value
            .to_str()
            .ok()
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or(ApiError::UnknownToken)?;
        let grant = api.sandbox.connect().grant(bearer, unix_now());
        grant.map(Self::Bearer).ok_or(ApiError::UnknownToken)
    }

    /// Whether the caller may use an endpoint that reads a public repository, or a person's and a
    /// workspace's own data.
    ///
    /// # Errors
    ///
    /// [`ApiError::Unauthenticated`] where nobody may stay anonymous, [`ApiError::MissingScope`]
    /// where the token was not given the scope.
    pub(crate) fn require(&self, scope: Scope) -> Result<(), ApiError> {
        match (self, scope) {
            (Self::Anonymous, Scope::Account) => Err(ApiError::Unauthenticated),
            (Self::Anonymous, Scope::PullRequest | Scope::Repository) => Ok(()),
            (Self::Bearer(grant), scope) => {
                if grant
                    .scopes
                    .iter()
                    .any(|has| scope.granted_by().contains(&has.as_str()))
                {
                    Ok(())
                } else {
                    Err(ApiError::MissingScope {
                        granted: grant.scopes.clone(),
                        required: scope,
                    })
                }
            }
        }
    }

    /// Whether the token reaches that repository.
    ///
    /// # Errors
    ///
    /// [`ApiError::Forbidden`] if it was narrowed to another one.
    pub(crate) fn reaches_repository(&self, uuid: &str) -> Result<(), ApiError> {
        match self {
            Self::Bearer(Grant {
                repository: Some(only),
                ..
            }) if only != uuid => Err(ApiError::Forbidden),
            _ => Ok(()),
        }
    }

    /// Whether the token reaches beyond one repository.
    ///
    /// # Errors
    ///
    /// [`ApiError::Forbidden`] if it was narrowed to a repository.
    pub(crate) fn reaches_workspace(&self) -> Result<(), ApiError> {
        match self {
            Self::Bearer(Grant {
                repository: Some(_),
                ..
            }) => Err(ApiError::Forbidden),
            _ => Ok(()),
        }
    }

    /// Whose calls are counted together: `anonymous`, `installation …` or `person …`.
    pub(crate) fn identity(&self) -> String {
        match self {
            Self::Anonymous => "anonymous".to_owned(),
            Self::Bearer(Grant {
                actor: Actor::Installation(client),
                ..
            }) => {
                format!("installation {client}")
            }
            Self::Bearer(Grant {
                actor: Actor::Person(person),
                ..
            }) => {
                format!("person {}", person.0)
            }
        }
    }
}
