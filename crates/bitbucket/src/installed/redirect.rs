//! Redirects: followed on the configured API host only, since they carry the token along.

use http::{Response, header::LOCATION};
use url::Url;

use super::{Body, Error};

/// Redirects that are followed for one call; Bitbucket needs one or two.
pub(super) const LIMIT: usize = 5;

/// Returns the `Location` of an answer, if it is a redirect.
pub(super) fn location(answer: &Response<Body>) -> Option<&str> {
    let location = answer.headers().get(LOCATION)?.to_str().ok();
    let redirects = matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    // What is no text leads nowhere.
    redirects.then(|| location.unwrap_or_default())
}

/// The URL that `location` stands for, seen from `from`, if both have the same origin.
pub(super) fn follow(from: &Url, location: &str) -> Result<Url, Error> {
    let foreign = |host: String| Error::ForeignRedirect {
        path: from.path().to_owned(),
        host,
    };
    // A parser that forgives these may read another host than one that does not.
    if location.contains(|c: char| c == '\\' || c.is_control() || c == ' ') {
        return Err(foreign(String::new()));
    }
    let mut next = from.join(location).map_err(|_| foreign(String::new()))?;
    next.set_fragment(None);
    let has_user = !next.username().is_empty() || next.password().is_some();
    if next.origin() != from.origin() || has_user {
        return Err(foreign(next.origin().ascii_serialization()));
    }
    Ok(next)
}
