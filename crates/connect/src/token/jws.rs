//! Compact JWS with HS256, and nothing else (RFC 7515, RFC 7518 section 3.2).

use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use serde::{
    Deserialize,
    de::{Deserializer, MapAccess, Visitor},
};
use serde_json::Value;
use sha2::Sha256;

use crate::{Error, TokenPart};

/// Tokens longer than this many bytes are refused unread.
pub const MAX_TOKEN_LENGTH: usize = 8 * 1024;

/// A token taken apart; nothing in it can be trusted before [`Jws::check`].
#[derive(Clone)]
pub(crate) struct Jws<'a> {
    signed: &'a str,
    mac: Vec<u8>,
    header: Members,
    /// The claims.
    pub(crate) claims: Members,
}

impl<'a> Jws<'a> {
    pub(crate) fn parse(token: &'a str) -> Result<Self, Error> {
        if token.len() > MAX_TOKEN_LENGTH {
            return Err(Error::TooLong {
                length: token.len(),
                limit: MAX_TOKEN_LENGTH,
            });
        }
        let Some((signed, header, claims, mac)) = parts(token) else {
            return Err(Error::Parts {
                found: token.split('.').count(),
            });
        };
        let jws = Self {
            signed,
            mac: decode(mac, TokenPart::Signature)?,
            header: Members::parse(header, TokenPart::Header)?,
            claims: Members::parse(claims, TokenPart::Claims)?,
        };
        // RFC 7515, section 4.1.11: what it names must be understood, and nothing is.
        if jws.header.value("crit").is_some() {
            return Err(Error::CriticalHeader);
        }
        match jws.header.text("alg")? {
            Some("HS256") => Ok(jws),
            found => Err(Error::Algorithm {
                found: excerpt(found.unwrap_or_default()),
            }),
        }
    }

    /// `typ` of the header.
    pub(crate) fn kind(&self) -> Result<Option<&str>, Error> {
        self.header.text("typ")
    }

    /// Checks the MAC in constant time. Everybody knows the empty key, so nothing verifies with it.
    pub(crate) fn check(&self, key: &[u8]) -> Result<(), Error> {
        if key.is_empty() {
            return Err(Error::EmptySecret);
        }
        mac(key, self.signed)
            .verify_slice(&self.mac)
            .map_err(|_| Error::Signature)
    }
}

/// Signs header and claims, both JSON texts.
pub(crate) fn encode(header: &str, claims: &str, key: &[u8]) -> String {
    let mut token = Base64UrlUnpadded::encode_string(header.as_bytes());
    token.push('.');
    token.push_str(&Base64UrlUnpadded::encode_string(claims.as_bytes()));
    let mac = mac(key, &token).finalize().into_bytes();
    token.push('.');
    token.push_str(&Base64UrlUnpadded::encode_string(&mac));
    token
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn mac(key: &[u8], text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    mac.update(text.as_bytes());
    mac
}

/// What is signed, and the three parts; `None` for any other number of them.
fn parts(token: &str) -> Option<(&str, &str, &str, &str)> {
    let (signed, mac) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    (!claims.contains('.')).then_some((signed, header, claims, mac))
}

/// Takes the canonical encoding only: no padding, no stray bits, no other alphabet.
fn decode(text: &str, part: TokenPart) -> Result<Vec<u8>, Error> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| Error::Base64 { part })
}

/// At most 80 characters of text that came from outside.
pub(crate) fn excerpt(text: &str) -> String {
    text.chars().take(80).collect()
}

/// Members of a JSON object without duplicates.
#[derive(Clone)]
pub(crate) struct Members(Vec<(String, Value)>);

impl Members {
    fn parse(text: &str, part: TokenPart) -> Result<Self, Error> {
        let json = decode(text, part)?;
        let members: Self = serde_json::from_slice(&json).map_err(|_| Error::Json { part })?;
        let mut names: Vec<&str> = members.0.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        let next = names.iter().skip(1);
        match names.iter().zip(next).find(|(name, next)| name == next) {
            Some((name, _)) => Err(Error::DuplicateMember {
                part,
                name: excerpt(name),
            }),
            None => Ok(members),
        }
    }

    /// All members as one typed value.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, Error> {
        let object = Value::Object(self.0.iter().cloned().collect());
        serde_json::from_value(object).map_err(|_| Error::Json {
            part: TokenPart::Claims,
        })
    }

    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(member, _)| member == name);
        found.map(|(_, value)| value)
    }

    pub(crate) fn text(&self, name: &'static str) -> Result<Option<&str>, Error> {
        match self.value(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Error::ClaimType {
                claim: name,
                expected: "string",
            }),
        }
    }

    pub(crate) fn required_text(&self, name: &'static str) -> Result<&str, Error> {
        self.text(name)?.ok_or(Error::MissingClaim { claim: name })
    }

    /// A time in whole seconds.
    pub(crate) fn seconds(&self, name: &'static str) -> Result<Option<u64>, Error> {
        let wrong = Error::ClaimType {
            claim: name,
            expected: "number of seconds",
        };
        match self.value(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(number)) => number.as_u64().map(Some).ok_or(wrong),
            Some(_) => Err(wrong),
        }
    }

    pub(crate) fn required_seconds(&self, name: &'static str) -> Result<u64, Error> {
        self.seconds(name)?
            .ok_or(Error::MissingClaim { claim: name })
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Members;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}
