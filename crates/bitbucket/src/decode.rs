//! Decoding of answers, alike for every transport.

use std::fmt;

use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use crate::{Error, Request};

/// Longest message of a decoder that is kept, in characters; some quote the whole value.
const MESSAGE: usize = 300;

/// Decodes the answer to `request`.
///
/// # Errors
/// [`Error::Decode`] with the path of the member that does not fit.
pub fn decode<'de, T, D>(deserializer: D, request: &Request) -> Result<T, Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
    D::Error: fmt::Display,
{
    serde_path_to_error::deserialize(deserializer).map_err(|error| failed(&error, request))
}

/// Decodes the answer to `request` from text, which has to be one JSON value and nothing else.
///
/// # Errors
/// As [`decode`].
pub fn decode_text<T: DeserializeOwned>(text: &str, request: &Request) -> Result<T, Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = decode(&mut deserializer, request)?;
    let end = deserializer.end();
    end.map_err(|error| decode_error(error.to_string(), request))?;
    Ok(value)
}

fn failed<E: fmt::Display>(error: &serde_path_to_error::Error<E>, request: &Request) -> Error {
    let message = error.inner().to_string();
    // A JavaScript error writes its class first.
    let message = message.strip_prefix("Error: ").unwrap_or(&message);
    let message: String = message.chars().take(MESSAGE).collect();
    let path = error.path();
    let reason = match path.iter().len() {
        0 => message,
        _ => format!("{path}: {message}"),
    };
    decode_error(reason, request)
}

fn decode_error(reason: String, request: &Request) -> Error {
    Error::Decode {
        path: request.path().to_owned(),
        reason,
    }
}
