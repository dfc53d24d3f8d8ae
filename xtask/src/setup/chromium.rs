//! The browser that tests drive.

use std::path::PathBuf;

use super::debian;
use crate::{Error, workspace};

/// Names that the browser goes by.
pub(crate) const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The program chromedriver, with a browser beside it.
///
/// # Errors
/// [`Error::Missing`] where it cannot be installed; [`Error::Failed`].
pub fn driver() -> Result<PathBuf, Error> {
    if let Some(driver) = present() {
        return Ok(driver);
    }
    let what = "Chromium with its chromedriver";
    debian::install(what, &["chromium", "chromium-driver"])?;
    present().ok_or_else(|| Error::Missing {
        what: what.to_owned(),
        advice: "The system's packages do not put chromium and chromedriver on PATH.".to_owned(),
    })
}

fn present() -> Option<PathBuf> {
    workspace::find(&BROWSERS)?;
    match std::env::var_os("CHROMEDRIVER") {
        Some(driver) => Some(PathBuf::from(driver)),
        None => workspace::find(&["chromedriver"]),
    }
}
