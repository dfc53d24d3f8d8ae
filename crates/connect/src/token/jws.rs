//! Compact JWS with HS256, and nothing else (RFC 7515, RFC 7518 section 3.2).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::Value;
use sha2::Sha256;

use super::claims::{Others, RawClaims};
use crate::{Error, TokenPart};

/// Tokens longer than this many bytes are refused unread.
pub const MAX_TOKEN_LENGTH: usize = 8 * 1024;

/// Characters of a MAC.
const MAC_TEXT: usize = 43;

/// A token taken apart; nothing in it can be trusted before [`Jws::check`].
#[derive(Clone)]
pub(crate) struct Jws<'a> {
    signed: &'a str,
    mac: Vec<u8>,
    kind: Option<String>,
    /// The claims.
    pub(crate) claims: RawClaims,
}

/// Statement of a header, as far as it matters here.
#[derive(Deserialize)]
struct Header {
    alg: Option<Value>,
    typ: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    crit: bool,
    #[serde(flatten)]
    _others: Others,
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
        let header: Header = read(header, TokenPart::Header)?;
        let claims = read(claims, TokenPart::Claims)?;
        Ok(Self {
            signed,
            mac,
            kind: kind(&header)?.map(str::to_owned),
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
fn kind(header: &Header) -> Result<Option<&str>, Error> {
    // RFC 7515, section 4.1.11: what it names must be understood, and nothing is.
    if header.crit {
        return Err(Error::CriticalHeader);
    }
    match text(header.alg.as_ref(), "alg")? {
        Some("HS256") => text(header.typ.as_ref(), "typ"),
        found => Err(Error::Algorithm {
            found: excerpt(found.unwrap_or_default()),
        }),
    }
}

/// Returns whether a member is there, whatever its value.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| true)
}

/// A text; null counts as absent.
pub(super) fn text<'a>(
    value: Option<&'a Value>,
    claim: &'static str,
) -> Result<Option<&'a str>, Error> {
    let expected = "string";
    match value {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Error::ClaimType { claim, expected }),
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

/// Returns the signed text, and the three parts; `None` for any other number of them.
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

fn read<T: DeserializeOwned>(text: &str, part: TokenPart) -> Result<T, Error> {
    let json = decode(text, part)?;
    serde_json::from_slice(&json).map_err(|error| match repeated(&error.to_string()) {
        Some(name) => Error::DuplicateMember {
            part,
            name: excerpt(name),
        },
        None => Error::Json { part },
    })
}

/// The member that serde names where one occurs twice; it tells in no other way.
fn repeated(problem: &str) -> Option<&str> {
    let (name, _) = problem
        .strip_prefix("duplicate field `")?
        .rsplit_once('`')?;
    Some(name)
}

/// Returns at most 80 characters of text that came from outside.
pub(crate) fn excerpt(text: &str) -> String {
    text.chars().take(80).collect()
}
