//! The workspace's programs, as they are compiled now.

use std::path::{Path, PathBuf};

use crate::{Error, run, workspace};

/// Build of the programs that run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Build {
    /// That of the profile that this very program was built with.
    #[default]
    Own,
    /// That for release, which is there already.
    Release,
}

impl Build {
    /// The program `name`.
    ///
    /// # Errors
    /// Those of [`binary`].
    pub(super) fn program(self, name: &str) -> Result<PathBuf, Error> {
        match self {
            Self::Own => binary(name),
            Self::Release => Ok(workspace::target().join("release").join(name)),
        }
    }
}

/// Set by the test command, which has built everything before the first test runs.
pub(crate) const PREBUILT: &str = "SIGHTLINE_PREBUILT";

/// The program `name` (package and program are named alike) of the profile that this very program
/// was built with. It is built first, unless the test command has done so already.
///
/// # Errors
/// [`Error::Failed`] with the compiler's words; [`Error::Io`].
pub fn binary(name: &str) -> Result<PathBuf, Error> {
    let folder = profile_folder()?;
    let path = folder.join(name);
    if std::env::var_os(PREBUILT).is_some() && path.is_file() {
        return Ok(path);
    }
    let mut build = workspace::cargo();
    // Both programs at once, as the demo builds them: alone, each would get other features of what
    // they share, and be compiled again.
    build.args([
        "build",
        "--quiet",
        "--package=sightline",
        "--package=sightline-sandbox",
    ]);
    if folder.ends_with("release") {
        build.arg("--release");
    }
    run::quietly(build)?;
    Ok(path)
}

/// `target/debug` or `target/release`: tests run from the folder `deps` in it.
fn profile_folder() -> Result<PathBuf, Error> {
    let program = std::env::current_exe().map_err(Error::io("this program has no path"))?;
    let folder = program.parent().unwrap_or(Path::new("."));
    let folder = match folder.parent() {
        Some(above) if folder.ends_with("deps") => above,
        _ => folder,
    };
    Ok(folder.to_owned())
}
