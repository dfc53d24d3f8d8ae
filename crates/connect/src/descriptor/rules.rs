//! Rules for the values of a descriptor. Each takes the place it is applied to.

use url::{Host, Url};

use super::{known, scopes};
use crate::Error;

const MAX_KEY: usize = 128;
const MAX_URL: usize = 2_048;

/// A URL with context parameters. Names of query parameters keep to `[A-Za-z0-9_]`, where all
/// implementations of qsh agree; each context parameter needs its scope.
pub(super) fn template(held: &[String], place: &str, template: &str) -> Result<(), Error> {
    url(place, template)?;
    let query = template.split_once('?').map_or("", |(_, query)| query);
    for piece in query.split('&').filter(|piece| !piece.is_empty()) {
        let name = piece.split_once('=').map_or(piece, |(name, _)| name);
        let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        require(place, plain && !name.is_empty(), || {
            format!("has the parameter {name:?}: use letters, digits and _ only")
        })?;
    }
    for piece in template.split('{').skip(1) {
        let Some((parameter, _)) = piece.split_once('}') else {
            return Err(wrong(place, "has a { that is not closed".to_owned()));
        };
        let name = parameter.split('.').next().unwrap_or_default();
        let Some(object) = known::object(name) else {
            let problem = format!("has the unknown context parameter {parameter:?}");
            return Err(wrong(place, problem));
        };
        if let Some(needed) = object.scope {
            require(place, scopes::include(held, needed), || {
                format!("uses {{{parameter}}}, which needs the scope {needed}")
            })?;
        }
    }
    Ok(())
}

pub(super) fn known_scopes(place: &str, named: &[String]) -> Result<(), Error> {
    match named.iter().find(|scope| !scopes::is_known(scope)) {
        Some(unknown) => Err(wrong(place, format!("hold the unknown {unknown:?}"))),
        None => Ok(()),
    }
}

/// A base URL without a trailing slash, from which Bitbucket would build wrong URLs; http only towards
/// this machine, for development.
pub(super) fn base_url(place: &str, base: &str) -> Result<(), Error> {
    text(place, base, MAX_URL)?;
    // `Url` drops or escapes what it then does not show, and takes what follows any number of slashes for
    // the host.
    let stray = |c: char| c.is_whitespace() || c.is_control() || "?#@\\".contains(c);
    require(place, !base.contains(stray), || {
        "has a query, a fragment, a user or white space".to_owned()
    })?;
    require(place, !base.contains("///"), || "has no host".to_owned())?;
    let parsed = Url::parse(base).map_err(|error| wrong(place, format!("is no URL: {error}")))?;
    require(place, !base.ends_with('/'), || "ends in a slash".to_owned())?;
    let on_this_machine = match parsed.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let fits = match parsed.scheme() {
        "https" => true,
        "http" => on_this_machine,
        _ => false,
    };
    require(place, fits, || {
        "is not https (http is for this machine only)".to_owned()
    })
}

pub(super) fn key(place: &str, key: &str) -> Result<(), Error> {
    text(place, key, MAX_KEY)?;
    let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    require(place, plain, || {
        format!("is {key:?}: use letters, digits and hyphens only")
    })
}

pub(super) fn url(place: &str, url: &str) -> Result<(), Error> {
    text(place, url, MAX_URL)?;
    let relative = url.starts_with('/') && !url.starts_with("//");
    let absolute = url.starts_with("https://") || url.starts_with("http://");
    require(place, relative || absolute, || {
        "is neither a path nor an absolute URL".to_owned()
    })
}

pub(super) fn one_of(place: &str, text: &str, known: &[&str]) -> Result<(), Error> {
    require(place, known.contains(&text), || {
        format!("holds {text:?}, not one of {}", known.join(", "))
    })
}

/// Text of 1 to `limit` bytes.
pub(super) fn text(place: &str, text: &str, limit: usize) -> Result<(), Error> {
    require(place, !text.is_empty(), || "is empty".to_owned())?;
    require(place, text.len() <= limit, || {
        format!("has {} bytes, {limit} at most are allowed", text.len())
    })
}

pub(super) fn require(
    place: &str,
    holds: bool,
    problem: impl FnOnce() -> String,
) -> Result<(), Error> {
    if holds {
        Ok(())
    } else {
        Err(wrong(place, problem()))
    }
}

pub(super) fn wrong(place: &str, problem: String) -> Error {
    Error::Descriptor {
        place: place.to_owned(),
        problem,
    }
}
