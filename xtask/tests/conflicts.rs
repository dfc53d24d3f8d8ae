//! Verdicts about branches of a repository, against git and a count by hand.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::process::Command;

use xtask::eval;

/// Six pairs. Git stops at three of them: both edits of a, and the removal against each of them.
const SCRIPT: &str = "
    git init -q -b main; seq 9 > a; seq 9 > b; git add .; git commit -qm base
    change() { git checkout -qb \"$1\" main; shift; \"$@\"; git add -A; git commit -qm change; }
    change one sed -i 's/5/x/' a
    change two sed -i 's/5/y/' a
    change gone git rm -q a
    change apart sed -i 's/5/x/' b
";

#[test]
fn every_pair_of_branches_is_compared_with_what_git_does() {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("sh")
        .args(["-ec", SCRIPT])
        .current_dir(folder.path())
        .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "a")))
        .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "a@example.com")))
        .status()
        .unwrap();
    assert!(made.success());
    let found = eval::conflicts(folder.path(), "main").unwrap();
    assert_eq!(
        found.to_string(),
        r#"{"conflicts":3,"pairs":6,"precision":1.0,"recall":1.0,"wrong":[]}"#
    );
}
