//! Claims as they came, and what is the same for all of them.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned, MapAccess, Visitor},
};
use serde_json::{Map, Value};

use super::jws::text;
use crate::{Error, TokenPart};

/// Seconds by which clocks may differ; the same for every claim.
pub const LEEWAY: u64 = 60;

/// Seconds that a token may still be good for. Bitbucket's end after an hour at most.
pub const MAX_LIFETIME: u64 = 24 * 60 * 60;

/// Claims. None occurs twice. Their types are checked where they are read, so that an error
/// names the claim.
#[derive(Clone, Deserialize)]
pub(crate) struct RawClaims {
    iss: Option<Value>,
    sub: Option<Value>,
    pub(crate) aud: Option<Value>,
    qsh: Option<Value>,
    iat: Option<Value>,
    exp: Option<Value>,
    #[serde(flatten)]
    others: Others,
}

/// Checked times of a token, in seconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Times {
    pub(crate) issued_at: u64,
    pub(crate) expires_at: u64,
}

impl RawClaims {
    pub(crate) fn issuer(&self) -> Result<&str, Error> {
        required(text(self.iss.as_ref(), "iss")?, "iss")
    }

    pub(crate) fn subject(&self) -> Result<Option<&str>, Error> {
        text(self.sub.as_ref(), "sub")
    }

    /// A single audience.
    pub(crate) fn audience(&self) -> Result<&str, Error> {
        required(text(self.aud.as_ref(), "aud")?, "aud")
    }

    pub(crate) fn qsh(&self) -> Result<&str, Error> {
        required(text(self.qsh.as_ref(), "qsh")?, "qsh")
    }

    /// The times, if the token is good at `now`.
    pub(crate) fn times(&self, now: u64) -> Result<Times, Error> {
        let exp = required(seconds(self.exp.as_ref(), "exp")?, "exp")?;
        let iat = required(seconds(self.iat.as_ref(), "iat")?, "iat")?;
        if exp.saturating_add(LEEWAY) < now {
            return Err(Error::Expired { now, exp });
        }
        if exp > now.saturating_add(MAX_LIFETIME).saturating_add(LEEWAY) {
            return Err(Error::ExpiresTooLate { now, exp });
        }
        if iat > now.saturating_add(LEEWAY) {
            return Err(Error::IssuedInFuture { now, iat });
        }
        Ok(Times {
            issued_at: iat,
            expires_at: exp,
        })
    }

    /// All claims that have no meaning in every token, as one typed value.
    pub(crate) fn others<T: DeserializeOwned>(self) -> Result<T, Error> {
        let others = serde_json::from_value(Value::Object(self.others.0));
        let part = TokenPart::Claims;
        others.map_err(|_| Error::Json { part })
    }
}

fn required<T>(value: Option<T>, claim: &'static str) -> Result<T, Error> {
    value.ok_or(Error::MissingClaim { claim })
}

/// A time in seconds. It may have a fraction (RFC 7519, section 2, NumericDate), which is cut off.
fn seconds(value: Option<&Value>, claim: &'static str) -> Result<Option<u64>, Error> {
    let Some(value) = value else { return Ok(None) };
    let fraction = || value.as_f64().filter(|seconds| *seconds >= 0.0);
    let whole = value.as_u64().or_else(|| fraction().map(|cut| cut as u64));
    whole.map(Some).ok_or(Error::ClaimType {
        claim,
        expected: "number of seconds",
    })
}

/// Members that a type has no field for. serde refuses a field that occurs twice by itself; this
/// refuses all others.
#[derive(Clone)]
pub(super) struct Others(Map<String, Value>);

impl<'de> Deserialize<'de> for Others {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Unique;
        impl<'de> Visitor<'de> for Unique {
            type Value = Others;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Others, A::Error> {
                let mut members = Map::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    if members.contains_key(&name) {
                        let problem = format!("duplicate field `{name}`");
                        return Err(de::Error::custom(problem));
                    }
                    members.insert(name, value);
                }
                Ok(Others(members))
            }
        }
        deserializer.deserialize_map(Unique)
    }
}
