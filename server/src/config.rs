//! What an operator decides.

use std::{net::SocketAddr, path::PathBuf};

use atlassian_connect::{
    AppKey, SharedSecret, descriptor::Settings, lifecycle::UnsignedInstalls, session::SessionKey,
};

use crate::Error;

/// Everything that is decided before the server starts.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder of the built app.
    pub assets: PathBuf,
    /// The descriptor's settings; `base_url` is where the server is reached.
    pub descriptor: Settings,
    /// Origin of Bitbucket's REST API, such as `https://api.bitbucket.org`.
    pub api_url: String,
    /// Origin of Bitbucket's pages, such as `https://bitbucket.org`.
    pub host_url: String,
    /// Further origins from which the host's `all.js` may load scripts.
    pub script_origins: Vec<String>,
    /// The secret that Bitbucket showed when the app was registered.
    pub registration_secret: Option<SharedSecret>,
    /// Whether first installs may come unsigned.
    pub unsigned_installs: UnsignedInstalls,
    /// Where the key for session tokens comes from.
    pub session_key: SessionKeySource,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// File of the SQLite store.
    pub database: PathBuf,
}

/// Where the key for session tokens comes from.
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
        let wrong = || Error::Config {
            setting: "the session key",
            problem: "must be 64 hexadecimal digits (openssl rand -hex 32)".to_owned(),
        };
        let digits: Vec<u8> = text
            .trim()
            .chars()
            .map(|digit| {
                digit
                    .to_digit(16)
                    .and_then(|value| u8::try_from(value).ok())
            })
            .collect::<Option<_>>()
            .ok_or_else(wrong)?;
        let bytes: Vec<u8> = digits
            .chunks_exact(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
            .collect();
        let key: [u8; 32] = bytes.try_into().map_err(|_| wrong())?;
        Ok(Self::Given(SessionKey::new(key)))
    }
}

impl Config {
    /// Settings for a server at `base_url` that is not registered yet.
    pub fn new(base_url: &str) -> Self {
        Self {
            assets: PathBuf::from("dist"),
            descriptor: Settings::new(AppKey::new("sightline"), base_url),
            api_url: "https://api.bitbucket.org".to_owned(),
            host_url: "https://bitbucket.org".to_owned(),
            script_origins: Vec::new(),
            registration_secret: None,
            unsigned_installs: UnsignedInstalls::Refused,
            session_key: SessionKeySource::Random,
            listen: SocketAddr::from(([127, 0, 0, 1], 7992)),
            database: PathBuf::from("sightline.db"),
        }
    }

    /// Path of the base URL, under which everything is served: empty or such as `/connect`.
    pub fn base_path(&self) -> &str {
        let url = &self.descriptor.base_url;
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("")
    }
}
