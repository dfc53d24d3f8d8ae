//! Addresses that an operator gives, parsed once: where the server is reached, and Bitbucket's origins.

use std::fmt;

use axum::http::{Uri, uri::Authority};
use url::{Host, Url};

use crate::Error;

/// The base URL, such as `https://sightline.example/connect`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    host: String,
    path: String,
    port: u16,
    scheme: Scheme,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

impl Scheme {
    fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

impl BaseUrl {
    /// Reads a base URL: host, port, and a path that routes can have.
    ///
    /// # Errors
    /// [`Error::Config`]
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let wrong = |problem: &str| Error::Config {
            setting: "the base URL",
            problem: problem.to_owned(),
        };
        let url = web_url(text).ok_or_else(|| wrong("is no http or https URL of a plain host"))?;
        // The path as it is written, where `Url` has resolved dots and escaped braces.
        let written: Uri = text.parse().map_err(|_| wrong("is no URL"))?;
        let path = url.path();
        if path != written.path() || path.contains("//") || path.contains(['*', ':']) {
            return Err(wrong(
                "has a path that is not of letters, digits, -, ., _, ~ and single slashes",
            ));
        }
        let scheme = match url.scheme() {
            "http" => Scheme::Http,
            _ => Scheme::Https,
        };
        Ok(Self {
            host: url.host_str().unwrap_or_default().to_owned(),
            path: path.trim_end_matches('/').to_owned(),
            port: url.port().unwrap_or(scheme.default_port()),
            scheme,
        })
    }

    /// The path under which everything is served: empty, or such as `/connect`.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Returns whether it is https, as Bitbucket needs it.
    pub(crate) fn is_https(&self) -> bool {
        self.scheme == Scheme::Https
    }

    /// Returns whether `authority` names this server, with or without the port that its scheme implies.
    pub(crate) fn is_named_by(&self, authority: &Authority) -> bool {
        let host = authority.host();
        let port = match authority.as_str().strip_prefix(host) {
            Some("") => Some(self.scheme.default_port()),
            Some(_) => authority.port_u16(),
            // A user stands in front of the host.
            None => None,
        };
        port == Some(self.port) && host.eq_ignore_ascii_case(&self.host)
    }
}

/// An origin, such as `https://bitbucket.org`: scheme, host and port alone, since it stands in headers
/// and links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    text: String,
    url: Url,
}

impl Origin {
    /// Reads an origin; `setting` names it in the error.
    ///
    /// # Errors
    /// [`Error::Config`]
    pub fn parse(setting: &'static str, text: &str) -> Result<Self, Error> {
        let url = web_url(text).filter(|url| url.path() == "/");
        let url = url.ok_or_else(|| Error::Config {
            setting,
            problem: format!("is {text:?}, not an origin such as https://bitbucket.org"),
        })?;
        Ok(Self {
            text: url.origin().ascii_serialization(),
            url,
        })
    }

    /// The origin as headers have it, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The origin as a URL, with the path `/`.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// Returns whether secrets on the way there could be read: http, and not on this machine.
    pub(crate) fn is_in_the_open(&self) -> bool {
        let on_this_machine = match self.url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        self.url.scheme() == "http" && !on_this_machine
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// An http or https URL without user, query and fragment, whose host fits a header as it is.
fn web_url(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b".-:[]".contains(&b);
    let fits = matches!(url.scheme(), "http" | "https")
        && url.host_str()?.bytes().all(plain)
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    fits.then_some(url)
}
