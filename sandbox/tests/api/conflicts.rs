//! Every way in which two branches do not merge.

use std::{fs, os::unix::fs::symlink, path::Path};

use sightline_sandbox::git::{Git, Scenario};
use tempfile::TempDir;

use crate::support::git;

type Change = fn(&Path);

fn write(root: &Path, path: &str, content: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

fn remove(root: &Path, path: &str) {
    fs::remove_file(root.join(path)).unwrap();
}

fn rename(root: &Path, from: &str, to: &str) {
    fs::rename(root.join(from), root.join(to)).unwrap();
}

fn long(ending: &str) -> String {
    format!("{}{ending}\n", "a line that stays the same\n".repeat(20))
}

fn link(root: &Path, path: &str, to: &str) {
    remove(root, path);
    symlink(to, root.join(path)).unwrap();
}

/// The conflicts of merging `source` into `destination`, as path and scenario.
async fn conflicts(source: Change, destination: Change) -> Vec<(String, Scenario)> {
    let directory = TempDir::new().unwrap();
    let root = directory.path();
    git(root, &["init", "--quiet", "--initial-branch=main"]);
    write(root, "file", &long("base"));
    write(root, "picture", "\0base");
    write(root, "other", &long("other"));
    symlink("base", root.join("link")).unwrap();
    commit(root);
    git(root, &["checkout", "--quiet", "-b", "source"]);
    source(root);
    commit(root);
    git(root, &["checkout", "--quiet", "main"]);
    destination(root);
    commit(root);
    let before = git(root, &["count-objects", "-v"]);
    let repository = Git::open(root).unwrap();
    let ends = repository.resolve_all(&["source", "main"]).await.unwrap();
    let found = repository.conflicts(&ends[0], &ends[1]).await.unwrap();
    let after = git(root, &["count-objects", "-v"]);
    assert_eq!(before, after, "the repository was written to");
    found
        .into_iter()
        .map(|conflict| (conflict.path, conflict.scenario))
        .collect()
}

fn commit(root: &Path) {
    git(root, &["add", "--all"]);
    let who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com"];
    let commit = ["commit", "--quiet", "--allow-empty", "-m", "Change"];
    git(root, &[who.as_slice(), &commit].concat());
}

async fn assert_conflict(source: Change, destination: Change, path: &str, scenario: Scenario) {
    let found = conflicts(source, destination).await;
    assert!(
        found.contains(&(path.to_owned(), scenario)),
        "{path} {scenario:?}: {found:?}"
    );
}

#[tokio::test]
async fn what_merges_has_no_conflicts() {
    let found = conflicts(
        |root| write(root, "file", &long("source")),
        |root| write(root, "other", &long("destination")),
    )
    .await;
    assert_eq!(found, []);
}

#[tokio::test]
async fn changes_of_the_same_content_conflict_by_what_it_is() {
    assert_conflict(
        |root| write(root, "file", &long("source")),
        |root| write(root, "file", &long("destination")),
        "file",
        Scenario::Content,
    )
    .await;
    assert_conflict(
        |root| write(root, "picture", "\0source"),
        |root| write(root, "picture", "\0destination"),
        "picture",
        Scenario::Binary,
    )
    .await;
    assert_conflict(
        |root| link(root, "link", "source"),
        |root| link(root, "link", "destination"),
        "link",
        Scenario::Symlink,
    )
    .await;
}

#[tokio::test]
async fn of_a_removal_and_a_change_the_sources_part_is_named_first() {
    assert_conflict(
        |root| remove(root, "file"),
        |root| write(root, "file", &long("destination")),
        "file",
        Scenario::DeleteModify,
    )
    .await;
    assert_conflict(
        |root| write(root, "file", &long("source")),
        |root| remove(root, "file"),
        "file",
        Scenario::ModifyDelete,
    )
    .await;
}

#[tokio::test]
async fn of_a_removal_and_a_move_the_sources_part_is_named_first() {
    assert_conflict(
        |root| remove(root, "file"),
        |root| rename(root, "file", "moved"),
        "moved",
        Scenario::DeleteRename,
    )
    .await;
    assert_conflict(
        |root| rename(root, "file", "moved"),
        |root| remove(root, "file"),
        "moved",
        Scenario::RenameDelete,
    )
    .await;
}

#[tokio::test]
async fn two_moves_of_one_file_conflict() {
    assert_conflict(
        |root| rename(root, "file", "here"),
        |root| rename(root, "file", "there"),
        "file",
        Scenario::Rename,
    )
    .await;
}

#[tokio::test]
async fn a_file_and_a_folder_of_one_name_conflict() {
    assert_conflict(
        |root| write(root, "new", "file\n"),
        |root| write(root, "new/inside", "folder\n"),
        "new",
        Scenario::FileDirectory,
    )
    .await;
    assert_conflict(
        |root| write(root, "new/inside", "folder\n"),
        |root| write(root, "new", "file\n"),
        "new",
        Scenario::DirectoryFile,
    )
    .await;
}

#[tokio::test]
async fn a_file_and_a_link_of_one_name_conflict_by_type() {
    assert_conflict(
        |root| write(root, "new", "file\n"),
        |root| symlink("file", root.join("new")).unwrap(),
        "new",
        Scenario::Type,
    )
    .await;
}
