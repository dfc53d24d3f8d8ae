//! Secrets.

use std::path::PathBuf;

use sightline::Error;

/// A secret from a file or from the environment: never from a flag, which other users can see.
pub(super) fn read(
    file: Option<&PathBuf>,
    variable: &'static str,
) -> Result<Option<String>, Error> {
    let Some(path) = file else {
        let given = std::env::var(variable).unwrap_or_default();
        return Ok(Some(given.trim().to_owned()).filter(|text| !text.is_empty()));
    };
    let text = std::fs::read_to_string(path).map_err(|source| Error::Io {
        what: format!("{} cannot be read", path.display()),
        source,
    })?;
    match text.trim() {
        "" => Err(Error::Config {
            setting: "the secret",
            problem: format!("is missing: {} is empty", path.display()),
        }),
        secret => Ok(Some(secret.to_owned())),
    }
}
