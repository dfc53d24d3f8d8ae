//! One sample for all tests, and git to ask about it.

use std::{
    path::Path,
    process::{Command, Output},
    sync::LazyLock,
};

use jiff::Timestamp;
use sightline_sandbox::{
    sample,
    world::{PullRequest, PullRequestState, World},
};

/// A sample, and the folder that it lives in.
pub(crate) struct Sample {
    pub(crate) world: World,
    pub(crate) folder: tempfile::TempDir,
}

/// A Wednesday.
pub(crate) fn now() -> Timestamp {
    "2026-07-15T14:30:00Z".parse().unwrap()
}

impl Sample {
    pub(crate) fn of(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let world = sample::build(folder.path(), seed, now()).unwrap();
        Self { world, folder }
    }

    /// Output of a git command, which must succeed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = run(self.folder.path(), arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Returns whether git merges a pull request without help.
    pub(crate) fn merges(&self, pull: &PullRequest) -> bool {
        let ends = [
            pull.destination.commit.as_str(),
            pull.source.commit.as_str(),
        ];
        let output = run(
            self.folder.path(),
            &["merge-tree", "--write-tree", ends[0], ends[1]],
        );
        match output.status.code() {
            Some(0) => true,
            Some(1) => false,
            _ => panic!("{output:?}"),
        }
    }

    pub(crate) fn pulls(&self, state: PullRequestState) -> impl Iterator<Item = &PullRequest> {
        self.world
            .pull_requests
            .iter()
            .filter(move |pull| pull.state == state)
    }

    /// The open pull request whose title starts so.
    pub(crate) fn open(&self, title: &str) -> &PullRequest {
        self.pulls(PullRequestState::Open)
            .find(|pull| pull.title.starts_with(title))
            .unwrap()
    }

    /// The files that a pull request changes.
    pub(crate) fn files(&self, pull: &PullRequest) -> Vec<String> {
        let range = format!("{}...{}", pull.destination.commit, pull.source.commit);
        let names = self.git(&["diff", "--name-only", "-z", &range]);
        names.split_terminator('\0').map(str::to_owned).collect()
    }
}

/// The sample with seed 1.
pub(crate) static SAMPLE: LazyLock<Sample> = LazyLock::new(|| Sample::of(1));

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new("git")
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .args(arguments)
        .output()
        .unwrap()
}
