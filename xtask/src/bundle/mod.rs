//! The app as files: Trunk builds it, brotli files are written beside what it built, sizes are printed.
//! Nothing rewrites what Trunk built.

pub(crate) mod compress;
mod program;
mod size;

use std::{process::Command, thread};

use crate::{Error, run, say, setup, workspace};

pub use program::Program;
pub use size::{Part, Sizes};

/// Returns whether the app is in the folder `dist`.
pub fn is_built() -> bool {
    let built = |program: Program| program.folder().join("index.html").is_file();
    Program::ALL.into_iter().all(built)
}

/// Builds the app for release into the folder `dist`, with brotli files beside the originals.
///
/// # Errors
/// [`Error::Missing`] and [`Error::Failed`] of the set-up or of Trunk; [`Error::Io`].
pub fn build() -> Result<(), Error> {
    setup::for_building()?;
    say::heading("Building the app (about 3 minutes the first time)");
    for program in Program::ALL {
        let mut build = trunk("build", program);
        build.arg("--release");
        say::timed(program.name(), || run::aloud(build))?;
    }
    say::timed("brotli files are written", || {
        let pack = |program: Program| compress::pack(&program.folder());
        Program::ALL.into_iter().try_for_each(pack)
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
    thread::scope(|scope| {
        let watchers = Program::ALL.map(|it| scope.spawn(move || run::aloud(trunk("watch", it))));
        let ended = |watcher: thread::ScopedJoinHandle<'_, _>| watcher.join().unwrap_or(Ok(()));
        watchers.into_iter().try_for_each(ended)
    })
}

fn trunk(command: &str, program: Program) -> Command {
    let mut trunk = workspace::command("trunk");
    let name = program.name();
    trunk
        .args([command, "--no-default-features", "--features", name])
        .args(["--dist", &format!("dist/{name}")])
        // Relative, so that the app works below any base path: pages live beside `static/`.
        .args(["--public-url", &format!("./static/{name}/")])
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk reads NO_COLOR as a boolean and stumbles over the usual 1.
        .env_remove("NO_COLOR");
    trunk
}
