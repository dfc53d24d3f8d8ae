//! Query parameters: form decoding in, RFC 3986 encoding out.

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

/// Encoded name and decoded value.
type Parameter<'a> = (String, Cow<'a, str>);

/// Parameters ordered by encoded name, repeated ones by value, and without `jwt`. Encoding is one to
/// one, so equal names are neighbours in every order of names.
#[derive(Debug)]
pub(super) struct Parameters<'a>(Vec<Parameter<'a>>);

impl<'a> Parameters<'a> {
    pub(super) fn parse(query: &'a str) -> Result<Self, Error> {
        let pieces = query.split('&').filter(|piece| !piece.is_empty());
        let pieces: Vec<&str> = pieces.collect();
        if pieces.len() > MAX_PARAMETERS {
            return Err(Error::TooManyParameters {
                found: pieces.len(),
                limit: MAX_PARAMETERS,
            });
        }
        let mut parameters: Vec<Parameter<'_>> = pieces
            .into_iter()
            // Half of a query is its token, which need not be decoded to be left out.
            .filter(|piece| !piece.starts_with("jwt="))
            .flat_map(|piece| form_urlencoded::parse(piece.as_bytes()))
            .filter(|(name, _)| name != "jwt")
            .map(|(name, value)| (encoded(&name).collect(), value))
            .collect();
        parameters.sort_unstable();
        Ok(Self(parameters))
    }

    /// Writes them ordered by encoded name, repeated values by code point.
    pub(super) fn write_by_encoded_name(&self, text: &mut String) {
        write(&self.0, text);
    }

    /// Returns whether [`Parameters::write_by_decoded_name`] may write another text.
    pub(super) fn depend_on_the_order(&self) -> bool {
        let mut groups = groups(&self.0);
        groups.any(|group| !matches!(group, [(name, _)] if !name.contains('%')))
    }

    /// Writes them ordered by decoded name and repeated values by UTF-16 unit.
    pub(super) fn write_by_decoded_name(&self, text: &mut String) {
        let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
        let mut parameters = self.0.clone();
        parameters.sort_by_cached_key(|(name, value)| {
            let name = percent_decode_str(name).decode_utf8_lossy();
            (units(&name), units(value))
        });
        write(&parameters, text);
    }
}

/// Parameters of one name each.
fn groups<'a, 'b>(parameters: &'a [Parameter<'b>]) -> impl Iterator<Item = &'a [Parameter<'b>]> {
    parameters.chunk_by(|(one, _), (other, _)| one == other)
}

fn write(parameters: &[Parameter<'_>], text: &mut String) {
    for (position, group) in groups(parameters).enumerate() {
        text.push_str(if position > 0 { "&" } else { "" });
        for (position, (name, value)) in group.iter().enumerate() {
            match position {
                0 => text.extend([name, "="]),
                _ => text.push(','),
            }
            text.extend(encoded(value));
        }
    }
}

fn encoded(text: &str) -> impl Iterator<Item = &str> {
    utf8_percent_encode(text, RESERVED)
}
