//! Claims as they came, and what is the same for all of them.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, MapAccess, Visitor},
};
use serde_json::{Map, Value, map::Entry};

use super::jws::excerpt;
use crate::{Error, TokenPart};

/// Seconds by which clocks may differ; the same for every claim.
pub const LEEWAY: u64 = 60;

/// Seconds that a token may still be good for. Bitbucket's end after an hour at most.
pub const MAX_LIFETIME: u64 = 24 * 60 * 60;

/// Claims. Their types are checked where they are read, so that an error names the claim.
#[derive(Clone)]
pub(crate) struct RawClaims(Members);

/// Members of a JSON object, none of which occurs twice.
#[derive(Clone)]
pub(super) struct Members(Map<String, Value>);

/// Checked times of a token, in seconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Times {
    pub(crate) issued_at: u64,
    pub(crate) expires_at: u64,
}

impl RawClaims {
    pub(super) fn new(members: Members) -> Self {
        Self(members)
    }

    pub(crate) fn issuer(&self) -> Result<&str, Error> {
        required(self.0.text("iss")?, "iss")
    }

    pub(crate) fn subject(&self) -> Result<Option<&str>, Error> {
        self.0.text("sub")
    }

    /// A single audience.
    pub(crate) fn audience(&self) -> Result<&str, Error> {
        required(self.0.text("aud")?, "aud")
    }

    /// `aud` as it came: one audience or several.
    pub(crate) fn audiences(&self) -> Option<&Value> {
        self.0.get("aud")
    }

    pub(crate) fn qsh(&self) -> Result<&str, Error> {
        required(self.0.text("qsh")?, "qsh")
    }

    /// The times, if the token is good at `now`.
    pub(crate) fn times(&self, now: u64) -> Result<Times, Error> {
        let exp = required(seconds(self.0.get("exp"), "exp")?, "exp")?;
        let iat = required(seconds(self.0.get("iat"), "iat")?, "iat")?;
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

    /// Claims that have no meaning in every token, as one typed value.
    pub(crate) fn others<T: DeserializeOwned>(self) -> Result<T, Error> {
        let others = serde_json::from_value(Value::Object(self.0.0));
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

impl Members {
    /// Reads an object.
    pub(super) fn parse(json: &[u8], part: TokenPart) -> Result<Self, Error> {
        match serde_json::from_slice(json).map_err(|_| Error::Json { part })? {
            Object::Unique(members) => Ok(Self(members)),
            Object::Repeated(name) => Err(Error::DuplicateMember {
                part,
                name: excerpt(&name),
            }),
        }
    }

    /// A member; null counts as absent.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// Whether a member is there, whatever it is.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// A text.
    pub(super) fn text(&self, name: &'static str) -> Result<Option<&str>, Error> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Error::ClaimType {
                claim: name,
                expected: "string",
            }),
        }
    }
}

/// A JSON object, or the name that occurs twice in it.
enum Object {
    Unique(Map<String, Value>),
    Repeated(String),
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnObject;
        impl<'de> Visitor<'de> for AnObject {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members = Map::new();
                let mut repeated = None;
                // To the end, since what follows may be no JSON.
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    match members.entry(name) {
                        Entry::Vacant(entry) => {
                            entry.insert(value);
                        }
                        Entry::Occupied(entry) => {
                            repeated.get_or_insert_with(|| entry.key().clone());
                        }
                    }
                }
                Ok(repeated.map_or(Object::Unique(members), Object::Repeated))
            }
        }
        deserializer.deserialize_map(AnObject)
    }
}
