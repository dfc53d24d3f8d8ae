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
        let pieces = query.split('&').filter(|piece| !piece.is_empty());
        let mut parameters = Vec::with_capacity(USUAL);
        for (position, piece) in pieces.clone().enumerate() {
            if position == MAX_PARAMETERS {
                return Err(Error::TooManyParameters {
                    found: pieces.count(),
                    limit: MAX_PARAMETERS,
                });
            }
            let (name, value) = halves(piece);
            let name = canonical(name);
            if name != "jwt" {
                parameters.push((name, canonical(value)));
            }
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

/// Decoded names and values of a query, in the order in which they were sent.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    let pieces = query.split('&').filter(|piece| !piece.is_empty());
    pieces
        .map(halves)
        .map(|(name, value)| (decode(name), decode(value)))
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

fn halves(piece: &str) -> (&str, &str) {
    piece.split_once('=').unwrap_or((piece, ""))
}

// Inlined: handing a `Cow` back through memory costs as much as the check.
#[inline]
fn canonical(text: &str) -> Cow<'_, str> {
    if is_canonical(text.as_bytes()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(encode(&decode(text)))
    }
}

/// Whether decoding and encoding would give the same bytes again: sure for what is found most, no
/// for all the rest.
fn is_canonical(mut bytes: &[u8]) -> bool {
    while let Some(at) = bytes.iter().position(|byte| !is_unreserved(*byte)) {
        bytes = match bytes.get(at..) {
            Some([b'%', high @ b'2'..=b'7', low, rest @ ..]) => match upper_digit(*low) {
                Some(low) if !is_unreserved((high - b'0') * 16 + low) => rest,
                _ => return false,
            },
            _ => return false,
        };
    }
    true
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
