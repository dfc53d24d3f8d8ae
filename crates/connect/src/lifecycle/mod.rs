//! `installed` and `uninstalled`: what Bitbucket POSTs, and whether to believe it.
//!
//! Everything but `key`, `clientKey` and `eventType` is optional, unknown members are ignored. No
//! URL of a payload is ever called.

mod trust;

use serde::Deserialize;

use crate::{AppKey, ClientKey, Error, SharedSecret};

pub use trust::{Decision, Evidence, Proof, Refusal, UnsignedInstalls, decide};

/// Payloads of more bytes than this are refused.
pub const MAX_PAYLOAD: usize = 64 * 1024;

/// App keys and clientKeys of more bytes are refused. Bitbucket's are far shorter.
pub const MAX_KEY: usize = 255;

/// The payload of `installed`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Installed {
    /// The app's key.
    pub key: AppKey,
    /// Names the installation.
    pub client_key: ClientKey,
    /// Secret that both sides sign with. Absent for some personal accounts: then nothing can be verified.
    pub shared_secret: Option<SharedSecret>,
    /// The workspace or user that the app is installed into.
    pub principal: Option<Principal>,
    /// The person who clicked.
    pub actor: Option<Actor>,
}

/// The payload of `uninstalled`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Uninstalled {
    /// The app's key.
    pub key: AppKey,
    /// Names the installation.
    pub client_key: ClientKey,
}

/// The workspace or user that an app is installed into.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Principal {
    /// UUID in braces.
    pub uuid: Option<String>,
    /// Slug, for workspaces.
    pub username: Option<String>,
    /// Untrusted text.
    pub display_name: Option<String>,
}

/// The person who clicked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Actor {
    /// UUID, here without braces.
    pub uuid: Option<String>,
    /// Atlassian account id.
    pub account_id: Option<String>,
}

impl Installed {
    /// Reads a payload.
    ///
    /// # Errors
    /// [`Error::TooLong`], [`Error::Payload`], [`Error::WrongEvent`]
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        read(body, "installed")
    }
}

impl Uninstalled {
    /// Reads a payload.
    ///
    /// # Errors
    /// [`Error::TooLong`], [`Error::Payload`], [`Error::WrongEvent`]
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        read(body, "uninstalled")
    }
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8], expected: &'static str) -> Result<T, Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Event {
        event_type: String,
        key: String,
        client_key: String,
    }
    if body.len() > MAX_PAYLOAD {
        return Err(Error::TooLong {
            length: body.len(),
            limit: MAX_PAYLOAD,
        });
    }
    let event: Event = serde_json::from_slice(body).map_err(payload)?;
    if event.event_type != expected {
        let found = event.event_type.chars().take(80).collect();
        return Err(Error::WrongEvent { found, expected });
    }
    // They are logged before anything is verified.
    for (name, key) in [("key", event.key), ("clientKey", event.client_key)] {
        if key.is_empty() || key.len() > MAX_KEY || key.contains(char::is_control) {
            return Err(Error::Payload {
                problem: format!("the {name} ({} bytes) cannot be one", key.len()),
            });
        }
    }
    serde_json::from_slice(body).map_err(payload)
}

/// Says where and what kind, not what stands there: the payload holds a secret.
fn payload(error: serde_json::Error) -> Error {
    let problem = match error.classify() {
        serde_json::error::Category::Data => "a required member is missing or of the wrong type",
        serde_json::error::Category::Eof => "it ends too early",
        serde_json::error::Category::Io | serde_json::error::Category::Syntax => "it is not JSON",
    };
    Error::Payload {
        problem: format!(
            "{problem} (line {}, column {})",
            error.line(),
            error.column()
        ),
    }
}
