//! Installations and events as values.

use atlassian_connect::{ClientKey, SharedSecret, lifecycle::Principal};
use sha2::{Digest, Sha256};

use crate::{Error, Keyring, keyring::Sealed};

/// More characters of a name are not kept.
const MAX_NAME: usize = 255;

/// An installation as it is stored.
#[derive(Debug, Clone)]
pub struct Installation {
    /// Names it.
    pub client_key: ClientKey,
    /// State, which decides whether it may open anything.
    pub state: InstallationState,
    /// Shared with Bitbucket.
    pub shared_secret: SharedSecret,
    /// UUID of the workspace or user that it is installed into, in braces, untrusted text.
    pub principal_uuid: Option<String>,
    /// Shown name of the workspace, untrusted text.
    pub principal_name: Option<String>,
    /// Recognizes the event that made it what it is.
    pub(super) event_digest: Vec<u8>,
}

impl Installation {
    /// An installation as it came, before anybody vouched for it.
    pub fn unverified(
        client_key: &ClientKey,
        secret: &SharedSecret,
        principal: Option<&Principal>,
        event: Event,
    ) -> Self {
        let (principal_uuid, principal_name) = about(principal);
        Self {
            client_key: client_key.clone(),
            state: InstallationState::Unverified,
            shared_secret: secret.clone(),
            principal_uuid,
            principal_name,
            event_digest: event.digest.to_vec(),
        }
    }
}

/// State of an installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum InstallationState {
    /// It may open pages.
    Installed,
    /// It was; its secret is kept so that a re-install can be verified.
    Uninstalled,
    /// Its secret was never verified.
    Unverified,
}

impl InstallationState {
    /// Name that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Installed => "installed",
            Self::Uninstalled => "uninstalled",
            Self::Unverified => "unverified",
        }
    }
}

/// An event as far as its order matters.
///
/// A later event wins, and of two in the same second the one that arrives last: Bitbucket waits for
/// an answer before it goes on. A token counts once, because it does not cover the body: sent again
/// with another body it changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    at: u64,
    digest: [u8; 32],
    token_expires_at: Option<u64>,
}

impl Event {
    /// An event that a token vouches for, issued at `issued_at` (`iat`) and good until `expires_at`
    /// (`exp`), both in seconds since the Unix epoch.
    pub fn vouched(issued_at: u64, expires_at: u64, token: &str) -> Self {
        Self {
            at: issued_at,
            digest: Sha256::digest(token).into(),
            token_expires_at: Some(expires_at),
        }
    }

    /// An event that nobody vouches for, received at `now`.
    pub fn unsigned(now: u64, body: &[u8]) -> Self {
        Self {
            at: now,
            digest: Sha256::digest(body).into(),
            token_expires_at: None,
        }
    }

    pub(super) fn at(&self) -> i64 {
        seconds(self.at)
    }

    /// Expiry of the token that vouches for it, in seconds since the Unix epoch; `None` without one.
    pub(super) fn token_expires_at(&self) -> Option<i64> {
        self.token_expires_at.map(seconds)
    }

    pub(super) fn digest(&self) -> &[u8] {
        &self.digest
    }
}

/// Seconds as both databases keep them.
pub(super) fn seconds(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

/// Effect of an event on the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The row is now as the event says.
    Applied,
    /// Nothing changed: this event or a later one was there already.
    Outdated,
}

/// An installation without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Names it.
    pub client_key: ClientKey,
    /// Shown name of the workspace, untrusted text.
    pub principal_name: Option<String>,
    /// State, which decides whether it may open anything.
    pub state: InstallationState,
    /// Time of its last event, in seconds since the Unix epoch: signing, or receipt of an unsigned one.
    pub since: u64,
}

/// State of the secret in a row.
#[derive(Debug)]
pub enum SecretState {
    /// There is none: its uninstall came before its installation.
    Absent,
    /// No key was given to read it with.
    NotTried,
    /// It can be read.
    Readable,
    /// It cannot be read: [`Error::Secret`].
    Unreadable(Error),
}

/// A row as both databases give it.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) client_key: String,
    pub(super) state: InstallationState,
    pub(super) key_id: Option<String>,
    pub(super) sealed_secret: Option<Vec<u8>>,
    pub(super) principal_uuid: Option<String>,
    pub(super) principal_name: Option<String>,
    pub(super) event_at: i64,
    pub(super) event_digest: Vec<u8>,
    pub(super) opened_at: i64,
}

impl Row {
    /// `None` where there is no secret: who left before they were known is not installed.
    pub(super) fn open(mut self, keyring: Option<&Keyring>) -> Result<Option<Installation>, Error> {
        let Some(sealed) = self.take_sealed() else {
            return Ok(None);
        };
        let client_key = ClientKey::new(self.client_key);
        Ok(Some(Installation {
            shared_secret: open(keyring, &client_key, &sealed)?,
            state: self.state,
            client_key,
            principal_uuid: self.principal_uuid,
            principal_name: self.principal_name,
            event_digest: self.event_digest,
        }))
    }

    pub(super) fn secret(mut self, keyring: Option<&Keyring>) -> SecretState {
        match (self.take_sealed(), keyring) {
            (None, _) => SecretState::Absent,
            (Some(_), None) => SecretState::NotTried,
            (Some(sealed), keyring) => {
                match open(keyring, &ClientKey::new(self.client_key), &sealed) {
                    Ok(_) => SecretState::Readable,
                    Err(error) => SecretState::Unreadable(error),
                }
            }
        }
    }

    pub(super) fn take_sealed(&mut self) -> Option<Sealed> {
        Some(Sealed {
            key_id: self.key_id.take()?,
            bytes: self.sealed_secret.take()?,
        })
    }

    pub(super) fn tenant(&self) -> Tenant {
        Tenant {
            client_key: ClientKey::new(self.client_key.as_str()),
            principal_name: self.principal_name.clone(),
            state: self.state,
            since: u64::try_from(self.event_at).unwrap_or_default(),
        }
    }
}

pub(super) fn open(
    keyring: Option<&Keyring>,
    client_key: &ClientKey,
    sealed: &Sealed,
) -> Result<SharedSecret, Error> {
    let keyring = keyring.ok_or_else(|| Error::Secret {
        client_key: client_key.clone(),
        problem: "no key is given",
    })?;
    keyring.open(client_key, sealed)
}

/// UUID and name, without what no name has and PostgreSQL does not take.
pub(super) fn about(principal: Option<&Principal>) -> (Option<String>, Option<String>) {
    let plain = |text: &String| -> String {
        let plain = text.chars().filter(|c| !c.is_control());
        plain.take(MAX_NAME).collect()
    };
    let uuid = principal.and_then(|principal| principal.uuid.as_ref());
    let name = principal.and_then(|principal| principal.display_name.as_ref());
    (uuid.map(plain), name.map(plain))
}
