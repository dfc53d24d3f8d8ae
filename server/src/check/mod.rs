//! `sightline check`: tries the configuration, and says how to fix what does not work.

mod open_files;
mod secrecy;

use std::{fmt, io::Write};

use atlassian_connect::{descriptor::Descriptor, lifecycle::UnsignedInstalls};

use crate::{
    Clock, Config, Error, Keyring, LiveReload, SessionKeySource,
    account::Web,
    base_url::BaseUrl,
    shell::Shells,
    store::{Location, Settings, Store},
};

pub(crate) use open_files::affordable;
pub use open_files::open_files;
pub use secrecy::{files, secrets};

/// Result of one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Subject of the check.
    pub what: &'static str,
    /// Verdict on it.
    pub verdict: Verdict,
}

/// Verdict of a check; texts for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It does not work.
    Broken {
        /// State that was found.
        found: String,
        /// Action that fixes it.
        fix: String,
    },
    /// It works, but perhaps not as it should.
    Doubtful {
        /// State that was found.
        found: String,
        /// Action that fixes it.
        fix: String,
    },
    /// It works.
    Good {
        /// State that was found.
        found: String,
    },
}

impl Finding {
    /// A setting that cannot even be read.
    pub fn unreadable(error: &Error) -> Self {
        let fix = "correct the setting; `sightline serve --help` explains each";
        broken("settings", error, fix)
    }

    /// A variable of the environment that looks like a setting.
    pub fn unknown_variable(name: &str) -> Self {
        let found = format!("{name} is no setting");
        doubtful("environment", &found, "correct its name, or leave it out")
    }

    /// Logs a warning unless the setting is good.
    pub fn log(&self) {
        if let Verdict::Broken { found, fix } | Verdict::Doubtful { found, fix } = &self.verdict {
            tracing::warn!(found, fix, "a setting should not be as it is");
        }
    }

    /// Returns whether it does not work.
    pub fn is_broken(&self) -> bool {
        matches!(self.verdict, Verdict::Broken { .. })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.what;
        match &self.verdict {
            Verdict::Broken { found, fix } => write!(f, "FAIL  {what}: {found}\n      → {fix}"),
            Verdict::Doubtful { found, fix } => write!(f, "warn  {what}: {found}\n      → {fix}"),
            Verdict::Good { found } => write!(f, "ok    {what}: {found}"),
        }
    }
}

/// Tries everything, and makes nothing: no store and no key. The store is left out where its place or its
/// key cannot be read.
pub async fn check(
    config: &Config,
    store: Option<(Location, Option<Keyring>)>,
    clock: Clock,
) -> Vec<Finding> {
    let mut findings = vec![
        descriptor(config),
        base_url(config),
        trust(config),
        session_key(config),
        live_reload(config),
        open_files(config.limits.connections),
        app(config, clock.now()).await,
    ];
    if let Some((location, keyring)) = store {
        findings.extend(secrecy::files(&location));
        findings.push(the_store(location, keyring).await);
    }
    match Web::new(clock) {
        Ok(web) => findings.extend(addresses(config, &web).await),
        Err(error) => findings.push(broken(
            "certificates",
            &error,
            "install the system's certificates (ca-certificates), or name them with SSL_CERT_FILE",
        )),
    }
    findings
}

async fn addresses(config: &Config, web: &Web) -> Vec<Finding> {
    let own = format!("{}/healthz", config.descriptor.base_url);
    let fix = "start the server, or look at DNS, certificate and proxy; Bitbucket has to reach it";
    let mut findings = vec![match web.reach(&own).await {
        Ok(200) => good("own address", &own),
        Ok(status) => doubtful("own address", &format!("{own} answers {status}"), fix),
        Err(error) => doubtful("own address", &format!("{own}: {error}"), fix),
    }];
    for (what, url) in [("host", &config.host_url), ("API", &config.api_url)] {
        let fix = "let this machine reach it (DNS, firewall, certificates), or correct the URL";
        findings.push(match web.reach(url.as_str()).await {
            Ok(_) if url.is_in_the_open() => doubtful(
                what,
                &format!("{url} is not https: secrets and tokens travel in the open"),
                "use https",
            ),
            Ok(_) => good(what, url),
            Err(error) => broken(what, &format!("{url}: {error}"), fix),
        });
    }
    findings
}

/// Writes the findings, a line or two each.
///
/// # Errors
/// When writing fails.
pub fn report(findings: &[Finding], mut output: impl Write) -> Result<(), Error> {
    let text: String = findings
        .iter()
        .map(|finding| format!("{finding}\n"))
        .collect();
    output
        .write_all(text.as_bytes())
        .map_err(|source| Error::Io {
            what: "standard output".to_owned(),
            source,
        })
}

fn descriptor(config: &Config) -> Finding {
    match Descriptor::new(&config.descriptor) {
        Ok(_) => good("descriptor", &"keeps every documented limit"),
        Err(error) => broken("descriptor", &error, "change the setting that it names"),
    }
}

fn base_url(config: &Config) -> Finding {
    let url = &config.descriptor.base_url;
    let fix = "set --base-url to the public https address, without a slash at its end";
    if url.ends_with('/') {
        return broken("base URL", &format!("{url:?} is no base URL"), fix);
    }
    match BaseUrl::parse(url) {
        Ok(base) if base.is_https() => good("base URL", url),
        Ok(_) => doubtful(
            "base URL",
            &format!("{url} is not https; Bitbucket refuses it"),
            fix,
        ),
        Err(error) => broken("base URL", &error, fix),
    }
}

fn trust(config: &Config) -> Finding {
    match (&config.registration_secret, config.unsigned_installs) {
        (Some(_), UnsignedInstalls::Refused) => {
            good("trust", &"first installations must be signed")
        }
        (_, UnsignedInstalls::Allowed) => doubtful(
            "trust",
            &"first installations may come unsigned; a token exchange has to prove them",
            "leave --allow-unsigned-installs out once the app is registered",
        ),
        (None, UnsignedInstalls::Refused) => doubtful(
            "trust",
            &"without a registration secret no first installation is accepted",
            "set --registration-secret-file to the secret that Bitbucket showed",
        ),
    }
}

fn session_key(config: &Config) -> Finding {
    match config.session_key {
        SessionKeySource::Given(_) => good("session key", &"is set"),
        SessionKeySource::Random => doubtful(
            "session key",
            &"is made at each start: open pages must be reloaded, and replicas refuse each other's",
            "openssl rand -hex 32 > session.key, and set --session-key-file",
        ),
    }
}

fn live_reload(config: &Config) -> Finding {
    match config.live_reload {
        LiveReload::Off => good("live reload", &"is off"),
        LiveReload::On => doubtful("live reload", &"is on", "leave --live-reload out"),
    }
}

async fn app(config: &Config, now: u64) -> Finding {
    if let Err(error) = Shells::new(config).check(now).await {
        let fix = "build the app with `cargo xtask build`, and set --assets to its folder";
        return broken("app", &error, fix);
    }
    match &config.other_assets {
        Some(others) if !others.is_dir() => doubtful(
            "app",
            &format!("{} is no folder", others.display()),
            "make the folder of --other-assets, with the files of the other builds",
        ),
        _ => good("app", &config.assets.display()),
    }
}

async fn the_store(location: Location, keyring: Option<Keyring>) -> Finding {
    let fix = "look at the file's folder and rights, or at the database's address and password";
    if let Location::Sqlite(path) = &location
        && !path.exists()
    {
        let folder = path.parent().unwrap_or(path);
        return match folder.as_os_str().is_empty() || folder.is_dir() {
            true => good(
                "store",
                &format!("{location} is not there yet: `sightline serve` makes it"),
            ),
            false => broken("store", &format!("{} is no folder", folder.display()), fix),
        };
    }
    let Some(keyring) = keyring else {
        let found = format!("the key file beside {location} is missing");
        let fix = "restore it, or give the key with --secret-key-file";
        return broken("store", &found, fix);
    };
    let settings = Settings { location, keyring };
    let tried = async { Store::open_existing(&settings).await?.probe().await };
    match tried.await {
        Ok(()) => {
            let found = "answers, is up to date and can be written";
            good("store", &format!("{} {found}", settings.location))
        }
        Err(error @ Error::StoreVersion { .. }) => doubtful(
            "store",
            &error,
            "run `sightline migrate`, or start the server",
        ),
        Err(error) => broken("store", &error, fix),
    }
}

fn good(what: &'static str, found: &dyn fmt::Display) -> Finding {
    let found = found.to_string();
    Finding {
        what,
        verdict: Verdict::Good { found },
    }
}

fn doubtful(what: &'static str, found: &dyn fmt::Display, fix: &str) -> Finding {
    let (found, fix) = (found.to_string(), fix.to_owned());
    Finding {
        what,
        verdict: Verdict::Doubtful { found, fix },
    }
}

fn broken(what: &'static str, found: &dyn fmt::Display, fix: &str) -> Finding {
    let (found, fix) = (found.to_string(), fix.to_owned());
    Finding {
        what,
        verdict: Verdict::Broken { found, fix },
    }
}
