//! Repositories in the making.

use std::{cell::Cell, fs, path::Path, process::Command};

use jiff::Timestamp;
use sightline_sandbox::{
    import::load,
    world::{PersonId, PullRequest, World},
};
use tempfile::TempDir;

pub(crate) const START: i64 = 1_767_225_600;

/// A repository in the making; each commit is an hour later than the one before.
pub(crate) struct Made {
    directory: TempDir,
    pub(crate) hours: Cell<i64>,
}

impl Made {
    pub(crate) fn new() -> Self {
        let made = Self {
            directory: TempDir::new().unwrap(),
            hours: Cell::new(0),
        };
        made.git(&["init", "--quiet", "--initial-branch=main"]);
        made.commit("Ann Arbor", "start", "Start");
        made
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_as("Ann Arbor", arguments)
    }

    pub(crate) fn git_as(&self, who: &str, arguments: &[&str]) -> String {
        let date = format!("{} +0000", START + self.hours.get() * 3_600);
        let email = format!(
            "{}@example.com",
            who.split(' ').next().unwrap().to_lowercase()
        );
        let output = Command::new("git")
            .current_dir(self.path())
            .args(arguments)
            .env("GIT_AUTHOR_NAME", who)
            .env("GIT_AUTHOR_EMAIL", &email)
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_NAME", who)
            .env("GIT_COMMITTER_EMAIL", &email)
            .env("GIT_COMMITTER_DATE", &date)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout)
            .trim_end()
            .to_owned()
    }

    pub(crate) fn commit(&self, who: &str, file: &str, message: &str) -> String {
        self.hours.set(self.hours.get() + 1);
        fs::write(self.path().join(file), message).unwrap();
        self.git(&["add", "--all"]);
        self.git_as(who, &["commit", "--quiet", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    pub(crate) fn branch(&self, name: &str) {
        self.git(&["checkout", "--quiet", "-b", name]);
    }

    pub(crate) fn main(&self) {
        self.git(&["checkout", "--quiet", "main"]);
    }

    pub(crate) fn merge(&self, who: &str, branch: &str, message: &str) -> String {
        self.hours.set(self.hours.get() + 1);
        self.main();
        self.git_as(who, &["merge", "--quiet", "--no-ff", "-m", message, branch]);
        self.git(&["rev-parse", "HEAD"])
    }

    pub(crate) async fn load(&self) -> World {
        load(self.path(), now()).await.unwrap()
    }
}

pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(START + 1_000 * 3_600).unwrap()
}

pub(crate) fn hour(hours: i64) -> Timestamp {
    Timestamp::from_second(START + hours * 3_600).unwrap()
}

pub(crate) fn name(world: &World, id: PersonId) -> &str {
    &world.person(id).unwrap().display_name
}

pub(crate) fn names<'a>(world: &'a World, pull: &PullRequest) -> Vec<&'a str> {
    pull.reviewers.iter().map(|id| name(world, *id)).collect()
}
