//! The app as files: Trunk builds them, brotli packs them, a budget limits them.

mod compress;
mod size;

use crate::{Error, run, say, setup, workspace};

pub use compress::compress;
pub use size::{Part, Sizes};

/// Builds the app for release into the folder `dist`, with brotli files beside the originals.
///
/// # Errors
/// [`Error::Missing`] and [`Error::Failed`] of the set-up or of Trunk; [`Error::Io`].
pub fn build() -> Result<(), Error> {
    setup::for_building()?;
    say::heading("Building the app (about 2 minutes the first time)");
    let mut trunk = workspace::command("trunk");
    trunk.args(["build", "--release"]);
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk reads NO_COLOR as a boolean and stumbles over the usual 1.
    trunk.env_remove("NO_COLOR");
    say::timed("the app is built", || run::aloud(trunk))
}
