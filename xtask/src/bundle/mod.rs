//! The app as files: Trunk builds its programs, brotli files are written beside them, their sizes are
//! printed. Nothing rewrites what Trunk built.

mod compress;
mod size;

use std::path::PathBuf;

use crate::{Error, run, say, setup, workspace};

pub use compress::pack;
pub use size::{PANEL_CEILING, Part, REPOSITORY_CEILING, Sizes};

/// What readers load on one kind of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// On a pull request.
    Panel,
    /// On a repository.
    Repository,
}

impl Program {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Panel, Self::Repository];

    /// Its binary, its page and its folder go by this name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Panel => "panel",
            Self::Repository => "repository",
        }
    }

    /// Where it is built.
    pub fn folder(self) -> PathBuf {
        workspace::dist().join(self.name())
    }

    /// Size after brotli that is too large, in bytes.
    pub fn ceiling(self) -> u64 {
        match self {
            Self::Panel => size::PANEL_CEILING,
            Self::Repository => size::REPOSITORY_CEILING,
        }
    }
}

/// Whether both programs are there.
pub fn is_built() -> bool {
    let page = |program: Program| program.folder().join("index.html");
    Program::ALL
        .into_iter()
        .map(page)
        .all(|page| page.is_file())
}

/// Sizes of both programs.
///
/// # Errors
/// Those of [`Sizes::measure`].
pub fn measure() -> Result<Vec<Sizes>, Error> {
    Program::ALL.into_iter().map(Sizes::measure).collect()
}

/// Builds the app for release into the folder `dist`, with brotli files beside the originals.
///
/// # Errors
/// [`Error::Missing`] and [`Error::Failed`] of the set-up or of Trunk; [`Error::Io`].
pub fn build() -> Result<(), Error> {
    setup::for_building()?;
    say::heading("Building the app (about 3 minutes the first time)");
    say::timed("the app is built", || {
        Program::ALL.into_iter().try_for_each(trunk)
    })
}

fn trunk(program: Program) -> Result<(), Error> {
    let name = program.name();
    let mut trunk = workspace::command("trunk");
    trunk
        .args(["build", &format!("public/{name}.html"), "--release"])
        .args(["--dist", &format!("dist/{name}")])
        .args(["--public-url", &format!("./static/{name}/")])
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk reads NO_COLOR as a boolean and stumbles over the usual 1.
        .env_remove("NO_COLOR");
    run::aloud(trunk)
}
