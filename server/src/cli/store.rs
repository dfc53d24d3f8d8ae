//! Options of the store and its keys.

use std::path::PathBuf;

use clap::Args;
use sightline::{
    Error, Keyring, SecretKey, key_file,
    store::{Location, Settings},
};

use super::secret;

const KEY: &str = "SIGHTLINE_SECRET_KEY";

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
    /// Settings for commands that work on a store that is there: none is made.
    pub(crate) fn existing(&self) -> Result<Settings, Error> {
        self.existing_location()?;
        self.settings()
    }

    /// Location for commands that look at a store or fix it, such as a backup: a key is used if there is one.
    pub(crate) fn existing_keys_optional(&self) -> Result<(Location, Option<Keyring>), Error> {
        let location = self.existing_location()?;
        let keyring = self.keyring(&location)?;
        Ok((location, keyring))
    }

    pub(crate) fn settings(&self) -> Result<Settings, Error> {
        let location = self.location()?;
        // A key file is made only for settings that work.
        let keyring = match (self.keyring(&location)?, &location) {
            (Some(keyring), _) => keyring,
            (None, Location::Sqlite(path)) => {
                Keyring::new(key_file::read_or_make(path)?, self.old()?)
            }
            (None, Location::Postgres(_)) => return Err(postgres_needs_a_key()),
        };
        Ok(Settings { location, keyring })
    }

    pub(crate) fn location(&self) -> Result<Location, Error> {
        Ok(match &self.database_url {
            Some(url) => Location::Postgres(url.parse()?),
            None => Location::Sqlite(self.database.clone()),
        })
    }

    pub(crate) fn existing_location(&self) -> Result<Location, Error> {
        match self.location()? {
            Location::Sqlite(path) if !path.exists() => Err(Error::Config {
                setting: "--database",
                problem: format!("{} does not exist", path.display()),
            }),
            location => Ok(location),
        }
    }

    /// The keys, where there are any: none is made.
    pub(crate) fn keyring(&self, location: &Location) -> Result<Option<Keyring>, Error> {
        let old = self.old()?;
        let given = secret::read(self.secret_key_file.as_ref(), KEY)?;
        let current = match (given, location) {
            (Some(text), _) => Some(SecretKey::parse("the secret key", &text)?),
            (None, Location::Sqlite(path)) => key_file::read(path)?,
            (None, Location::Postgres(_)) => return Err(postgres_needs_a_key()),
        };
        Ok(current.map(|current| Keyring::new(current, old)))
    }

    /// Secrets that can be read, by what they are for.
    pub(crate) fn secrets(&self) -> Vec<(&'static str, String)> {
        let file = match (&self.secret_key_file, self.location()) {
            (None, Ok(Location::Sqlite(path))) => Some(key_file::beside(&path)),
            (file, _) => file.clone(),
        };
        let given = secret::read(None, KEY).ok().flatten();
        let given = match &self.secret_key_file {
            Some(_) => None,
            None => given,
        };
        let key = given.or_else(|| secret::read(file.as_ref(), KEY).ok().flatten());
        key.map(|key| ("the key of the store", key))
            .into_iter()
            .collect()
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

fn postgres_needs_a_key() -> Error {
    Error::Config {
        setting: "--secret-key-file",
        problem: "is needed with PostgreSQL, the same for every server: make one with \
                  openssl rand -hex 32"
            .to_owned(),
    }
}
