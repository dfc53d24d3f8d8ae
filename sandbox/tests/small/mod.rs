//! A small workspace over a small repository made by git, for more than one folder of tests.

mod repository;
mod world;

#[allow(unused_imports, reason = "not by all who share this")]
pub(crate) use world::BO;

use std::{path::Path, process::Command};

use sightline_sandbox::{
    git::Git,
    state::{Addresses, Sandbox},
};
use tempfile::TempDir;

pub(crate) use repository::Commits;

pub(crate) const API: &str = "http://localhost:7991";
pub(crate) const WEB: &str = "http://localhost:7990";

/// The small world; its repository goes away with it.
pub(crate) struct Small {
    pub(crate) commits: Commits,
    pub(crate) sandbox: Sandbox,
    directory: TempDir,
}

impl Small {
    pub(crate) fn new() -> Self {
        let directory = TempDir::new().unwrap();
        let commits = repository::create(directory.path());
        let world = world::around(directory.path(), &commits);
        let addresses = Addresses {
            api: API.into(),
            web: WEB.into(),
        };
        let git = Git::open(directory.path()).unwrap();
        Self {
            commits,
            sandbox: Sandbox::new(addresses, world, git),
            directory,
        }
    }

    /// Output of git itself.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git(self.directory.path(), arguments)
    }
}

pub(crate) fn git(directory: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(directory)
        .args(arguments)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned()
}
