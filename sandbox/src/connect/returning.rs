//! The way back to an app after its installation.

use atlassian_connect::{ClientKey, descriptor::Descriptor};
use reqwest::Url;

use super::signing::{self, Purpose, append};
use crate::state::{Sandbox, unix_now};

/// The address to return to, if it lies below the app's `baseUrl`; anything else is none, and the
/// person stays on Bitbucket.
pub fn return_target(descriptor: &Descriptor, redirect_uri: &str) -> Option<Url> {
    let base = Url::parse(&descriptor.base_url).ok()?;
    let url = Url::parse(redirect_uri).ok()?;
    let rest = url.path().strip_prefix(base.path().trim_end_matches('/'))?;
    let below = rest.is_empty() || rest.starts_with('/');
    let own = url.origin() == base.origin() && url.username().is_empty();
    (own && below && url.password().is_none()).then_some(url)
}

/// Address to return to after an installation, with `client_key`, and a `jwt` over path and query.
pub fn return_url(sandbox: &Sandbox, client_key: &ClientKey, redirect_uri: &str) -> Option<String> {
    let connect = sandbox.connect();
    let installation = connect
        .installations()
        .find(|installation| installation.client_key == *client_key)?;
    let mut url = return_target(&installation.descriptor, redirect_uri)?;
    append(&mut url, "client_key", client_key.as_str());
    let jwt = signing::token(
        Purpose::Page,
        "GET",
        &url,
        &installation.descriptor.base_url,
        client_key,
        &installation.shared_secret,
        unix_now(),
    );
    append(&mut url, "jwt", &jwt.ok()?);
    Some(url.into())
}

/// Address to return to after a refusal, with `error=access_denied`.
pub fn denied_url(descriptor: &Descriptor, redirect_uri: &str) -> Option<String> {
    let mut url = return_target(descriptor, redirect_uri)?;
    append(&mut url, "error", "access_denied");
    Some(url.into())
}
