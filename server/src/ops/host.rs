//! Requests for another host are not answered: caches and links would mix the two up, and a name
//! that is rebound to this address would let foreign pages read answers.

use axum::{
    extract::Request,
    http::{Uri, header::HOST},
};

use crate::Error;

/// Probes of whoever runs the server ask by address.
const PROBES: [&str; 2] = ["/healthz", "/readyz"];

/// The name that the server answers to.
#[derive(Debug)]
pub(crate) struct Host {
    name: String,
    /// What a client may leave out of the name.
    port: &'static str,
}

impl Host {
    /// The host of a base URL.
    ///
    /// # Errors
    /// [`Error::Config`] when it has none, or a path that no route can have.
    pub(crate) fn of(base_url: &str) -> Result<Self, Error> {
        let wrong = |problem: &str| Error::Config {
            setting: "the base URL",
            problem: problem.to_owned(),
        };
        let base: Option<Uri> = base_url.parse().ok();
        let base = base.ok_or_else(|| wrong("is no URL"))?;
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~%/".contains(&b);
        if base.path().contains("//") || !base.path().bytes().all(plain) {
            return Err(wrong(
                "has a path that is not of letters, digits, -, ., _, ~ and single slashes",
            ));
        }
        let port = match base.scheme_str() {
            Some("http") => ":80",
            _ => ":443",
        };
        let name = base.authority().map_or("", |authority| authority.as_str());
        let name = without(port, name).to_owned();
        Ok(Self { name, port })
    }

    /// Whether a request names this host, or is a probe.
    pub(crate) fn is_meant_by(&self, request: &Request, base_path: &str) -> bool {
        let path = request.uri().path();
        let path = path.strip_prefix(base_path).unwrap_or(path);
        PROBES.contains(&path) || self.is_named_by(request)
    }

    fn is_named_by(&self, request: &Request) -> bool {
        let named = request.headers().get_all(HOST);
        let mut named = named.iter().map(|host| host.to_str().ok());
        // The request line of a proxy's request names the host too, and then counts.
        let host = match (request.uri().authority(), named.next(), named.next()) {
            (Some(authority), _, None) => Some(authority.as_str()),
            (None, Some(host), None) => host,
            _ => None,
        };
        host.is_some_and(|host| {
            !self.name.is_empty() && without(self.port, host).eq_ignore_ascii_case(&self.name)
        })
    }
}

fn without<'a>(port: &str, host: &'a str) -> &'a str {
    host.strip_suffix(port).unwrap_or(host)
}
