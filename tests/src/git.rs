//! git as a witness of how large a change is.

use std::{path::Path, process::Command};

/// Size of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Files that differ; a renamed one counts once.
    pub files: u64,
    /// Lines that are new.
    pub added: u64,
    /// Lines that are gone.
    pub removed: u64,
}

/// Size of the change that `source` makes since it left `destination`, both branches or commits.
pub fn change(repository: &Path, destination: &str, source: &str) -> Change {
    let range = format!("{destination}...{source}");
    let numbers = run(repository, &["diff", "--numstat", "--find-renames", &range]);
    let mut change = Change {
        files: 0,
        added: 0,
        removed: 0,
    };
    for line in numbers.lines() {
        let mut fields = line.split('\t');
        // Binary files have a dash for a number.
        let mut lines = || fields.next().unwrap().parse().unwrap_or(0);
        change.files += 1;
        change.added += lines();
        change.removed += lines();
    }
    change
}

/// A repository there, with somebody's name, one empty commit and the branch `trunk`.
pub fn begin(folder: &Path) {
    run(folder, &["init", "--quiet", "--initial-branch=trunk"]);
    run(folder, &["config", "user.name", "Ada Example"]);
    run(folder, &["config", "user.email", "ada@example.com"]);
    let first = ["commit", "--quiet", "--allow-empty", "--message=Begin"];
    run(folder, &first);
}

/// Standard output of git in that repository.
pub fn run(repository: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(repository)
        .args(arguments)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}
