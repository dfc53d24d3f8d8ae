//! Reads descriptors as Bitbucket does: more patiently than the app's own check, because a template
//! may speak of what the app is not allowed to see, and a missing list of scopes asks for all.

use atlassian_connect::{AppKey, Error, descriptor::Descriptor};
use reqwest::Method;

use super::{
    ConnectError, Installation,
    outbound::{self, Call},
    scopes,
    signing::resolve,
};

/// Fetches and reads the descriptor at an address.
///
/// # Errors
///
/// [`ConnectError::Protocol`] if it breaks a rule, else what went wrong on the way.
pub async fn fetch(url: &str) -> Result<Descriptor, ConnectError> {
    let address = resolve("", url)?;
    let answer = outbound::send_for_success(Call::new(Method::GET, address)).await?;
    read(&answer.body)
}

/// Reads a descriptor.
pub(super) fn read(json: &[u8]) -> Result<Descriptor, ConnectError> {
    let mut descriptor: Descriptor = serde_json::from_slice(json)
        .map_err(|error| wrong("JSON", format!("cannot be read: {error}")))?;
    let key = descriptor.key.as_str();
    if key.is_empty() || !key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(wrong(
            "key",
            format!("is {key:?}: use letters, digits and -"),
        ));
    }
    if descriptor.authentication.kind != "jwt" {
        let kind = &descriptor.authentication.kind;
        return Err(wrong("authentication", format!("is {kind:?}, not \"jwt\"")));
    }
    if descriptor.base_url.ends_with('/') || descriptor.base_url.contains(['?', '#']) {
        return Err(wrong(
            "baseUrl",
            "ends in a slash, a query or a fragment".to_owned(),
        ));
    }
    resolve(&descriptor.base_url, "/")?;
    if let Some(unknown) = descriptor
        .scopes
        .iter()
        .find(|scope| !scopes::is_known(scope))
    {
        return Err(wrong("scopes", format!("hold the unknown {unknown:?}")));
    }
    if descriptor.scopes.is_empty() {
        descriptor.scopes = scopes::ALL.map(str::to_owned).to_vec();
    }
    Ok(descriptor)
}

/// Checks that a newer descriptor may replace the one that was agreed to, without asking again.
///
/// # Errors
///
/// [`ConnectError::KeyChanged`], [`ConnectError::ScopesGrew`], [`ConnectError::ScopesVanished`]
pub(super) fn may_replace(old: &Installation, new: &Descriptor) -> Result<(), ConnectError> {
    same_key(&old.app_key, new)?;
    let held = &old.descriptor.scopes;
    let added: Vec<String> = new
        .scopes
        .iter()
        .filter(|scope| !scopes::include(held, scope))
        .cloned()
        .collect();
    if added.is_empty() {
        return Ok(());
    }
    if new.scopes == scopes::ALL {
        return Err(ConnectError::ScopesVanished);
    }
    Err(ConnectError::ScopesGrew { added })
}

/// # Errors
///
/// [`ConnectError::KeyChanged`]
pub(super) fn same_key(expected: &AppKey, new: &Descriptor) -> Result<(), ConnectError> {
    if new.key == *expected {
        return Ok(());
    }
    Err(ConnectError::KeyChanged {
        expected: expected.clone(),
        found: new.key.clone(),
    })
}

fn wrong(place: &str, problem: String) -> ConnectError {
    ConnectError::Protocol(Error::Descriptor {
        place: place.to_owned(),
        problem,
    })
}
