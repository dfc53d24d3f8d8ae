//! Verifying.

use std::fmt;

use serde_json::Value;

use super::{
    claims::Times,
    jws::{Jws, excerpt},
};
use crate::{AppKey, ClientKey, Error, RequestTarget, SharedSecret};

/// A token as it came. It can only say who claims to have issued it.
#[derive(Clone)]
pub struct UnverifiedToken<'a> {
    jws: Jws<'a>,
}

impl<'a> UnverifiedToken<'a> {
    /// Takes a compact JWS apart.
    ///
    /// # Errors
    /// When it is not one of at most [`crate::MAX_TOKEN_LENGTH`] bytes with HS256 and type `JWT`,
    /// or names no issuer.
    pub fn parse(token: &'a str) -> Result<Self, Error> {
        let jws = Jws::parse(token)?;
        match jws.kind() {
            None => {}
            Some(kind) if kind.eq_ignore_ascii_case("JWT") => {}
            Some(other) => {
                return Err(Error::TokenType {
                    found: excerpt(other),
                    expected: "JWT",
                });
            }
        }
        jws.claims.issuer()?;
        Ok(Self { jws })
    }

    /// Issuer that the token claims: good for looking a secret up, and for nothing else.
    pub fn claimed_issuer(&self) -> &str {
        // Parsing has made sure that there is one.
        self.jws.claims.issuer().unwrap_or_default()
    }

    /// Checks a token from Bitbucket: iframe page, lifecycle, webhook, proxied call.
    ///
    /// # Errors
    /// The first check that fails, in the order signature, times, audience, request.
    pub fn verify(
        &self,
        secret: &SharedSecret,
        target: &RequestTarget<'_>,
        now: u64,
    ) -> Result<VerifiedToken, Error> {
        let times = self.check(secret, now)?;
        self.check_audience()?;
        self.check_request(target)?;
        Ok(VerifiedToken {
            client_key: ClientKey::new(self.claimed_issuer()),
            expires_at: times.expires_at,
            issued_at: times.issued_at,
            subject: self.jws.claims.subject()?.map(str::to_owned),
        })
    }

    /// Checks a token from an app, as Bitbucket does: for those who play Bitbucket.
    ///
    /// # Errors
    /// The first check that fails, in the order signature, times, issuer, request.
    pub fn verify_api_call(
        &self,
        app: &AppKey,
        secret: &SharedSecret,
        target: &RequestTarget<'_>,
        now: u64,
    ) -> Result<VerifiedApiCall, Error> {
        self.check(secret, now)?;
        if self.claimed_issuer() != app.as_str() {
            return Err(Error::WrongIssuer {
                expected: app.to_string(),
                found: excerpt(self.claimed_issuer()),
            });
        }
        let subject = self.jws.claims.subject()?;
        let client_key = ClientKey::new(subject.ok_or(Error::MissingClaim { claim: "sub" })?);
        self.check_request(target)?;
        Ok(VerifiedApiCall { client_key })
    }

    /// The clientKey that a call to Bitbucket claims to be for; as untrusted as the issuer.
    pub fn claimed_subject(&self) -> Option<&str> {
        self.jws.claims.subject().ok().flatten()
    }

    fn check(&self, secret: &SharedSecret, now: u64) -> Result<Times, Error> {
        self.jws.check(secret.expose().as_bytes())?;
        self.jws.claims.times(now)
    }

    fn check_request(&self, target: &RequestTarget<'_>) -> Result<(), Error> {
        let claimed = self.jws.claims.qsh()?;
        let canonical = target.canonical()?;
        if canonical.accepts(claimed) {
            Ok(())
        } else {
            Err(Error::Qsh {
                claimed: excerpt(claimed),
                expected: canonical.qsh().to_string(),
            })
        }
    }

    /// Bitbucket addresses its tokens to the installation, or (proxied calls) to nobody.
    fn check_audience(&self) -> Result<(), Error> {
        let wrong = Error::ClaimType {
            claim: "aud",
            expected: "string or list of strings",
        };
        let issuer = self.claimed_issuer();
        let audience = match &self.jws.claims.aud {
            None => return Ok(()),
            Some(Value::String(one)) if one == issuer => return Ok(()),
            Some(Value::String(one)) => vec![one.as_str()],
            Some(Value::Array(many)) => {
                let texts: Option<Vec<&str>> = many.iter().map(Value::as_str).collect();
                texts.ok_or(wrong)?
            }
            Some(_) => return Err(wrong),
        };
        if audience.contains(&issuer) {
            return Ok(());
        }
        Err(Error::WrongAudience {
            expected: issuer.to_owned(),
            found: audience.into_iter().map(excerpt).collect(),
        })
    }
}

impl fmt::Debug for UnverifiedToken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnverifiedToken")
            .field("claimed_issuer", &self.claimed_issuer())
            .finish_non_exhaustive()
    }
}

/// A token from Bitbucket whose signature, times, audience and request were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedToken {
    client_key: ClientKey,
    expires_at: u64,
    issued_at: u64,
    subject: Option<String>,
}

impl VerifiedToken {
    /// The installation that signed it.
    pub fn client_key(&self) -> &ClientKey {
        &self.client_key
    }

    /// `exp`, in seconds since the Unix epoch.
    pub fn expires_at(&self) -> u64 {
        self.expires_at
    }

    /// `iat`, in seconds since the Unix epoch: events are ordered by it.
    pub fn issued_at(&self) -> u64 {
        self.issued_at
    }

    /// `sub`, where Bitbucket sends it.
    pub fn subject(&self) -> Option<&str> {
        self.subject.as_deref()
    }
}

/// A token from an app whose signature, times, issuer and request were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedApiCall {
    client_key: ClientKey,
}

impl VerifiedApiCall {
    /// The installation that it is for.
    pub fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}
