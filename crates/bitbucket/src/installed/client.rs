//! The calls.

use atlassian_connect::ClientKey;

use super::{
    AccessToken, Answer, Call, Credentials, Edge, Error, Identity, Method, Permit, Unreachable,
    error::without_query,
    exchange::Endpoint,
    redirect::{self, follow, is_redirect},
    retry,
    tokens::Tokens,
};

/// The two origins that are ever called, such as `https://bitbucket.org` and
/// `https://api.bitbucket.org`: no path, no trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// Gives tokens.
    pub tokens: String,
    /// Answers calls.
    pub api: String,
}

/// Calls in the name of installations.
#[derive(Debug)]
pub struct InstalledAccount<E> {
    api: String,
    edge: E,
    endpoint: Endpoint,
    tokens: Tokens,
}

/// What is asked for: method, encoded path with query, JSON body.
struct Ask<'a> {
    method: Method,
    path: &'a str,
    body: Option<&'a str>,
}

impl<E: Edge> InstalledAccount<E> {
    /// Calls `hosts` over `edge`.
    pub fn new(hosts: Hosts, edge: E) -> Self {
        Self {
            api: hosts.api,
            edge,
            endpoint: Endpoint::new(hosts.tokens),
            tokens: Tokens::default(),
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
    ) -> Result<Answer, Error> {
        if !path.starts_with("/2.0/") {
            return Err(Error::ForeignPath {
                path: without_query(path),
            });
        }
        let ask = Ask { method, path, body };
        let token = self.token(identity, permit).await?;
        let answer = self.with_redirects(&ask, &token).await?;
        if answer.status != 401 {
            return done(path, answer);
        }
        let client = &identity.client;
        self.tokens.drop_refused(client, permit, &token).await;
        let token = self.token(identity, permit).await?;
        done(path, self.with_redirects(&ask, &token).await?)
    }

    /// A token that may do what `permit` says, for a minute at least.
    ///
    /// # Errors
    /// As the exchange ends.
    pub async fn token(&self, identity: &Identity, permit: &Permit) -> Result<AccessToken, Error> {
        let exchange = self.endpoint.exchange(&self.edge, identity, permit);
        let now = self.edge.now();
        self.tokens
            .find(&identity.client, permit, now, exchange)
            .await
    }

    /// Whether Bitbucket accepts the identity's secret: a token exchange of its own, whose token is
    /// thrown away.
    ///
    /// # Errors
    /// [`Error::TokenRefused`] when it does not; any other error says nothing about it.
    pub async fn prove(&self, identity: &Identity, permit: &Permit) -> Result<(), Error> {
        let exchange = self.endpoint.exchange(&self.edge, identity, permit);
        exchange.await.map(drop)
    }

    /// Makes Bitbucket read the app's descriptor anew for this installation: `PUT /2.0/addon`, which
    /// takes a JWT alone.
    ///
    /// # Errors
    /// [`Error::Status`] with 400 when the installation would have to grant more than it did; the
    /// others as they say.
    pub async fn refresh_descriptor(&self, identity: &Identity) -> Result<(), Error> {
        let path = "/2.0/addon";
        let call = Call {
            method: Method::Put,
            url: format!("{}{path}", self.api),
            authorization: identity.sign(Method::Put, path, "", self.edge.now())?,
            body: Some(("application/json", "{}".to_owned())),
        };
        let answer = self.send(&call).await?;
        done(path, answer).map(drop)
    }

    /// Forgets the tokens of an installation that is gone.
    pub fn forget(&self, client: &ClientKey) {
        self.tokens.forget(client);
    }

    async fn with_redirects(&self, ask: &Ask<'_>, token: &AccessToken) -> Result<Answer, Error> {
        let mut call = Call {
            method: ask.method,
            url: format!("{}{}", self.api, ask.path),
            authorization: Credentials::bearer(token.expose()),
            body: ask.body.map(|body| ("application/json", body.to_owned())),
        };
        for _ in 0..=redirect::LIMIT {
            let answer = self.send(&call).await?;
            match &answer.location {
                Some(location) if is_redirect(answer.status) && ask.method == Method::Get => {
                    call.url = follow(&self.api, &call.url, location)?;
                }
                _ => return Ok(answer),
            }
        }
        Err(Error::TooManyRedirects {
            path: without_query(ask.path),
            limit: redirect::LIMIT,
        })
    }

    async fn send(&self, call: &Call) -> Result<Answer, Error> {
        let failed = |Unreachable { reason }| Error::Unreachable {
            path: without_query(&call.url),
            reason,
        };
        retry::send(&self.edge, call).await.map_err(failed)
    }
}

fn done(path: &str, answer: Answer) -> Result<Answer, Error> {
    match answer.status {
        200..=299 => Ok(answer),
        status => Err(Error::Status {
            path: without_query(path),
            status,
        }),
    }
}
