//! The app's own short-lived tokens: what a page that Bitbucket vouched for may do afterwards.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    ClientKey, Error, TokenPart,
    context::{Page, PageContext, Uuid},
    token::jws::{self, Jws, excerpt},
};

/// Seconds that a session lasts.
pub const LIFETIME: u64 = 15 * 60;

/// `typ` of a session token: no parser of Bitbucket's JWTs takes it.
const TYPE: &str = "sightline-session+jwt";
const HEADER: &str = r#"{"alg":"HS256","typ":"sightline-session+jwt"}"#;
const AUDIENCE: &str = "sightline-session";

/// The server's own key, 256 random bits. Never printed.
#[derive(Clone)]
pub struct SessionKey(Zeroizing<[u8; 32]>);

impl SessionKey {
    /// Takes 32 bytes of randomness.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKey([redacted])")
    }
}

/// Installation, page, repository and reader that a session is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The installation.
    pub client_key: ClientKey,
    /// The page that it was issued to.
    pub page: Page,
    /// The repository of that page.
    pub repository: Option<Uuid>,
    /// The reader of that page.
    pub user: Option<Uuid>,
}

impl Session {
    /// The session of a page that Bitbucket vouched for.
    pub fn of(client_key: ClientKey, context: &PageContext) -> Self {
        Self {
            client_key,
            page: context.page,
            repository: context.repository.as_ref().map(|r| r.uuid.clone()),
            user: context.user.clone(),
        }
    }
}

/// A verified session of the configure page, with the reader it was issued to: it opens what sessions
/// of other pages do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdminSession {
    client_key: ClientKey,
    user: Uuid,
}

impl AdminSession {
    /// Reads the token of such a session.
    ///
    /// # Errors
    /// Those of [`verify`], [`Error::SessionPage`] for the session of another page, and
    /// [`Error::MissingClaim`] where nobody was signed in.
    pub fn verify(token: &str, key: &SessionKey, now: u64) -> Result<Self, Error> {
        let session = verify(token, key, now)?;
        let expected = Page::Configure;
        if session.page != expected {
            return Err(Error::SessionPage {
                expected,
                found: session.page,
            });
        }
        let user = session.user.ok_or(Error::MissingClaim { claim: "user" })?;
        Ok(Self {
            client_key: session.client_key,
            user,
        })
    }

    /// The installation, and no other.
    pub fn client_key(&self) -> &ClientKey {
        &self.client_key
    }

    /// Reader of the page.
    pub fn user(&self) -> &Uuid {
        &self.user
    }
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'static str,
    iat: u64,
    exp: u64,
    sub: &'a ClientKey,
    #[serde(flatten)]
    place: Place<'a>,
}

/// Page, repository and reader in the claims of a session.
#[derive(Serialize, Deserialize)]
struct Place<'a> {
    page: Page,
    repository: Option<Cow<'a, Uuid>>,
    user: Option<Cow<'a, Uuid>>,
}

/// A session token on its way to the page that it was issued to. Never printed.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct SessionToken(String);

impl SessionToken {
    /// The token itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken([redacted])")
    }
}

/// Issues a token for `session` that ends [`LIFETIME`] seconds after `now`.
pub fn issue(session: &Session, key: &SessionKey, now: u64) -> SessionToken {
    let claims = Claims {
        aud: AUDIENCE,
        iat: now,
        exp: now.saturating_add(LIFETIME),
        sub: &session.client_key,
        place: Place {
            page: session.page,
            repository: session.repository.as_ref().map(Cow::Borrowed),
            user: session.user.as_ref().map(Cow::Borrowed),
        },
    };
    #[expect(clippy::expect_used, reason = "strings and numbers always serialize")]
    let json = serde_json::to_string(&claims).expect("claims are JSON");
    SessionToken(jws::encode(HEADER, &json, key.0.as_slice()))
}

/// Reads a session token back.
///
/// # Errors
/// [`Error::TokenType`] for any other kind of token, else the first check that fails.
pub fn verify(token: &str, key: &SessionKey, now: u64) -> Result<Session, Error> {
    let jws = Jws::parse(token)?;
    let kind = jws.kind().unwrap_or_default();
    if kind != TYPE {
        return Err(Error::TokenType {
            found: excerpt(kind),
            expected: TYPE,
        });
    }
    jws.check(key.0.as_slice())?;
    let aud = jws.claims.audience()?;
    if aud != AUDIENCE {
        return Err(Error::WrongAudience {
            expected: AUDIENCE.to_owned(),
            found: vec![excerpt(aud)],
        });
    }
    jws.claims.times(now)?;
    let part = TokenPart::Claims;
    let client_key = jws.claims.subject()?.ok_or(Error::Json { part })?;
    let client_key = ClientKey::new(client_key);
    let place: Place<'_> = jws.claims.others()?;
    Ok(Session {
        client_key,
        page: place.page,
        repository: place.repository.map(Cow::into_owned),
        user: place.user.map(Cow::into_owned),
    })
}
