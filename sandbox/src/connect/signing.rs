//! Signs what Bitbucket sends to an app.

use atlassian_connect::{Claims, ClientKey, RequestTarget, SharedSecret, sign};
use reqwest::Url;

use super::ConnectError;

/// Kind of message that is signed. Decides how long the token is valid, and whom it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// `installed` and `uninstalled`.
    Lifecycle,
    /// An address that the reader's browser opens.
    Page,
    /// A reader's call that is forwarded.
    Proxied,
    /// An event.
    Webhook,
}

impl Purpose {
    fn lifetime(self) -> u64 {
        match self {
            Self::Lifecycle | Self::Webhook => 3_600,
            Self::Page | Self::Proxied => 300,
        }
    }
}

/// A JWT for one request to an app whose `baseUrl` is `base_url`; `now` in unix seconds.
///
/// # Errors
///
/// [`ConnectError::Protocol`] if the address has too many parameters.
pub(crate) fn token(
    purpose: Purpose,
    method: &str,
    url: &Url,
    base_url: &str,
    from: &ClientKey,
    secret: &SharedSecret,
    now: u64,
) -> Result<String, ConnectError> {
    let target = RequestTarget {
        method,
        path: url.path(),
        query: url.query().unwrap_or_default(),
        base_path: &base_path(base_url),
    };
    let claims = Claims {
        iss: from.to_string(),
        iat: now,
        exp: now.saturating_add(purpose.lifetime()),
        qsh: target.canonical()?.qsh().to_string(),
        sub: None,
        aud: match purpose {
            Purpose::Lifecycle | Purpose::Page | Purpose::Webhook => vec![from.to_string()],
            Purpose::Proxied => Vec::new(),
        },
    };
    Ok(sign(&claims, secret))
}

fn base_path(base_url: &str) -> String {
    let path = Url::parse(base_url).map_or_else(|_| String::new(), |url| url.path().to_owned());
    path.trim_end_matches('/').to_owned()
}

/// The address that a descriptor's relative or absolute URL means.
///
/// # Errors
///
/// [`ConnectError::Unsupported`] if it is none.
pub(crate) fn resolve(base_url: &str, url: &str) -> Result<Url, ConnectError> {
    let text = match url.strip_prefix('/') {
        Some(path) => format!("{}/{path}", base_url.trim_end_matches('/')),
        None => url.to_owned(),
    };
    Url::parse(&text).map_err(|_| ConnectError::Unsupported { url: text })
}

/// Appends one parameter, percent-encoded.
pub(crate) fn append(url: &mut Url, name: &str, value: &str) {
    let separator = match url.query() {
        None | Some("") => String::new(),
        Some(query) => format!("{query}&"),
    };
    let pair = format!("{name}={}", super::template::encoded(value));
    url.set_query(Some(&format!("{separator}{pair}")));
}
