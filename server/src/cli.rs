//! Flags and environment variables.

use std::{net::SocketAddr, path::PathBuf};

use atlassian_connect::{
    AppKey, SharedSecret,
    descriptor::{Settings, WEBHOOKS, Writing},
    lifecycle::UnsignedInstalls,
};
use clap::{Args, Parser, Subcommand};
use sightline::{Config, Error, LogFormat, SessionKeySource};

/// Sightline for Bitbucket Cloud: serves the app, takes installations, verifies Bitbucket's tokens.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the app descriptor for these settings.
    Descriptor(DescriptorArgs),
    /// Read {"method","path","query","base_path"?} a line, print {"canonical","qsh"} a line.
    Qsh,
    /// Run the server.
    Serve(Box<ServeArgs>),
}

#[derive(Debug, Args)]
pub(crate) struct DescriptorArgs {
    /// Where the server is reached: https, no trailing slash (http on this machine only).
    #[arg(long, env = "SIGHTLINE_BASE_URL")]
    base_url: String,
    /// Key under which the app is registered.
    #[arg(long, env = "SIGHTLINE_APP_KEY", default_value = "sightline")]
    app_key: String,
    /// Offer features that write: asks for pullrequest:write, which also grants pushing.
    #[arg(long, env = "SIGHTLINE_WRITING")]
    writing: bool,
    /// Webhook events to subscribe to.
    #[arg(long, env = "SIGHTLINE_WEBHOOKS", value_delimiter = ',', default_values = WEBHOOKS)]
    webhooks: Vec<String>,
    /// Key of an OAuth consumer; AP.request works without one.
    #[arg(long, env = "SIGHTLINE_OAUTH_CLIENT_ID")]
    oauth_client_id: Option<String>,
    /// Installation link of the equivalent Forge app.
    #[arg(long, env = "SIGHTLINE_FORGE_APP_LINK")]
    forge_app_link: Option<String>,
    /// ARI of the equivalent Forge app.
    #[arg(long, env = "SIGHTLINE_FORGE_APP_ID")]
    forge_app_id: Option<String>,
}

impl DescriptorArgs {
    pub(crate) fn read(&self) -> Settings {
        Settings {
            writing: if self.writing {
                Writing::On
            } else {
                Writing::Off
            },
            webhooks: self.webhooks.clone(),
            oauth_client_id: self.oauth_client_id.clone(),
            forge_app_link: self.forge_app_link.clone(),
            forge_app_id: self.forge_app_id.clone(),
            ..Settings::new(AppKey::new(&self.app_key), &self.base_url)
        }
    }
}

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
    /// File of the SQLite store.
    #[arg(long, env = "SIGHTLINE_DATABASE", default_value = "sightline.db")]
    database: PathBuf,
    /// Folder of the built app.
    #[arg(long, env = "SIGHTLINE_ASSETS", default_value = "dist")]
    assets: PathBuf,
    /// File with the secret that Bitbucket showed when the app was registered (or
    /// SIGHTLINE_REGISTRATION_SECRET holds the secret itself).
    #[arg(long, env = "SIGHTLINE_REGISTRATION_SECRET_FILE")]
    registration_secret_file: Option<PathBuf>,
    /// File with 64 hexadecimal digits, the key of session tokens (or SIGHTLINE_SESSION_KEY holds
    /// them). Without one, open pages must be reloaded after a restart.
    #[arg(long, env = "SIGHTLINE_SESSION_KEY_FILE")]
    session_key_file: Option<PathBuf>,
    /// Keep first installations that come unsigned, as unverified.
    #[arg(long, env = "SIGHTLINE_ALLOW_UNSIGNED_INSTALLS")]
    allow_unsigned_installs: bool,
    /// How log lines look.
    #[arg(long, env = "SIGHTLINE_LOG", value_enum, default_value_t)]
    pub(crate) log: LogFormat,
}

impl ServeArgs {
    pub(crate) fn config(&self) -> Result<Config, Error> {
        let registration = secret(
            self.registration_secret_file.as_ref(),
            "SIGHTLINE_REGISTRATION_SECRET",
        )?;
        let session = secret(self.session_key_file.as_ref(), "SIGHTLINE_SESSION_KEY")?;
        Ok(Config {
            assets: self.assets.clone(),
            descriptor: self.descriptor.read(),
            api_url: origin("--api-url", &self.api_url)?,
            host_url: origin("--host-url", &self.host_url)?,
            script_origins: self.script_origins.clone(),
            registration_secret: registration.map(SharedSecret::new),
            unsigned_installs: if self.allow_unsigned_installs {
                UnsignedInstalls::Allowed
            } else {
                UnsignedInstalls::Refused
            },
            session_key: match session {
                Some(key) => SessionKeySource::parse(&key)?,
                None => SessionKeySource::Random,
            },
            listen: self.listen,
            database: self.database.clone(),
        })
    }
}

/// A secret from a file or from the environment: never from a flag, which other users can see.
fn secret(file: Option<&PathBuf>, variable: &'static str) -> Result<Option<String>, Error> {
    let Some(path) = file else {
        return Ok(std::env::var(variable).ok().filter(|text| !text.is_empty()));
    };
    let text = std::fs::read_to_string(path).map_err(|source| Error::Io {
        what: format!("{} cannot be read", path.display()),
        source,
    })?;
    Ok(Some(text.trim().to_owned()))
}

/// Origins end up in headers and links: scheme, host, port, and nothing that could break out.
fn origin(setting: &'static str, url: &str) -> Result<String, Error> {
    let rest = url.strip_prefix("https://").or(url.strip_prefix("http://"));
    let plain = |host: &str| {
        !host.is_empty()
            && host
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'))
    };
    match rest {
        Some(host) if plain(host) => Ok(url.to_owned()),
        _ => Err(Error::Config {
            setting,
            problem: format!("is {url:?}, not an origin such as https://bitbucket.org"),
        }),
    }
}
