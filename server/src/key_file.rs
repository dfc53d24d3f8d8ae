//! The key that a SQLite store makes for itself, in a file beside it.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use crate::{Error, SecretKey};

const SETTING: &str = "the key file beside the database";

/// The key of the store at `database`, where there is one.
///
/// # Errors
/// [`Error::Config`], [`Error::Io`]
pub fn read(database: &Path) -> Result<Option<SecretKey>, Error> {
    let path = beside(database);
    match fs::read_to_string(&path) {
        Ok(text) => SecretKey::parse(SETTING, &text).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(&path, error)),
    }
}

/// The key of the store at `database`: read, or made where there is no store yet. Losing it loses
/// every secret, so an existing store without its key is an error.
///
/// # Errors
/// [`Error::Config`], [`Error::Io`]
pub fn read_or_make(database: &Path) -> Result<SecretKey, Error> {
    if let Some(key) = read(database)? {
        return Ok(key);
    }
    let path = beside(database);
    if database.exists() {
        return Err(Error::Config {
            setting: SETTING,
            problem: format!(
                "is missing: restore {}, or give the key with --secret-key-file",
                path.display()
            ),
        });
    }
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| failed(&path, std::io::Error::other(error)))?;
    let text = hex::encode(key);
    match write(&path, &format!("{text}\n")) {
        Ok(()) => tracing::warn!(
            path = %path.display(),
            "made a key for the secrets at rest: keep a copy, apart from the database's"
        ),
        // Another process was faster: its key is the one.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return read_or_make(database),
        Err(error) => return Err(failed(&path, error)),
    }
    Ok(SecretKey::new(key))
}

fn failed(path: &Path, source: std::io::Error) -> Error {
    Error::Io {
        what: format!("the key file {}", path.display()),
        source,
    }
}

/// Path of the key file: `sightline.db.key` for `sightline.db`.
pub fn beside(database: &Path) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(".key");
    path.into()
}

/// Writes a file for this user alone. It appears whole or not at all, and replaces nothing.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    linked
}
