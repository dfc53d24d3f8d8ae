//! Identity of a caller, and the permissions of their token.

use atlassian_connect::RequestTarget;
use axum::http::{HeaderMap, Method, Uri, header};

use super::{Api, error::ApiError};
use crate::{
    connect::{self, Actor, Grant, Installation, scopes},
    state::unix_now,
    world::PersonId,
};

/// A Bitbucket scope that an endpoint asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// `account`
    Account,
    /// `pullrequest`
    PullRequest,
    /// `pullrequest:write`
    PullRequestWrite,
    /// `repository`
    Repository,
}

impl Scope {
    /// The name in tokens and descriptors.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::PullRequest => "pullrequest",
            Self::PullRequestWrite => "pullrequest:write",
            Self::Repository => "repository",
        }
    }

    /// Granular scopes that a token of Forge needs instead, as `x-atlassian-oauth2-scopes` of
    /// Bitbucket's OpenAPI document lists them. None of them implies another.
    fn granular(self) -> &'static [&'static str] {
        match self {
            Self::Account => &["read:user:bitbucket"],
            Self::PullRequest => &["read:pullrequest:bitbucket"],
            Self::PullRequestWrite => {
                &["read:pullrequest:bitbucket", "write:pullrequest:bitbucket"]
            }
            Self::Repository => &["read:repository:bitbucket"],
        }
    }

    /// Returns whether a token with these scopes may do what this scope allows.
    fn is_held(self, granted: &[String]) -> bool {
        let holds = |needed: &&str| granted.iter().any(|held| held == needed);
        scopes::include(granted, self.as_str()) || self.granular().iter().all(holds)
    }

    /// The scope with that name, if an endpoint here asks for it.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let all = [
            Self::Account,
            Self::PullRequest,
            Self::PullRequestWrite,
            Self::Repository,
        ];
        all.into_iter().find(|scope| scope.as_str() == name)
    }
}

/// Scheme of an app's own JWTs; Bitbucket minds the case.
const JWT: &str = "JWT";

/// The installation whose app signed this very call.
///
/// # Errors
///
/// [`ApiError::Unauthenticated`] without such a JWT, [`ApiError::UnknownToken`] if it is wrong.
pub(crate) fn app_call(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    api: &Api,
) -> Result<Installation, ApiError> {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix(JWT)?.strip_prefix(' '))
        .ok_or(ApiError::Unauthenticated)?;
    let target = RequestTarget {
        method: method.as_str(),
        path: uri.path(),
        query: uri.query().unwrap_or_default(),
        base_path: "",
    };
    let connect = api.sandbox.connect();
    connect::verify_app_call(&connect, token, &target, unix_now())
        .cloned()
        .map_err(|error| {
            tracing::info!(%error, "refused an app's JWT");
            ApiError::UnknownToken
        })
}

/// Identity of a caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Caller {
    /// No credentials came with the call.
    Anonymous,
    /// A valid bearer token, or an app's own JWT for this one call, came with the call.
    Bearer(Grant),
}

impl Caller {
    /// Identifies the caller by the `Authorization` header.
    ///
    /// # Errors
    ///
    /// [`ApiError::UnknownToken`] if there is such a header and it holds neither a valid bearer
    /// token nor an app's JWT for this call.
    pub(crate) fn identify(
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        api: &Api,
    ) -> Result<Self, ApiError> {
        let Some(value) = headers.get(header::AUTHORIZATION) else {
            return Ok(Self::Anonymous);
        };
        let value = value.to_str().map_err(|_| ApiError::UnknownToken)?;
        let (scheme, token) = value.split_once(' ').ok_or(ApiError::UnknownToken)?;
        if scheme == JWT {
            let installation = app_call(method, uri, headers, api)?;
            return Ok(Self::Bearer(Grant {
                actor: Actor::Installation(installation.client_key),
                app: installation.app_key,
                scopes: installation.descriptor.scopes,
                repository: None,
            }));
        }
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(ApiError::UnknownToken);
        }
        let grant = api.sandbox.connect().grant(token.trim(), unix_now());
        grant.map(Self::Bearer).ok_or(ApiError::UnknownToken)
    }

    /// Checks that the caller may use an endpoint that needs the scope. Anonymous callers may read
    /// the public repository, but not change it, nor read a person's or a workspace's own data.
    ///
    /// # Errors
    ///
    /// [`ApiError::Unauthenticated`] where nobody may stay anonymous, [`ApiError::MissingScope`]
    /// where the token was not given the scope.
    pub(crate) fn require(&self, scope: Scope) -> Result<(), ApiError> {
        match (self, scope) {
            (Self::Anonymous, Scope::Account | Scope::PullRequestWrite) => {
                Err(ApiError::Unauthenticated)
            }
            (Self::Anonymous, Scope::PullRequest | Scope::Repository) => Ok(()),
            (Self::Bearer(grant), scope) => {
                if scope.is_held(&grant.scopes) {
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

    /// Checks that the token reaches that repository.
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

    /// Checks that the token reaches beyond one repository.
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

    /// The person in whose name the call is made.
    pub(crate) fn person(&self) -> Option<PersonId> {
        match self {
            Self::Bearer(Grant {
                actor: Actor::Person(person),
                ..
            }) => Some(*person),
            _ => None,
        }
    }

    /// Name that the calls are counted under: `anonymous`, `installation …` or `person …`.
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
