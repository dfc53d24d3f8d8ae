//! Exchange of a JWT for a bearer token.

use std::sync::atomic::{AtomicBool, Ordering};

use http::Method;
use percent_encoding::utf8_percent_encode;
use serde::Deserialize;
use url::Url;

use super::{AccessToken, Edge, Error, Identity, Permit, edge::request, retry};
use crate::request::COMPONENT;

/// The token endpoint's path below the host; the only one that is ever asked.
pub(super) const PATH: &str = "/site/oauth2/access_token";

/// A token that does not say how long it lives is used for this long, in seconds: half of what the
/// documentation promises.
const DEFAULT_LIFETIME: u64 = 1_800;

#[derive(Deserialize)]
struct Grant {
    access_token: String,
    expires_in: Option<u64>,
}

/// The endpoint, and which form of qsh it took last.
#[derive(Debug)]
pub(super) struct Endpoint {
    url: Url,
    counts_body: AtomicBool,
}

/// Text that the qsh of an exchange is a hash of.
#[derive(Clone, Copy)]
enum Hashed {
    /// Method and path.
    Path,
    /// Method, path and the form's fields.
    PathAndBody,
}

impl Endpoint {
    /// The endpoint of a host.
    pub(super) fn new(mut host: Url) -> Self {
        host.set_path(PATH);
        Self {
            url: host,
            counts_body: AtomicBool::new(false),
        }
    }

    /// Exchanges, with the form of qsh that worked last and then once with the other: Bitbucket's
    /// own callbacks leave form fields out, the protocol's libraries may count them in.
    pub(super) async fn exchange<E: Edge>(
        &self,
        edge: &E,
        identity: &Identity,
        permit: &Permit,
    ) -> Result<AccessToken, Error> {
        use Hashed::{Path, PathAndBody};
        let counts_body = self.counts_body.load(Ordering::Relaxed);
        let [usual, other] = match counts_body {
            false => [Path, PathAndBody],
            true => [PathAndBody, Path],
        };
        let first = self.attempt(edge, identity, permit, usual).await;
        if !matches!(first, Err(Error::TokenRefused { .. })) {
            return first;
        }
        let other = self.attempt(edge, identity, permit, other).await;
        if other.is_ok() {
            self.counts_body.store(!counts_body, Ordering::Relaxed);
        }
        // The first refusal says more about the form that is expected to work.
        other.or(first)
    }

    async fn attempt<E: Edge>(
        &self,
        edge: &E,
        identity: &Identity,
        permit: &Permit,
        hashed: Hashed,
    ) -> Result<AccessToken, Error> {
        let body = form(permit);
        let now = edge.now();
        let query = match hashed {
            Hashed::Path => "",
            Hashed::PathAndBody => &body,
        };
        let authorization = identity.sign(&Method::POST, PATH, query, now)?;
        let body = Some(("application/x-www-form-urlencoded", body.into()));
        let request = request(Method::POST, &self.url, authorization, body)?;
        let answer = retry::send(edge, &request)
            .await
            .map_err(|why| Error::no_answer(PATH, why))?;
        match answer.status().as_u16() {
            200 => read(&answer.body().0, now),
            status @ (400 | 401 | 403) => Err(Error::TokenRefused { status }),
            status => Err(Error::Status {
                path: PATH.to_owned(),
                status,
            }),
        }
    }
}

fn form(permit: &Permit) -> String {
    let mut body = "grant_type=urn%3Abitbucket%3Aoauth2%3Ajwt".to_owned();
    let fields = [
        ("scope", Some(permit.scope())),
        (
            "bitbucket_repository",
            permit.repository().map(str::to_owned),
        ),
    ];
    for (name, value) in fields {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            body.push('&');
            body.push_str(name);
            body.push('=');
            body.extend(utf8_percent_encode(&value, COMPONENT));
        }
    }
    body
}

fn read(body: &[u8], now: u64) -> Result<AccessToken, Error> {
    let grant: Grant = serde_json::from_slice(body).map_err(|_| Error::ExchangeUnreadable)?;
    let plain = |b: u8| b.is_ascii_graphic();
    if grant.access_token.is_empty() || !grant.access_token.bytes().all(plain) {
        return Err(Error::ExchangeUnreadable);
    }
    let lifetime = grant.expires_in.unwrap_or(DEFAULT_LIFETIME);
    Ok(AccessToken::new(
        grant.access_token,
        now.saturating_add(lifetime),
    ))
}
