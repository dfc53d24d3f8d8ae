//! Options of the server.

use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, time::Duration};

use atlassian_connect::{SharedSecret, lifecycle::UnsignedInstalls};
use clap::{Args, builder::BoolishValueParser};
use sightline::{
    Config, Error, Keyring, Limits, LiveReload, LogFormat, Origin, SessionKeySource,
    store::{Location, Settings},
};
use tokio::sync::Semaphore;

use super::{DescriptorArgs, StoreArgs, secret};

const REGISTRATION: &str = "SIGHTLINE_REGISTRATION_SECRET";
const SESSION: &str = "SIGHTLINE_SESSION_KEY";

/// Seconds.
const DAY: u64 = 24 * 60 * 60;

/// A token is good for a day and a minute: until that has passed, an installation that was signed before
/// an uninstall can still arrive, and must find that it is outdated.
const LEAST_DAYS: u32 = 2;

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    descriptor: DescriptorArgs,
    /// Address to listen on.
    #[arg(long, env = "SIGHTLINE_LISTEN", default_value = "127.0.0.1:7992")]
    listen: SocketAddr,
    /// Origin of Bitbucket's pages.
    #[arg(
        long,
        env = "SIGHTLINE_HOST_URL",
        default_value = "https://bitbucket.org"
    )]
    host_url: String,
    /// Origin of Bitbucket's REST API.
    #[arg(
        long,
        env = "SIGHTLINE_API_URL",
        default_value = "https://api.bitbucket.org"
    )]
    api_url: String,
    /// Further origins from which Bitbucket's all.js may load scripts.
    #[arg(long, env = "SIGHTLINE_SCRIPT_ORIGINS", value_delimiter = ',')]
    script_origins: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
    /// Days after which the secrets of those who left are forgotten, 2 at least. Until then they vouch
    /// for a re-install.
    #[arg(long, env = "SIGHTLINE_KEEP_UNINSTALLED_DAYS", default_value_t = 90)]
    keep_uninstalled_days: u32,
    /// Folder of the built app.
    #[arg(long, env = "SIGHTLINE_ASSETS", default_value = "dist")]
    assets: PathBuf,
    /// Folder with the files of other builds, for pages that a server of another version handed out.
    #[arg(long, env = "SIGHTLINE_OTHER_ASSETS")]
    other_assets: Option<PathBuf>,
    /// File with the secret that Bitbucket showed when the app was registered (or
    /// SIGHTLINE_REGISTRATION_SECRET holds the secret itself).
    #[arg(long, env = "SIGHTLINE_REGISTRATION_SECRET_FILE")]
    registration_secret_file: Option<PathBuf>,
    /// File with 64 hexadecimal digits, the key of session tokens (or SIGHTLINE_SESSION_KEY holds
    /// them). Without one, open pages must be reloaded after a restart.
    #[arg(long, env = "SIGHTLINE_SESSION_KEY_FILE")]
    session_key_file: Option<PathBuf>,
    /// Keep first installations that come unsigned, as unverified.
    #[arg(
        long,
        env = "SIGHTLINE_ALLOW_UNSIGNED_INSTALLS",
        value_parser = BoolishValueParser::new()
    )]
    allow_unsigned_installs: bool,
    /// For development: open pages reload when the app is built anew.
    #[arg(long, env = "SIGHTLINE_LIVE_RELOAD", value_parser = BoolishValueParser::new())]
    live_reload: bool,
    /// Address of a listener for operators, such as 127.0.0.1:9092: /metrics, /healthz and /readyz. Not
    /// for the world.
    #[arg(long, env = "SIGHTLINE_METRICS_LISTEN")]
    metrics_listen: Option<SocketAddr>,
    /// Connections at a time. Each needs two open files: see LimitNOFILE= of the unit, or `ulimit -n`.
    #[arg(long, env = "SIGHTLINE_MAX_CONNECTIONS", default_value_t = Limits::default().connections)]
    max_connections: usize,
    /// Requests of one installation in a minute.
    #[arg(
        long,
        env = "SIGHTLINE_TENANT_RATE",
        default_value_t = Limits::default().tenant_requests
    )]
    tenant_rate: NonZeroU32,
    /// Seconds that running requests may take after SIGTERM, SIGINT or SIGHUP.
    #[arg(
        long,
        env = "SIGHTLINE_STOP_SECONDS",
        default_value_t = Limits::default().stop_time.as_secs()
    )]
    stop_seconds: u64,
    /// Format of log lines.
    #[arg(long, env = "SIGHTLINE_LOG", value_enum, default_value_t)]
    pub(crate) log: LogFormat,
}

impl ServeArgs {
    pub(crate) fn store(&self) -> Result<Settings, Error> {
        self.store.settings()
    }

    /// The store that is there: none is made.
    pub(crate) fn existing_store(&self) -> Result<Settings, Error> {
        self.store.existing()
    }

    /// The store's place, and its keys where there are any: neither is made.
    pub(crate) fn store_to_check(&self) -> Result<(Location, Option<Keyring>), Error> {
        let location = self.store.location()?;
        let keyring = self.store.keyring(&location)?;
        Ok((location, keyring))
    }

    /// Secrets that can be read, by what they are for.
    pub(crate) fn secrets(&self) -> Vec<(&'static str, String)> {
        let session = self.session_key_file.as_ref();
        let registration = self.registration_secret_file.as_ref();
        let secrets = [
            (
                "the registration secret",
                secret::read(registration, REGISTRATION),
            ),
            ("the session key", secret::read(session, SESSION)),
        ];
        let readable = |(name, secret): (_, Result<Option<String>, _>)| Some((name, secret.ok()??));
        let secrets = secrets.into_iter().filter_map(readable);
        secrets.chain(self.store.secrets()).collect()
    }

    pub(crate) fn config(&self) -> Result<Config, Error> {
        let (config, errors) = self.tried()?;
        errors.into_iter().next().map_or(Ok(config), Err)
    }

    /// The settings, with a default for each that cannot be used, and why they cannot.
    pub(crate) fn tried(&self) -> Result<(Config, Vec<Error>), Error> {
        let mut tried = Tried(Vec::new());
        let registration = secret::read(self.registration_secret_file.as_ref(), REGISTRATION);
        let registration = tried.or(registration, None);
        let session = secret::read(self.session_key_file.as_ref(), SESSION).and_then(|key| {
            key.map_or(Ok(SessionKeySource::Random), |key| {
                SessionKeySource::parse(&key)
            })
        });
        let kept = tried.or(days(self.keep_uninstalled_days), u64::from(LEAST_DAYS));
        let usual = Config::new("")?;
        let scripts = self.script_origins.iter();
        let scripts: Result<_, _> = scripts
            .map(|url| Origin::parse("--script-origins", url))
            .collect();
        let config = Config {
            assets: self.assets.clone(),
            other_assets: self.other_assets.clone(),
            descriptor: self.descriptor.read(),
            api_url: tried.or(Origin::parse("--api-url", &self.api_url), usual.api_url),
            host_url: tried.or(Origin::parse("--host-url", &self.host_url), usual.host_url),
            script_origins: tried.or(scripts, Vec::new()),
            registration_secret: registration.map(SharedSecret::new),
            unsigned_installs: if self.allow_unsigned_installs {
                UnsignedInstalls::Allowed
            } else {
                UnsignedInstalls::Refused
            },
            session_key: tried.or(session, SessionKeySource::Random),
            live_reload: if self.live_reload {
                LiveReload::On
            } else {
                LiveReload::Off
            },
            limits: Limits {
                connections: self.max_connections.clamp(1, Semaphore::MAX_PERMITS),
                tenant_requests: self.tenant_rate,
                stop_time: Duration::from_secs(self.stop_seconds),
                ..Limits::default()
            },
            metrics_listen: self.metrics_listen,
            keep_uninstalled: Duration::from_secs(kept * DAY),
            listen: self.listen,
        };
        Ok((config, tried.0))
    }
}

fn days(kept: u32) -> Result<u64, Error> {
    if kept >= LEAST_DAYS {
        return Ok(kept.into());
    }
    Err(Error::Config {
        setting: "--keep-uninstalled-days",
        problem: format!(
            "must be {LEAST_DAYS} or more: an installation that was signed before an uninstall can \
             arrive a day later, and must stay closed"
        ),
    })
}

/// Errors of the settings that were tried.
struct Tried(Vec<Error>);

impl Tried {
    fn or<T>(&mut self, setting: Result<T, Error>, usual: T) -> T {
        setting.unwrap_or_else(|error| {
            self.0.push(error);
            usual
        })
    }
}
