//! Query parameters: form decoding in, RFC 3986 encoding out.
//!
//! Every page is opened through this. Most text arrives encoded as it has to leave, so it is borrowed
//! as it stands, and only what is written in another way is decoded and encoded anew.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::MAX_PARAMETERS;
use crate::Error;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Parameters that Bitbucket's addresses have, at most.
const USUAL: usize = 16;

/// Encoded names and values, ordered by encoded name and without `jwt`. Encoding is one to one, so
/// equal names are neighbours.
#[derive(Debug)]
pub(super) struct Parameters<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Parameters<'a> {
    pub(super) fn parse(query: &'a str) -> Result<Self, Error> {
        let mut parameters = Vec::with_capacity(USUAL);
        let (mut rest, mut found) = (query, 0);
        while !rest.is_empty() {
            if let Some(next) = rest.strip_prefix('&') {
                rest = next;
                continue;
            }
            found += 1;
            if found > MAX_PARAMETERS {
                return Err(Error::TooManyParameters {
                    found: pieces(query).count(),
                    limit: MAX_PARAMETERS,
                });
            }
            let name;
            (name, rest) = canonical(rest, |byte| matches!(byte, b'=' | b'&'));
            let value = rest.strip_prefix('=').unwrap_or(rest);
            if name == "jwt" {
                rest = value
                    .find('&')
                    .and_then(|end| value.get(end..))
                    .unwrap_or_default();
                continue;
            }
            let (value, next) = canonical(value, |byte| byte == b'&');
            parameters.push((name, value));
            rest = next;
        }
        parameters.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(Self(parameters))
    }

    /// Writes them ordered by encoded name, repeated values by code point.
    pub(super) fn write_by_encoded_name(&self, text: &mut String) {
        let values = |group: &mut [Cow<'_, str>]| group.sort_unstable();
        write(self.groups(), values, text);
    }

    /// Whether [`Parameters::write_by_decoded_name`] may write another text.
    pub(super) fn depend_on_the_order(&self) -> bool {
        let mut groups = self.groups();
        groups.any(|group| !matches!(group, [(name, _)] if !name.bytes().any(|byte| byte == b'%')))
    }

    /// Writes them ordered by decoded name and repeated values by UTF-16 unit.
    pub(super) fn write_by_decoded_name(&self, text: &mut String) {
        let mut groups: Vec<_> = self.groups().collect();
        groups.sort_by_cached_key(|group| {
            let name = group.first().map(|(name, _)| decode(name));
            name.map(|name| name.encode_utf16().collect::<Vec<u16>>())
        });
        let values = |group: &mut [Cow<'_, str>]| {
            group.sort_by(|one, other| one.encode_utf16().cmp(other.encode_utf16()));
        };
        write(groups.into_iter(), values, text);
    }

    fn groups(&self) -> impl Iterator<Item = &[(Cow<'a, str>, Cow<'a, str>)]> {
        self.0.chunk_by(|(one, _), (other, _)| one == other)
    }
}

fn pieces(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').filter(|piece| !piece.is_empty())
}

fn write<'a, 'b: 'a>(
    groups: impl Iterator<Item = &'a [(Cow<'b, str>, Cow<'b, str>)]>,
    sort: impl Fn(&mut [Cow<'_, str>]),
    text: &mut String,
) {
    for (position, group) in groups.enumerate() {
        if position > 0 {
            text.push('&');
        }
        match group {
            [(name, value)] => text.extend([name, "=", value]),
            [(name, _), ..] => {
                let mut values: Vec<Cow<'_, str>> =
                    group.iter().map(|(_, value)| decode(value)).collect();
                sort(&mut values);
                let values: Vec<String> = values.iter().map(|value| encode(value)).collect();
                text.extend([name, "=", &values.join(",")]);
            }
            [] => {}
        }
    }
}

/// What stands before an ending byte, decoded and encoded again, and the rest from there on. Text as
/// it is found most is looked at once, and borrowed.
// Inlined: handing a `Cow` back through memory costs as much as the check.
#[inline]
fn canonical(text: &str, ends: impl Fn(u8) -> bool) -> (Cow<'_, str>, &str) {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(plain) = rest.iter().position(|byte| !is_unreserved(*byte)) else {
            at = text.len();
            break;
        };
        at += plain;
        let rest = bytes.get(at..).unwrap_or_default();
        at += match rest {
            [byte, ..] if ends(*byte) => break,
            [b'%', high @ b'2'..=b'7', low, ..] if is_reserved(*high, *low) => 3,
            _ => {
                let end = rest.iter().position(|byte| ends(*byte));
                let (half, rest) = split(text, end.map_or(text.len(), |end| at + end));
                return (Cow::Owned(encode(&decode(half))), rest);
            }
        };
    }
    let (half, rest) = split(text, at);
    (Cow::Borrowed(half), rest)
}

/// Before an ASCII character, or at the end.
fn split(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// Whether `%` and these digits is how an ASCII character has to be written.
fn is_reserved(high: u8, low: u8) -> bool {
    upper_digit(low).is_some_and(|low| !is_unreserved((high - b'0') * 16 + low))
}

#[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
fn is_unreserved(byte: u8) -> bool {
    const TABLE: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            let other = matches!(byte, b'-' | b'.' | b'_' | b'~');
            table[byte as usize] = byte.is_ascii_alphanumeric() || other;
            byte += 1;
        }
        table
    };
    TABLE[usize::from(byte)]
}

fn upper_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// A value as form decoding reads it.
fn decode(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte == b'%' || byte == b'+') {
        return Cow::Borrowed(text);
    }
    let spaced = match text.contains('+') {
        true => Cow::Owned(text.replace('+', " ")),
        false => Cow::Borrowed(text),
    };
    let mut bytes = Vec::with_capacity(spaced.len());
    bytes.extend(percent_decode_str(&spaced));
    let text = String::from_utf8(bytes);
    Cow::Owned(text.unwrap_or_else(|broken| {
        let text = String::from_utf8_lossy(broken.as_bytes());
        text.into_owned()
    }))
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
