//! Paths of the workspace, and of the programs that it uses.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Error;

/// The workspace's root folder.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// The text of `Cargo.lock`.
///
/// # Errors
/// [`Error::Io`]
pub fn lock() -> Result<String, Error> {
    std::fs::read_to_string(root().join("Cargo.lock"))
        .map_err(Error::io("Cargo.lock cannot be read"))
}

/// The folder of compiled things.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The folder of the built app.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Folder into which cargo installs programs.
pub fn cargo_bin() -> PathBuf {
    let home = env::var_os("CARGO_INSTALL_ROOT").or_else(|| env::var_os("CARGO_HOME"));
    let home = home.map(PathBuf::from).unwrap_or_else(|| {
        let user = env::var_os("HOME").unwrap_or_default();
        Path::new(&user).join(".cargo")
    });
    home.join("bin")
}

/// Folders of npm's programs, of cargo's, and of `PATH`, in this order.
fn path() -> Vec<PathBuf> {
    let mut folders = vec![root().join("node_modules/.bin"), cargo_bin()];
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path));
    }
    folders
}

/// The first of these programs that exists.
pub fn find(programs: &[&str]) -> Option<PathBuf> {
    let folders = path();
    programs.iter().find_map(|program| {
        let mut places = folders.iter().map(|folder| folder.join(program));
        places.find(|place| place.is_file())
    })
}

/// A command in the root folder that finds what was installed by [`setup`](crate::setup).
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    let path = env::join_paths(path()).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default());
    command.current_dir(root()).env("PATH", path);
    command
}

/// The cargo that runs this command.
pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}
