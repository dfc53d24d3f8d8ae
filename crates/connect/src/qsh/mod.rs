//! The canonical form of a request and its hash, the `qsh` claim.
//!
//! Implementations disagree on a few inputs; here is what this one does, and with whom:
//!
//! | input | decision | like |
//! |---|---|---|
//! | names with characters outside `[A-Za-z0-9_.-]` | ordered as encoded; ordered as decoded is accepted too | Python, Java; JavaScript |
//! | repeated values beyond the BMP | ordered by code point; by UTF-16 unit is accepted too | Python; JavaScript |
//! | raw characters in the path, `\` among them | hashed as sent | Python, Java |
//! | several trailing slashes, leading slashes | one trailing slash is removed | JavaScript |
//! | `:` in the path | kept | JavaScript, Java |
//! | base path `/connect`, path `/connectors` | kept whole: a base path ends at a segment | Python |
//! | an empty name, `__proto__` | kept | Python |
//! | a broken escape | is text | JavaScript, Python |
//! | broken UTF-8 | U+FFFD, as the WHATWG's decoder places it | JavaScript |
//! | more than 1,000 parameters | refused | nobody |
//!
//! Accepting both orders costs no security: both are hashes over the same set of parameters.

mod form;

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::Error;

/// Requests with more parameters than this are refused.
pub const MAX_PARAMETERS: usize = 1_000;

/// Room for a method and what stands around it.
const START: usize = 16;

/// A request as it was sent, before any decoding. Debug output leaves out the query, which may hold
/// a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RequestTarget<'a> {
    /// HTTP method, in any case.
    pub method: &'a str,
    /// Path with its percent escapes, base path included.
    pub path: &'a str,
    /// Query with its percent escapes, without `?`.
    pub query: &'a str,
    /// Path of the app's `baseUrl`: empty or such as `/connect`.
    pub base_path: &'a str,
}

impl RequestTarget<'_> {
    /// The request's canonical form.
    ///
    /// # Errors
    /// [`Error::TooManyParameters`] above [`MAX_PARAMETERS`].
    pub fn canonical(&self) -> Result<Canonical, Error> {
        let parameters = form::Parameters::parse(self.query)?;
        let mut text = String::with_capacity(START + self.path.len() + self.query.len());
        text.push_str(self.method);
        text.make_ascii_uppercase();
        text.push('&');
        self.write_path(&mut text);
        text.push('&');
        let variant = parameters.depend_on_the_order().then(|| {
            let mut variant = text.clone();
            parameters.write_by_decoded_name(&mut variant);
            variant
        });
        parameters.write_by_encoded_name(&mut text);
        let variant = variant.filter(|variant| *variant != text);
        Ok(Canonical { text, variant })
    }

    fn write_path(&self, text: &mut String) {
        let base = self.base_path.trim_end_matches('/');
        let path = match self.path.strip_prefix(base) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
            _ => self.path,
        };
        let path = match path.strip_suffix('/') {
            Some("") | None => path,
            Some(rest) => rest,
        };
        if !path.starts_with('/') {
            text.push('/');
        }
        for (position, piece) in path.split('&').enumerate() {
            text.push_str(if position > 0 { "%26" } else { "" });
            text.push_str(piece);
        }
    }
}

impl fmt::Debug for RequestTarget<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestTarget")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("base_path", &self.base_path)
            .finish_non_exhaustive()
    }
}

/// A canonical request: `METHOD&path&query`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    text: String,
    /// Canonical request with names ordered as decoded, if that differs.
    variant: Option<String>,
}

impl Canonical {
    /// The text that is hashed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The hash to sign with.
    pub fn qsh(&self) -> Qsh {
        Qsh::of(&self.text)
    }

    /// Returns whether `claimed` is a hash of this request, compared in constant time.
    pub fn accepts(&self, claimed: &str) -> bool {
        let mut texts = std::iter::once(&self.text).chain(&self.variant);
        texts.any(|text| {
            let digits = hex::encode(Qsh::of(text).0);
            digits.as_bytes().ct_eq(claimed.as_bytes()).into()
        })
    }
}

/// SHA-256 of a canonical request; displayed as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Qsh([u8; 32]);

impl Qsh {
    fn of(canonical: &str) -> Self {
        Self(Sha256::digest(canonical.as_bytes()).into())
    }
}

impl fmt::Display for Qsh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}
