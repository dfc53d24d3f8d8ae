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

/// Parameters ordered by encoded name and without `jwt`. Encoding is one to one, so equal names are
/// neighbours.
#[derive(Debug)]
pub(super) struct Parameters<'a>(Vec<Parameter<'a>>);

impl<'a> Parameters<'a> {
    pub(super) fn parse(query: &'a str) -> Result<Self, Error> {
        let found = query.split('&').filter(|piece| !piece.is_empty()).count();
        if found > MAX_PARAMETERS {
            return Err(Error::TooManyParameters {
                found,
                limit: MAX_PARAMETERS,
            });
        }
        let mut parameters: Vec<Parameter<'_>> = form_urlencoded::parse(query.as_bytes())
            .filter(|(name, _)| name != "jwt")
            .map(|(name, value)| (encoded(&name).collect(), value))
            .collect();
        parameters.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(Self(parameters))
    }

    /// Writes them ordered by encoded name, repeated values by code point.
    pub(super) fn write_by_encoded_name(&self, text: &mut String) {
        write(self.groups(), |values| values.sort_unstable(), text);
    }

    /// Whether [`Parameters::write_by_decoded_name`] may write another text.
    pub(super) fn depend_on_the_order(&self) -> bool {
        let mut groups = self.groups();
        groups.any(|group| !matches!(group, [(name, _)] if !name.contains('%')))
    }

    /// Writes them ordered by decoded name and repeated values by UTF-16 unit.
    pub(super) fn write_by_decoded_name(&self, text: &mut String) {
        let mut groups: Vec<_> = self.groups().collect();
        groups.sort_by_cached_key(|group| {
            let name = group.first().map(|(name, _)| name.as_str());
            let name = percent_decode_str(name.unwrap_or_default()).decode_utf8_lossy();
            name.encode_utf16().collect::<Vec<u16>>()
        });
        let by_unit = |values: &mut [&str]| {
            values.sort_by(|one, other| one.encode_utf16().cmp(other.encode_utf16()));
        };
        write(groups.into_iter(), by_unit, text);
    }

    fn groups(&self) -> impl Iterator<Item = &[Parameter<'a>]> {
        self.0.chunk_by(|(one, _), (other, _)| one == other)
    }
}

fn write<'a, 'b: 'a>(
    groups: impl Iterator<Item = &'a [Parameter<'b>]>,
    sort: impl Fn(&mut [&str]),
    text: &mut String,
) {
    for (position, group) in groups.enumerate() {
        let Some((name, _)) = group.first() else {
            continue;
        };
        if position > 0 {
            text.push('&');
        }
        text.extend([name, "="]);
        let mut values: Vec<&str> = group.iter().map(|(_, value)| value.as_ref()).collect();
        sort(&mut values);
        for (position, value) in values.into_iter().enumerate() {
            if position > 0 {
                text.push(',');
            }
            text.extend(encoded(value));
        }
    }
}

fn encoded(text: &str) -> impl Iterator<Item = &str> {
    utf8_percent_encode(text, RESERVED)
}
