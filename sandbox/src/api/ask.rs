//! The query of a call.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::request::Parts,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::error::ApiError;

/// Characters that are encoded in a query: all but RFC 3986's unreserved ones.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Path and parameters as they were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    path: String,
    parameters: Vec<(String, String)>,
}

impl Ask {
    /// Takes a path and a query, or a form's body, which is written like a query.
    pub(crate) fn new(path: &str, query: &str) -> Self {
        let parameters = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect();
        Self {
            path: path.to_owned(),
            parameters,
        }
    }

    /// The first value of a parameter.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The first value of a parameter, unless it is blank.
    pub(crate) fn given(&self, name: &str) -> Option<&str> {
        self.first(name).filter(|value| !value.trim().is_empty())
    }

    /// Every value of a parameter that can be repeated.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.parameters
            .iter()
            .filter(move |(is, _)| is == name)
            .map(|(_, value)| value.as_str())
    }

    /// A yes-or-no parameter, if it is there.
    ///
    /// # Errors
    ///
    /// A 400 if it says neither.
    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, ApiError> {
        match self.first(name).map(str::to_ascii_lowercase).as_deref() {
            None => Ok(None),
            Some("true" | "1" | "yes" | "on") => Ok(Some(true)),
            Some("false" | "0" | "no" | "off") => Ok(Some(false)),
            Some(_) => Err(ApiError::bad_request(format!("Invalid {name}"))),
        }
    }

    /// A whole-number parameter, if it is there.
    ///
    /// # Errors
    ///
    /// A 400 if it is not one, or negative.
    pub(crate) fn number(&self, name: &str) -> Result<Option<usize>, ApiError> {
        self.first(name)
            .map(|text| {
                text.parse()
                    .map_err(|_| ApiError::bad_request(format!("Invalid {name}")))
            })
            .transpose()
    }

    /// Path and query of the same question with one parameter replaced, percent-encoded.
    pub(crate) fn with(&self, name: &str, value: &str) -> String {
        self.moved_to(&self.path, &[(name, value.to_owned())])
    }

    /// Another path with the same parameters, some of them replaced, percent-encoded.
    pub(crate) fn moved_to(&self, path: &str, replaced: &[(&str, String)]) -> String {
        let kept = self
            .parameters
            .iter()
            .filter(|(is, _)| replaced.iter().all(|(name, _)| name != is))
            .map(|(name, value)| (name.as_str(), value));
        let pairs: Vec<String> = kept
            .chain(replaced.iter().map(|(name, value)| (*name, value)))
            .map(|(name, value)| {
                let encode = |text| utf8_percent_encode(text, ENCODED);
                format!("{}={}", encode(name), encode(value))
            })
            .collect();
        format!("{path}?{}", pairs.join("&"))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let OriginalUri(uri) = OriginalUri::from_request_parts(parts, state).await?;
        Ok(Self::new(uri.path(), uri.query().unwrap_or_default()))
    }
}

fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_is_a_space_unless_encoded() {
        let ask = Ask::new(
            "/2.0/x",
            "fields=%2Bvalues.a+b&state=OPEN&state=MERGED&bare",
        );
        assert_eq!(ask.first("fields"), Some("+values.a b"));
        assert_eq!(ask.all("state").collect::<Vec<_>>(), ["OPEN", "MERGED"]);
        assert_eq!(ask.first("bare"), Some(""));
        assert_eq!(
            ask.with("page", "2"),
            "/2.0/x?fields=%2Bvalues.a%20b&state=OPEN&state=MERGED&bare=&page=2",
        );
    }
}
