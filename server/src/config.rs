//! Configuration of the server.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use atlassian_connect::{
    AppKey, SharedSecret, descriptor::Settings, lifecycle::UnsignedInstalls, session::SessionKey,
};

use crate::{Error, Limits, Origin, hex_key};

/// Everything that is decided before the server starts.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder of the built app.
    pub assets: PathBuf,
    /// Folder of other builds' files, for pages that another server handed out.
    pub other_assets: Option<PathBuf>,
    /// The descriptor's settings; `base_url` is the URL of the server.
    pub descriptor: Settings,
    /// Origin of Bitbucket's REST API, such as `https://api.bitbucket.org`.
    pub api_url: Origin,
    /// Origin of Bitbucket's pages, such as `https://bitbucket.org`.
    pub host_url: Origin,
    /// Further origins from which the host's `all.js` may load scripts.
    pub script_origins: Vec<Origin>,
    /// The secret that Bitbucket showed when the app was registered.
    pub registration_secret: Option<SharedSecret>,
    /// Treatment of first installs that come unsigned.
    pub unsigned_installs: UnsignedInstalls,
    /// Source of the key for session tokens.
    pub session_key: SessionKeySource,
    /// Reload of open pages when the app is rebuilt.
    pub live_reload: LiveReload,
    /// Limits on what clients may use.
    pub limits: Limits,
    /// Address that shows metrics and health, apart from the server's own; none if unset.
    pub metrics_listen: Option<SocketAddr>,
    /// Time for which the secrets of those who left are kept, so that a re-install can be verified.
    pub keep_uninstalled: Duration,
    /// Address that the server listens on.
    pub listen: SocketAddr,
}

/// Reload of open pages when the app is rebuilt: for development only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LiveReload {
    /// Open pages stay as they are.
    #[default]
    Off,
    /// Open pages reload.
    On,
}

/// Source of the key for session tokens.
#[derive(Debug, Clone)]
pub enum SessionKeySource {
    /// Given by the operator: sessions outlive a restart, and replicas share them.
    Given(SessionKey),
    /// Made at start: sessions end with the process.
    Random,
}

impl SessionKeySource {
    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`Error::Config`], without the text.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let key = hex_key::parse(text).ok_or_else(|| Error::Config {
            setting: "the session key",
            problem: hex_key::PROBLEM.to_owned(),
        })?;
        Ok(Self::Given(SessionKey::new(key)))
    }
}

impl Config {
    /// Settings for a server at `base_url` that is not registered yet.
    ///
    /// # Errors
    /// [`Error::Config`]
    pub fn new(base_url: &str) -> Result<Self, Error> {
        Ok(Self {
            assets: PathBuf::from("dist"),
            other_assets: None,
            descriptor: Settings::new(AppKey::new("sightline"), base_url),
            api_url: Origin::parse("the API's URL", "https://api.bitbucket.org")?,
            host_url: Origin::parse("the host's URL", "https://bitbucket.org")?,
            script_origins: Vec::new(),
            registration_secret: None,
            unsigned_installs: UnsignedInstalls::Refused,
            session_key: SessionKeySource::Random,
            live_reload: LiveReload::Off,
            limits: Limits::default(),
            metrics_listen: None,
            keep_uninstalled: Duration::from_secs(90 * 24 * 60 * 60),
            listen: SocketAddr::from(([127, 0, 0, 1], 7992)),
        })
    }
}
