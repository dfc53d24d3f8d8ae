//! Sessions with the app's own server.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// Session that the server grants to a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionGrant {
    /// Proof of the session, sent with each call to the server.
    #[serde(rename = "session")]
    pub token: SessionToken,
    /// Seconds that the session lasts from when it was granted.
    pub expires_in: u64,
}

/// Token of a session. `Debug` redacts it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionToken(String);

impl SessionToken {
    /// Takes the text of the token.
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }

    /// Text of the token. Called `expose` so that every use stands out in review.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken([redacted])")
    }
}

#[derive(Deserialize)]
struct Members {
    session: Option<SessionToken>,
    expires_in: Option<u64>,
}

/// Reads a grant from among the members of a larger object: both of its members, or neither.
///
/// A flattened `Option` would turn every mistake in them into `None`.
pub(crate) fn optional<'de, D: Deserializer<'de>>(
    members: D,
) -> Result<Option<SessionGrant>, D::Error> {
    let Members {
        session,
        expires_in,
    } = Members::deserialize(members)?;
    match (session, expires_in) {
        (Some(token), Some(expires_in)) => Ok(Some(SessionGrant { token, expires_in })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(D::Error::missing_field("expires_in")),
        (None, Some(_)) => Err(D::Error::missing_field("session")),
    }
}
