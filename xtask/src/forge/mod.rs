//! The app as an app of Forge: the same programs in `forge/build`, each with a page that brings
//! `@forge/bridge`, and the merge check, all checked as Forge's own tools check it, offline.

pub mod calls;
pub mod check;
pub mod description;
mod function;
mod pages;

use std::path::PathBuf;

use crate::{Error, bundle, say, setup, workspace};
use description::Description;

/// Builds the app for Forge into `forge/build`, from the app in `dist`, which is built where it is
/// missing. Checks manifest, policy, addresses and size.
///
/// # Errors
/// [`Error::Forge`] for what Forge would not take; those of [`bundle::build`].
pub fn forge() -> Result<(), Error> {
    setup::npm::packages()?;
    if !bundle::is_built() {
        bundle::build()?;
    }
    say::heading("Building the app for Forge");
    say::timed("pages and bridge are written", assemble)?;
    say::timed("the merge check is built", function::function)?;
    let description = say::timed("manifest and policies are checked", check::describe)?;
    let limits = check::Limits::measure(&folder(), &description)?;
    say::line(limits);
    Ok(())
}

/// Builds the app for Forge as [`forge`] does, without a word about it, for a stack that shows it.
///
/// # Errors
/// As [`forge`].
pub fn prepare() -> Result<Description, Error> {
    assemble()?;
    function::function()?;
    check::describe()
}

/// Folder of what is built.
pub fn folder() -> PathBuf {
    source().join("build")
}

/// Folder of the manifest and of what the pages are made of.
fn source() -> PathBuf {
    workspace::root().join("forge")
}

fn assemble() -> Result<(), Error> {
    if let Err(error) = std::fs::remove_dir_all(folder())
        && error.kind() != std::io::ErrorKind::NotFound
    {
        return Err(Error::io("forge/build cannot be removed")(error));
    }
    for program in bundle::Program::ALL {
        pages::program(program)?;
    }
    pages::settings()
}
