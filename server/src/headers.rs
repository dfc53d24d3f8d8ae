//! Security headers.

use axum::http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
};

use crate::{Config, Error};

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Headers that are added to those of an answer, at most.
const USUAL: usize = 6;

/// The policy of a page within Bitbucket. Bitbucket alone may frame it; scripts come from here and
/// from Bitbucket (the bridge); data comes from here and from the REST API.
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
         style-src 'self'; img-src 'self' data:; connect-src 'self' {api}; font-src 'self'; \
         frame-ancestors {host}; base-uri 'none'; form-action 'none'"
    );
    HeaderValue::from_str(&policy).map_err(|_| Error::Config {
        setting: "an origin",
        problem: "holds characters that no header may have".to_owned(),
    })
}

/// Headers of a page within Bitbucket.
pub(crate) fn frame(policy: &HeaderValue, headers: &mut HeaderMap) {
    common(headers, policy.clone());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// Headers of everything else.
pub(crate) fn plain(headers: &mut HeaderMap) {
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        common(
            headers,
            HeaderValue::from_static(
                "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; \
                 base-uri 'none'; form-action 'none'",
            ),
        );
    }
}

fn common(headers: &mut HeaderMap, policy: HeaderValue) {
    headers.reserve(USUAL);
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        PERMISSIONS_POLICY,
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    );
}
