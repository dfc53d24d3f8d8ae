//! Identity of the caller, and the permissions of a token.

use std::{collections::BTreeSet, fmt};

use atlassian_connect::{
    AppKey, ClientKey, RequestTarget, SharedSecret, context::Uuid, sign_api_call,
};
use http::{HeaderValue, Method};

use super::{Error, edge::authorization};

/// An installation, as it proves itself to Bitbucket.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The app.
    pub app: AppKey,
    /// The installation.
    pub client: ClientKey,
    /// Shared between the two.
    pub secret: SharedSecret,
}

impl Identity {
    /// The `Authorization` of one call: a JWT whose qsh covers `path` and `query`.
    pub(super) fn sign(
        &self,
        method: &Method,
        path: &str,
        query: &str,
        now: u64,
    ) -> Result<HeaderValue, Error> {
        let target = RequestTarget {
            method: method.as_str(),
            path,
            query,
            base_path: "",
        };
        let jwt = sign_api_call(&self.app, &self.client, &target, now, &self.secret)?;
        authorization("JWT", &jwt, path)
    }
}

/// An OAuth scope, such as `pullrequest:write`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope(String);

/// A scope holds lower-case letters, digits, `:`, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no scope")]
pub struct InvalidScope(pub String);

impl Scope {
    /// Reads a scope's name.
    ///
    /// # Errors
    /// [`InvalidScope`]
    pub fn parse(name: &str) -> Result<Self, InvalidScope> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b":-_".contains(&b);
        if name.is_empty() || !name.bytes().all(plain) {
            return Err(InvalidScope(name.to_owned()));
        }
        Ok(Self(name.to_owned()))
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Permissions of a token: as few as its call needs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Permit {
    scopes: BTreeSet<Scope>,
    repository: Option<Uuid>,
}

impl Permit {
    /// Permits these scopes wherever the installation may use them.
    pub fn anywhere(scopes: impl IntoIterator<Item = Scope>) -> Self {
        Self {
            scopes: scopes.into_iter().collect(),
            repository: None,
        }
    }

    /// Permits these scopes in one repository, and nothing on its workspace.
    pub fn within(repository: Uuid, scopes: impl IntoIterator<Item = Scope>) -> Self {
        Self {
            repository: Some(repository),
            ..Self::anywhere(scopes)
        }
    }

    /// `scope`, space separated and ordered.
    pub(super) fn scope(&self) -> String {
        let names: Vec<&str> = self.scopes.iter().map(Scope::as_str).collect();
        names.join(" ")
    }

    /// `bitbucket_repository`, a UUID in braces.
    pub(super) fn repository(&self) -> Option<&str> {
        self.repository.as_ref().map(Uuid::as_str)
    }
}
