//! What is stored, as values.

use atlassian_connect::{ClientKey, SharedSecret};
use sha2::{Digest, Sha256};

use crate::{Error, Keyring, keyring::Sealed};

/// An installation as it is stored.
#[derive(Debug, Clone)]
pub struct Installation {
    /// Names it.
    pub client_key: ClientKey,
    /// Whether it may open anything.
    pub state: InstallationState,
    /// Shared with Bitbucket.
    pub shared_secret: SharedSecret,
    /// Shown name of the workspace, untrusted text.
    pub principal_name: Option<String>,
    /// Recognizes the event that made it what it is.
    pub(super) event_digest: Vec<u8>,
}

/// Whether an installation may open anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum InstallationState {
    /// It may.
    Installed,
    /// It was; its secret is kept so that a re-install can be verified.
    Uninstalled,
    /// Its secret was never verified.
    Unverified,
}

impl InstallationState {
    /// As it is stored and shown.
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
/// an answer before it goes on. What vouches for an event counts once, because a JWT does not cover
/// the body: sent again with another body it changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    at: u64,
    digest: [u8; 32],
}

impl Event {
    /// An event that a token vouches for, issued at `issued_at` (`iat`).
    pub fn vouched(issued_at: u64, token: &str) -> Self {
        Self::new(issued_at, token.as_bytes())
    }

    /// An event that nobody vouches for, received at `now`.
    pub fn unsigned(now: u64, body: &[u8]) -> Self {
        Self::new(now, body)
    }

    fn new(at: u64, evidence: &[u8]) -> Self {
        Self {
            at,
            digest: Sha256::digest(evidence).into(),
        }
    }

    pub(super) fn at(&self) -> i64 {
        i64::try_from(self.at).unwrap_or(i64::MAX)
    }

    pub(super) fn digest(&self) -> &[u8] {
        &self.digest
    }
}

/// What an event did to the store.
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
    /// Whether it may open anything.
    pub state: InstallationState,
    /// When its last event was signed, in seconds since the Unix epoch.
    pub since: u64,
}

/// A row as both databases give it.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) client_key: String,
    pub(super) state: InstallationState,
    pub(super) key_id: String,
    pub(super) sealed_secret: Vec<u8>,
    pub(super) principal_uuid: Option<String>,
    pub(super) principal_name: Option<String>,
    pub(super) event_at: i64,
    pub(super) event_digest: Vec<u8>,
}

impl Row {
    pub(super) fn open(self, keyring: &Keyring) -> Result<Installation, Error> {
        let client_key = ClientKey::new(self.client_key);
        let sealed = Sealed {
            key_id: self.key_id,
            bytes: self.sealed_secret,
        };
        Ok(Installation {
            shared_secret: keyring.open(&client_key, &sealed)?,
            state: self.state,
            client_key,
            principal_name: self.principal_name,
            event_digest: self.event_digest,
        })
    }

    pub(super) fn tenant(self) -> Tenant {
        Tenant {
            client_key: ClientKey::new(self.client_key),
            principal_name: self.principal_name,
            state: self.state,
            since: u64::try_from(self.event_at).unwrap_or_default(),
        }
    }
}
