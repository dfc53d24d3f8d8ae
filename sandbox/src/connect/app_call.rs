//! Calls that an app signs itself.

use atlassian_connect::{AppKey, ClientKey, RequestTarget, UnverifiedToken};

use super::{Connect, ConnectError, Installation};

/// The installation that a call's JWT speaks for: `iss` is the app key, `sub` the clientKey.
///
/// # Errors
///
/// [`ConnectError::Protocol`], [`ConnectError::NotInstalled`], [`ConnectError::WrongInstallation`]
pub(crate) fn verify<'a>(
    connect: &'a Connect,
    token: &str,
    target: &RequestTarget<'_>,
    now: u64,
) -> Result<&'a Installation, ConnectError> {
    let token = UnverifiedToken::parse(token)?;
    let key = AppKey::new(token.claimed_issuer());
    let installation = connect
        .installation(&key)
        .ok_or(ConnectError::NotInstalled { key })?;
    if token.claimed_subject() != Some(installation.client_key.as_str()) {
        return Err(ConnectError::WrongInstallation {
            client_key: token.claimed_subject().map(ClientKey::new),
        });
    }
    token.verify_api_call(
        &installation.app_key,
        &installation.shared_secret,
        target,
        now,
    )?;
    Ok(installation)
}
