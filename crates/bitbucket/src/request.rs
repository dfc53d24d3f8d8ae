//! Requests to the API.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::Error;

/// Encoded everywhere: all but the unreserved characters of RFC 3986, section 2.3.
pub(crate) const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encoded in the value of a parameter. A comma is plain to read there.
const VALUE: &AsciiSet = &COMPONENT.remove(b',');

/// Method of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Replaces by this JSON.
    Put(String),
}

/// A call: an encoded path below the API's origin with its query, and a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    method: Method,
    path: String,
}

impl Request {
    /// Asks for `path`, which begins with `/2.0/` and is already encoded.
    pub(crate) fn get(path: String) -> Self {
        Self {
            method: Method::Get,
            path,
        }
    }

    /// Puts `json` at `path`, which is as for [`Request::get`].
    pub(crate) fn put(path: String, json: String) -> Self {
        Self {
            method: Method::Put(json),
            path,
        }
    }

    /// Adds a parameter.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.path
            .push(if self.path.contains('?') { '&' } else { '?' });
        self.path.push_str(name);
        self.path.push('=');
        self.path.extend(utf8_percent_encode(value, VALUE));
        self
    }

    /// Asks for the page that a `next` link names: its path and query stay as they are, its origin
    /// is dropped.
    ///
    /// # Errors
    /// [`Error::ForeignPage`] if it does not lead below `/2.0/`.
    pub fn next(link: &str) -> Result<Self, Error> {
        let foreign = || Error::ForeignPage {
            next: link.to_owned(),
        };
        let rest = link
            .strip_prefix("https://")
            .or_else(|| link.strip_prefix("http://"))
            .ok_or_else(foreign)?;
        let path = rest.find('/').and_then(|at| rest.get(at..));
        let path = path.ok_or_else(foreign)?;
        let plain = path.split(['?', '#']).next().unwrap_or_default();
        let climbs = plain
            .split('/')
            .any(|segment| matches!(segment, "." | ".."));
        if !plain.starts_with("/2.0/") || climbs || path.contains(['#', '\\']) {
            return Err(foreign());
        }
        Ok(Self::get(path.to_owned()))
    }

    /// Method of the call, with the JSON that it sends.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The encoded path with its query, beginning with `/2.0/`.
    pub fn path(&self) -> &str {
        &self.path
    }
}
