//! Security headers.

use axum::http::{HeaderName, HeaderValue};

use crate::{Config, Error};

/// Features of the browser that a page may use.
pub(crate) const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// The policy of everything but pages within Bitbucket: nobody frames it, and it runs no script.
pub(crate) const PLAIN_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; \
     base-uri 'none'; form-action 'none'",
);

/// Denies features that no page of ours needs.
pub(crate) const NO_PERMISSIONS: HeaderValue =
    HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()");

/// Addresses hold tokens: links pass none of them on.
pub(crate) const NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");

/// Bodies are what their media type says.
pub(crate) const NO_SNIFF: HeaderValue = HeaderValue::from_static("nosniff");

/// The answer is for this one request.
pub(crate) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Origins of the pictures of accounts, besides Bitbucket and its API: links of accounts lead there, as in
/// examples of its OpenAPI document.
const PICTURES: &str = "https://secure.gravatar.com \
    https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net";

/// The policy of a page within Bitbucket. Bitbucket alone may frame it; scripts come from here and
/// from Bitbucket (the bridge); data comes from here and from the REST API; pictures of people from where
/// Bitbucket keeps them.
pub(crate) fn frame_policy(config: &Config) -> Result<HeaderValue, Error> {
    let host = &config.host_url;
    let api = &config.api_url;
    let scripts: String = config
        .script_origins
        .iter()
        .map(|origin| format!("{origin} "))
        .collect();
    let policy = format!(
        "default-src 'none'; script-src 'self' {host} {scripts}'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data: {host} {api} {PICTURES}; \
         connect-src 'self' {api}; font-src 'self'; \
         frame-ancestors {host}; base-uri 'none'; form-action 'none'"
    );
    HeaderValue::from_str(&policy).map_err(|_| Error::Config {
        setting: "an origin",
        problem: "holds characters that no header may have".to_owned(),
    })
}
