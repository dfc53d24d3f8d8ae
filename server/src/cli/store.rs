//! Which store, and its keys.

use std::path::PathBuf;

use clap::Args;
use sightline::{
    Error, Keyring, SecretKey, key_file,
    store::{Location, Settings},
};

use super::secret;

#[derive(Debug, Args)]
pub(crate) struct StoreArgs {
    /// File of the SQLite store.
    #[arg(long, env = "SIGHTLINE_DATABASE", default_value = "sightline.db")]
    database: PathBuf,
    /// PostgreSQL store in place of SQLite, such as postgres://user@host/database, for several
    /// servers; across a network with ?sslmode=verify-full. A password belongs in the variable or in
    /// PGPASSWORD, not in a flag.
    #[arg(
        long,
        env = "SIGHTLINE_DATABASE_URL",
        hide_env_values = true,
        conflicts_with = "database"
    )]
    database_url: Option<String>,
    /// File with 64 hexadecimal digits, the key that seals shared secrets at rest (or
    /// SIGHTLINE_SECRET_KEY holds them). Without one, a SQLite store makes itself a key file beside
    /// the database; PostgreSQL needs one.
    #[arg(long, env = "SIGHTLINE_SECRET_KEY_FILE")]
    secret_key_file: Option<PathBuf>,
    /// Files with older keys, which still open what they sealed (or SIGHTLINE_SECRET_KEY_OLD holds
    /// the keys, with commas between). `sightline migrate` seals everything anew.
    #[arg(long, env = "SIGHTLINE_SECRET_KEY_OLD_FILE", value_delimiter = ',')]
    secret_key_old_file: Vec<PathBuf>,
}

impl StoreArgs {
    /// For commands that look at a store: none is made where there is none.
    pub(crate) fn existing(&self) -> Result<Settings, Error> {
        if self.database_url.is_none() && !self.database.exists() {
            return Err(Error::Config {
                setting: "--database",
                problem: format!("{} does not exist", self.database.display()),
            });
        }
        self.settings()
    }

    pub(crate) fn settings(&self) -> Result<Settings, Error> {
        let location = match &self.database_url {
            Some(url) => Location::Postgres(url.parse()?),
            None => Location::Sqlite(self.database.clone()),
        };
        // First, since a key file is made only for settings that work.
        let old = self.old()?;
        let given = secret::read(self.secret_key_file.as_ref(), "SIGHTLINE_SECRET_KEY")?;
        let current = match (given, &location) {
            (Some(text), _) => SecretKey::parse("the secret key", &text)?,
            (None, Location::Sqlite(path)) => key_file::read_or_make(path)?,
            (None, Location::Postgres(_)) => {
                return Err(Error::Config {
                    setting: "--secret-key-file",
                    problem: "is needed with PostgreSQL, the same for every server: make one with \
                              openssl rand -hex 32"
                        .to_owned(),
                });
            }
        };
        Ok(Settings {
            location,
            keyring: Keyring::new(current, old),
        })
    }

    fn old(&self) -> Result<Vec<SecretKey>, Error> {
        let parse = |text: &str| SecretKey::parse("an old secret key", text);
        let variable = "SIGHTLINE_SECRET_KEY_OLD";
        if self.secret_key_old_file.is_empty() {
            let keys = secret::read(None, variable)?.unwrap_or_default();
            let keys = keys.split(',').filter(|key| !key.trim().is_empty());
            return keys.map(parse).collect();
        }
        let files = self.secret_key_old_file.iter();
        files
            .map(|file| parse(&secret::read(Some(file), variable)?.unwrap_or_default()))
            .collect()
    }
}
