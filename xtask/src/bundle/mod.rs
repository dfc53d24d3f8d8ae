//! The app as files: Trunk builds it, brotli files are written beside what it built, sizes are printed.
//! Nothing rewrites what Trunk built.

mod compress;
mod size;

use std::process::Command;

use crate::{Error, run, say, setup, workspace};

pub use size::{CEILING, Part, Sizes};

/// Whether the app is in the folder `dist`.
pub fn is_built() -> bool {
    workspace::dist().join("index.html").is_file()
}

/// Builds the app for release into the folder `dist`, with brotli files beside the originals.
///
/// # Errors
/// [`Error::Missing`] and [`Error::Failed`] of the set-up or of Trunk; [`Error::Io`].
pub fn build() -> Result<(), Error> {
    setup::for_building()?;
    say::heading("Building the app (about 3 minutes the first time)");
    let mut build = trunk("build");
    build.arg("--release");
    say::timed("the app is built", || run::aloud(build))?;
    say::timed("brotli files are written", || {
        compress::pack(&workspace::dist())
    })
}

/// Builds the app for development into the folder `dist`, and again after each change, until it is
/// stopped.
///
/// # Errors
/// As [`build`].
pub fn watch() -> Result<(), Error> {
    setup::for_building()?;
    say::heading("Building the app after each change; Ctrl-C stops that");
    run::aloud(trunk("watch"))
}

fn trunk(command: &str) -> Command {
    let mut trunk = workspace::command("trunk");
    trunk
        .args([command, "--dist", "dist"])
        // Relative, so that the app works below any base path: pages live beside `static/`.
        .args(["--public-url", "./static/"])
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk reads NO_COLOR as a boolean and stumbles over the usual 1.
        .env_remove("NO_COLOR");
    trunk
}
