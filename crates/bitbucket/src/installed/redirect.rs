//! Redirects: followed on the configured API host only, since they carry the token along.

use super::error::{Error, without_query};

/// How many are followed for one call; Bitbucket needs one or two.
pub(super) const LIMIT: usize = 5;

pub(super) fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// The URL that `location` stands for, seen from `from`, a URL on the API's origin `api`.
pub(super) fn follow(api: &str, from: &str, location: &str) -> Result<String, Error> {
    let foreign = || Error::ForeignRedirect {
        path: without_query(from),
        host: origin(location).to_owned(),
    };
    if location.contains(|c: char| c == '\\' || c.is_control() || c == ' ') {
        return Err(foreign());
    }
    let path = if location.starts_with('/') {
        location
    } else {
        location.strip_prefix(api).ok_or_else(foreign)?
    };
    // `//other.host`, `https://api.host.evil` and `https://api.host@evil` begin otherwise.
    if !path.starts_with('/') || path.starts_with("//") {
        return Err(foreign());
    }
    let path = path.split('#').next().unwrap_or_default();
    Ok(format!("{api}{path}"))
}

/// Scheme and host of a location, for an error.
fn origin(location: &str) -> &str {
    let start = location.find("//").map_or(0, |at| at + 2);
    let rest = location.get(start..).unwrap_or_default();
    let end = rest
        .find(['/', '?', '#'])
        .map_or(location.len(), |at| start + at);
    location.get(..end).unwrap_or_default()
}
