//! The calls.

use std::sync::Arc;

use atlassian_connect::ClientKey;
use http::{Method, Request, Response, StatusCode};
use url::Url;

use super::{
    AccessToken, Body, Edge, Error, Identity, Permit,
    edge::{authorization, request},
    exchange::Endpoint,
    redirect, retry,
    tokens::Tokens,
};

const JSON: &str = "application/json";

/// The two origins that are ever called, such as `https://bitbucket.org` and
/// `https://api.bitbucket.org`, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// Gives tokens.
    pub tokens: Url,
    /// Answers calls.
    pub api: Url,
}

/// Calls in the name of installations.
#[derive(Debug)]
pub struct InstalledAccount<E> {
    api: Url,
    edge: E,
    endpoint: Arc<Endpoint>,
    tokens: Tokens,
}

/// A call of the API: method, URL, JSON body.
struct Call<'a> {
    method: Method,
    url: Url,
    body: Option<&'a str>,
}

impl<E: Edge> InstalledAccount<E> {
    /// Calls `hosts` over `edge`.
    pub fn new(hosts: Hosts, edge: E) -> Self {
        Self {
            api: hosts.api,
            edge,
            endpoint: Endpoint::new(hosts.tokens).into(),
            tokens: Tokens::default(),
        }
    }

    /// Client that it calls over.
    pub const fn edge(&self) -> &E {
        &self.edge
    }

    /// This account over another edge: tokens are shared.
    pub fn over<F: Edge>(&self, edge: F) -> InstalledAccount<F> {
        InstalledAccount {
            api: self.api.clone(),
            edge,
            endpoint: Arc::clone(&self.endpoint),
            tokens: self.tokens.clone(),
        }
    }

    /// Calls the API with a token that `permit` narrows. `path` begins with `/2.0/`, is encoded and
    /// may have a query; `body` is JSON. Redirects of a GET are followed on the API's host.
    ///
    /// # Errors
    /// Any status but 2xx is [`Error::Status`], after one new token on 401 and after repeated
    /// attempts on 429 and 5xx; the others as they say.
    pub async fn call(
        &self,
        identity: &Identity,
        permit: &Permit,
        method: Method,
        path: &str,
        body: Option<&str>,
    ) -> Result<Response<Body>, Error> {
        let url = self.url(path)?;
        let call = Call { method, url, body };
        let token = self.token(identity, permit).await?;
        let answer = self.with_redirects(&call, &token).await?;
        if answer.status() != StatusCode::UNAUTHORIZED {
            return done(&call.url, answer);
        }
        let client = &identity.client;
        self.tokens.drop_refused(client, permit, &token).await;
        let token = self.token(identity, permit).await?;
        done(&call.url, self.with_redirects(&call, &token).await?)
    }

    /// A token that may do what `permit` says, for a minute at least.
    ///
    /// # Errors
    /// Those of the exchange.
    pub async fn token(&self, identity: &Identity, permit: &Permit) -> Result<AccessToken, Error> {
        let exchange = self.endpoint.exchange(&self.edge, identity, permit);
        let now = self.edge.now();
        self.tokens
            .find(&identity.client, permit, now, exchange)
            .await
    }

    /// Checks that Bitbucket accepts the identity's secret: makes a token exchange of its own, and drops
    /// the token.
    ///
    /// # Errors
    /// [`Error::TokenRefused`] when it does not; any other error says nothing about it.
    pub async fn prove(&self, identity: &Identity, permit: &Permit) -> Result<(), Error> {
        let exchange = self.endpoint.exchange(&self.edge, identity, permit);
        exchange.await.map(drop)
    }

    /// Makes Bitbucket read the app's descriptor again for this installation: `PUT /2.0/addon`, which
    /// takes a JWT alone.
    ///
    /// # Errors
    /// [`Error::Status`] with 400 when the installation would have to grant more than it did; the
    /// others as they say.
    pub async fn refresh_descriptor(&self, identity: &Identity) -> Result<(), Error> {
        let url = self.url("/2.0/addon")?;
        let authorization = identity.sign(&Method::PUT, url.path(), "", self.edge.now())?;
        let body = Some((JSON, "{}".to_owned().into()));
        let request = request(Method::PUT, &url, authorization, body)?;
        let answer = self.send(&url, &request).await?;
        done(&url, answer).map(drop)
    }

    /// Forgets the tokens of an installation that is gone.
    pub async fn forget(&self, client: &ClientKey) {
        self.tokens.forget(client).await;
    }

    /// The URL of an encoded path with query, below `/2.0/` once its dots are resolved.
    fn url(&self, path: &str) -> Result<Url, Error> {
        let below = |path: &str| path.starts_with("/2.0/");
        let url = self.api.join(path).ok();
        let url = url.filter(|url| below(path) && below(url.path()));
        url.ok_or_else(|| Error::ForeignPath {
            path: path.split(['?', '#']).next().unwrap_or_default().to_owned(),
        })
    }

    async fn with_redirects(
        &self,
        call: &Call<'_>,
        token: &AccessToken,
    ) -> Result<Response<Body>, Error> {
        let mut url = call.url.clone();
        for _ in 0..=redirect::LIMIT {
            let authorization = authorization("Bearer", token.expose(), url.path())?;
            let body = call.body.map(|body| (JSON, body.to_owned().into()));
            let request = request(call.method.clone(), &url, authorization, body)?;
            let answer = self.send(&url, &request).await?;
            match redirect::location(&answer) {
                Some(location) if call.method == Method::GET => {
                    url = redirect::follow(&url, location)?;
                }
                _ => return Ok(answer),
            }
        }
        Err(Error::TooManyRedirects {
            path: call.url.path().to_owned(),
            limit: redirect::LIMIT,
        })
    }

    async fn send(&self, url: &Url, request: &Request<Body>) -> Result<Response<Body>, Error> {
        let answer = retry::send(&self.edge, request).await;
        answer.map_err(|why| Error::no_answer(url.path(), why))
    }
}

fn done(url: &Url, answer: Response<Body>) -> Result<Response<Body>, Error> {
    if answer.status().is_success() {
        return Ok(answer);
    }
    Err(Error::Status {
        path: url.path().to_owned(),
        status: answer.status().as_u16(),
    })
}
