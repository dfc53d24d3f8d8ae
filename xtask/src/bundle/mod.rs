//! The app as files: Trunk builds them, brotli packs them, a ceiling notices when they grow.

mod compress;
mod size;

use crate::{Error, run, say, setup, workspace};

pub use compress::pack;
pub use size::{CEILING, Part, Sizes};

/// Whether the app is there.
pub fn is_built() -> bool {
    workspace::dist().join("index.html").is_file()
}

/// Builds the app for release into the folder `dist`, with brotli files beside the originals.
///
/// # Errors
/// [`Error::Missing`] and [`Error::Failed`] of the set-up or of Trunk; [`Error::Io`].
pub fn build() -> Result<(), Error> {
    setup::for_building()?;
    say::heading("Building the app (about 4 minutes the first time)");
    let mut trunk = workspace::command("trunk");
    trunk
        .args(["build", "--release", "--dist", "dist"])
        // Relative, so that the app works below any base path: pages live beside `static/`.
        .args(["--public-url", "./static/"])
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk reads NO_COLOR as a boolean and stumbles over the usual 1.
        .env_remove("NO_COLOR");
    say::timed("the app is built", || run::aloud(trunk))
}
