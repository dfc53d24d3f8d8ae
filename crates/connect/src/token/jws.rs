//! Compact JWS with HS256, and nothing else (RFC 7515, RFC 7518 section 3.2).

use std::{borrow::Cow, fmt};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::{
    Deserialize,
    de::{self, Deserializer, MapAccess, Visitor},
};
use serde_json::Value;
use sha2::Sha256;

use crate::{Error, TokenPart};

/// Tokens longer than this many bytes are refused unread.
pub const MAX_TOKEN_LENGTH: usize = 8 * 1024;

/// Characters of a MAC.
const MAC_TEXT: usize = 43;

/// The headers that say `JWT` and `HS256` and nothing else, as libraries write them, in base64. Nearly
/// every token has one of them, and need not have it read.
const USUAL_HEADERS: [&str; 2] = [
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
];

/// A token taken apart; nothing in it can be trusted before [`Jws::check`].
#[derive(Clone)]
pub(crate) struct Jws<'a> {
    signed: &'a str,
    mac: Vec<u8>,
    kind: Option<Cow<'static, str>>,
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
        let mac = decode(mac, TokenPart::Signature)?;
        let header = match USUAL_HEADERS.contains(&header) {
            true => None,
            false => Some(Members::parse(header, TokenPart::Header)?),
        };
        let claims = Members::parse(claims, TokenPart::Claims)?;
        Ok(Self {
            signed,
            mac,
            kind: match header {
                None => Some(Cow::Borrowed("JWT")),
                Some(header) => kind(&header)?.map(|kind| Cow::Owned(kind.to_owned())),
            },
            claims,
        })
    }

    /// `typ` of the header.
    pub(crate) fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
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

/// `typ` of a header that asks for nothing but HS256.
fn kind(header: &Members) -> Result<Option<&str>, Error> {
    // RFC 7515, section 4.1.11: what it names must be understood, and nothing is.
    if header.value("crit").is_some() {
        return Err(Error::CriticalHeader);
    }
    match header.text("alg")? {
        Some("HS256") => header.text("typ"),
        found => Err(Error::Algorithm {
            found: excerpt(found.unwrap_or_default()),
        }),
    }
}

/// Signs header and claims, both JSON texts.
pub(crate) fn encode(header: &str, claims: &str, key: &[u8]) -> String {
    let mut token = String::with_capacity((header.len() + claims.len()) * 4 / 3 + MAC_TEXT + 4);
    URL_SAFE_NO_PAD.encode_string(header, &mut token);
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(claims, &mut token);
    let mac = mac(key, &token).finalize().into_bytes();
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(mac, &mut token);
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
    let decoded = URL_SAFE_NO_PAD.decode(text);
    decoded.map_err(|_| Error::Base64 { part })
}

/// At most 80 characters of text that came from outside.
pub(crate) fn excerpt(text: &str) -> String {
    text.chars().take(80).collect()
}

/// Members of a JSON object without duplicates.
#[derive(Clone)]
pub(crate) struct Members(Vec<(Name, Value)>);

/// The name of a member; those that every token has take no memory of their own.
#[derive(Clone)]
struct Name(Cow<'static, str>);

/// Members that a token usually has, at most.
const USUAL: usize = 8;

impl Members {
    fn parse(text: &str, part: TokenPart) -> Result<Self, Error> {
        let json = decode(text, part)?;
        let members: Self = serde_json::from_slice(&json).map_err(|_| Error::Json { part })?;
        match members.repeated() {
            Some(name) => Err(Error::DuplicateMember {
                part,
                name: excerpt(name),
            }),
            None => Ok(members),
        }
    }

    /// A name that occurs twice.
    fn repeated(&self) -> Option<&str> {
        let names = self.0.iter().map(|(Name(name), _)| &**name);
        if self.0.len() <= USUAL {
            let mut earlier = (0..).map(|position| names.clone().take(position));
            return names.clone().find(|name| {
                let mut earlier = earlier.next().into_iter().flatten();
                earlier.any(|other| other == *name)
            });
        }
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        let next = names.iter().skip(1);
        let pair = names.iter().zip(next).find(|(name, next)| name == next);
        pair.map(|(name, _)| *name)
    }

    /// All members as one typed value.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, Error> {
        let members = self.0.iter();
        let members = members.map(|(name, value)| (name.0.clone().into_owned(), value.clone()));
        let object = Value::Object(members.collect());
        serde_json::from_value(object).map_err(|_| Error::Json {
            part: TokenPart::Claims,
        })
    }

    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(member, _)| member.0 == name);
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

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::with_capacity(USUAL);
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Name, E> {
                Ok(Name(match name {
                    "aud" => Cow::Borrowed("aud"),
                    "exp" => Cow::Borrowed("exp"),
                    "iat" => Cow::Borrowed("iat"),
                    "iss" => Cow::Borrowed("iss"),
                    "qsh" => Cow::Borrowed("qsh"),
                    "sub" => Cow::Borrowed("sub"),
                    other => Cow::Owned(other.to_owned()),
                }))
            }
        }
        deserializer.deserialize_str(Text)
    }
}
