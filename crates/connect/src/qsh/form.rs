//! Query parameters: form decoding in, RFC 3986 encoding out.

use std::{borrow::Cow, collections::BTreeMap};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::MAX_PARAMETERS;
use crate::Error;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Decoded parameters by decoded name, without `jwt`.
#[derive(Debug)]
pub(super) struct Parameters(BTreeMap<String, Vec<String>>);

impl Parameters {
    pub(super) fn parse(query: &str) -> Result<Self, Error> {
        let pieces = query.split('&').filter(|piece| !piece.is_empty());
        let found = pieces.clone().count();
        if found > MAX_PARAMETERS {
            return Err(Error::TooManyParameters {
                found,
                limit: MAX_PARAMETERS,
            });
        }
        let mut grouped: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs(query) {
            if name != "jwt" {
                grouped.entry(name).or_default().push(value);
            }
        }
        Ok(Self(grouped))
    }

    pub(super) fn by_encoded_name(&self) -> String {
        let mut parameters: Vec<(String, String)> = Vec::with_capacity(self.0.len());
        for (name, values) in &self.0 {
            let mut values: Vec<&str> = values.iter().map(String::as_str).collect();
            values.sort_unstable();
            parameters.push((encode(name), join(&values)));
        }
        parameters.sort_unstable();
        text(parameters)
    }

    pub(super) fn by_decoded_name(&self) -> String {
        let mut names: Vec<_> = self.0.iter().collect();
        names.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
        let parameters = names.into_iter().map(|(name, values)| {
            let mut values: Vec<&str> = values.iter().map(String::as_str).collect();
            values.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
            (encode(name), join(&values))
        });
        text(parameters)
    }
}

/// Decoded names and values of a query, in the order in which they were sent.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query
        .split('&')
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            (decode(name), decode(value))
        })
}

fn decode(text: &str) -> String {
    let spaced = if text.contains('+') {
        Cow::Owned(text.replace('+', " "))
    } else {
        Cow::Borrowed(text)
    };
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

fn join(values: &[&str]) -> String {
    let encoded: Vec<String> = values.iter().map(|value| encode(value)).collect();
    encoded.join(",")
}

fn text(parameters: impl IntoIterator<Item = (String, String)>) -> String {
    let pairs: Vec<String> = parameters
        .into_iter()
        .map(|(name, values)| format!("{name}={values}"))
        .collect();
    pairs.join("&")
}
