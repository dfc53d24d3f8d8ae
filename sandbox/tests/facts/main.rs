//! Repositories of facts hold what the facts say, by git's own account.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};
use sightline_sandbox::{
    facts::{FactsError, build},
    fast_import::MakeError,
    world::{PersonKind, PullRequestState, World},
};
use tempfile::TempDir;

fn git(directory: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .current_dir(directory)
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn change(path: &str, added: u32, removed: u32) -> Value {
    json!({ "path": path, "lines_added": added, "lines_removed": removed })
}

fn moved(old_path: &str, path: &str, added: u32, removed: u32) -> Value {
    let mut change = change(path, added, removed);
    change["old_path"] = old_path.into();
    change
}

fn fact(id: u64, author: &str, reviewers: &[&str], files: &[Value]) -> Value {
    json!({
        "id": id,
        "author": author,
        "reviewers": reviewers,
        "created_on": format!("2024-03-{:02}T23:30:00-02:00", id % 27 + 1),
        "merged_on": format!("2024-04-{:02}T12:00:00+02:00", id % 27 + 1),
        "commit": "0000000000000000000000000000000000000000",
        "files": files,
    })
}

fn write(folder: &TempDir, facts: &[Value]) -> PathBuf {
    let path = folder.path().join("Real History.jsonl");
    let lines: Vec<String> = facts.iter().map(Value::to_string).collect();
    fs::write(&path, lines.join("\n")).unwrap();
    path
}

fn made(folder: &TempDir, facts: &[Value]) -> World {
    build(&folder.path().join("repository"), &write(folder, facts)).unwrap()
}

/// `added removed path` as git counts them for a pull request, moves as `old => new`.
fn counted(world: &World, id: u64) -> BTreeSet<String> {
    let pull = world.pull_request(id).unwrap();
    let (onto, head) = (&pull.destination.commit, &pull.source.commit);
    let output = git(
        &world.repository.path,
        &["diff-tree", "-r", "-M", "--numstat", onto, head],
    );
    output.lines().map(|line| line.replace('\t', " ")).collect()
}

fn lines(lines: &[&str]) -> BTreeSet<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[test]
fn git_counts_the_lines_that_the_facts_tell() {
    let folder = tempfile::tempdir().unwrap();
    let facts = [
        fact(
            1,
            "ann",
            &[],
            &[change("src/a.c", 3, 40), change("new.md", 7, 0)],
        ),
        fact(
            2,
            "bo",
            &[],
            &[change("new.md", 0, 7), change("src/a.c", 90, 1)],
        ),
        fact(3, "ann", &[], &[moved("src/a.c", "lib/a.c", 30, 60)]),
        fact(4, "ann", &[], &[moved("never/seen.c", "lib/seen.c", 0, 0)]),
        fact(
            5,
            "bo",
            &[],
            &[change("logo.png", 0, 0), change("lib/a.c", 1, 44)],
        ),
        fact(
            6,
            "bo",
            &[],
            &[change("logo.png", 0, 0), change("ünï cödé/b.c", 2, 5)],
        ),
    ];
    let world = made(&folder, &facts);
    let read = |id| counted(&world, id);
    assert_eq!(read(1), lines(&["3 40 src/a.c", "7 0 new.md"]));
    assert_eq!(read(2), lines(&["0 7 new.md", "90 1 src/a.c"]));
    assert_eq!(read(3), lines(&["30 60 {src => lib}/a.c"]));
    assert_eq!(read(4), lines(&["0 0 {never => lib}/seen.c"]));
    assert_eq!(read(5), lines(&["- - logo.png", "1 44 lib/a.c"]));
    let quoted = "2 5 \"\\303\\274n\\303\\257 c\\303\\266d\\303\\251/b.c\"";
    assert_eq!(read(6), lines(&["- - logo.png", quoted]));
    // What was added and wholly removed again is gone.
    let left = git(
        &world.repository.path,
        &["ls-tree", "-r", "--name-only", "main"],
    );
    assert!(!left.contains("new.md"));
    assert!(git(&world.repository.path, &["fsck", "--strict"]).is_empty());
}

#[test]
fn pull_requests_tell_who_and_when() {
    let folder = tempfile::tempdir().unwrap();
    let facts = [
        fact(9, "ann", &["bo", "ann", "bo", "cy"], &[change("a", 1, 0)]),
        fact(4, "fix[bot]", &[], &[]),
    ];
    let world = made(&folder, &facts);
    let ids: Vec<u64> = world.pull_requests.iter().map(|pull| pull.id).collect();
    assert_eq!(ids, [4, 9]);
    let pull = world.pull_request(9).unwrap();
    let name = |id| world.person(id).unwrap().display_name.as_str();
    assert_eq!(name(pull.author), "ann");
    let reviewers: Vec<&str> = pull.reviewers.iter().map(|id| name(*id)).collect();
    assert_eq!(reviewers, ["bo", "cy"]);
    assert_eq!(pull.state, PullRequestState::Merged);
    assert_eq!(pull.created_on, "2024-03-11T01:30:00Z".parse().unwrap());
    assert_eq!(pull.updated_on, "2024-04-10T10:00:00Z".parse().unwrap());
    let bot = world.pull_request(4).unwrap().author;
    assert_eq!(world.person(bot).unwrap().kind, PersonKind::App);
    assert_eq!(world.full_name(), "facts/real-history");
    // The later merge stands on the earlier one.
    assert_eq!(
        pull.destination.commit,
        world.pull_request(4).unwrap().source.commit
    );
    let dates = git(
        &world.repository.path,
        &["log", "-1", "--format=%at %ct %an", "main"],
    );
    assert_eq!(dates, "1710120600 1712743200 ann\n");
}

#[test]
fn without_a_time_of_the_merge_a_pull_request_is_an_open_branch_of_the_newest_main() {
    let folder = tempfile::tempdir().unwrap();
    let open = |id, files: &[Value]| {
        let mut fact = fact(id, "cy", &["ann"], files);
        fact.as_object_mut().unwrap().remove("merged_on");
        fact
    };
    let facts = [
        open(7, &[change("a", 4, 50), change("new", 2, 0)]),
        fact(1, "ann", &[], &[change("a", 30, 0)]),
        open(8, &[moved("a", "b", 1, 2), change("new", 9, 0)]),
        fact(2, "bo", &[], &[change("a", 1, 1)]),
    ];
    let world = made(&folder, &facts);
    let read = |id| counted(&world, id);
    assert_eq!(read(1), lines(&["30 0 a"]));
    assert_eq!(read(2), lines(&["1 1 a"]));
    assert_eq!(read(7), lines(&["2 0 new", "4 50 a"]));
    assert_eq!(read(8), lines(&["1 2 a => b", "9 0 new"]));
    let run = |arguments: &[&str]| git(&world.repository.path, arguments);
    let main = run(&["rev-parse", "main"]);
    let branches = run(&["branch", "--list", "pull/*", "--format=%(refname:short)"]);
    assert_eq!(branches, "pull/7\npull/8\n");
    for id in [7, 8] {
        let pull = world.pull_request(id).unwrap();
        assert_eq!(pull.state, PullRequestState::Open);
        assert_eq!(pull.destination.commit, main.trim());
        assert_eq!((&pull.merge_commit, pull.closed_by), (&None, None));
        assert_eq!((pull.reviewers.len(), pull.events.len()), (1, 1));
    }
    assert_eq!(world.pull_request(2).unwrap().source.commit, main.trim());
}

#[test]
fn a_folder_is_opened_again_for_the_same_facts_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut facts = vec![fact(1, "ann", &[], &[change("a", 1, 0)])];
    let first = made(&folder, &facts);
    let objects = first.repository.path.join("objects");
    // Nothing is made again: without its objects the folder is still taken for what it was.
    fs::rename(&objects, folder.path().join("away")).unwrap();
    let again = made(&folder, &facts);
    assert!(!objects.exists());
    let head = |world: &World| world.pull_request(1).unwrap().source.commit.clone();
    assert_eq!(head(&first), head(&again));
    facts.push(fact(2, "ann", &[], &[change("a", 1, 0)]));
    let other = build(&folder.path().join("repository"), &write(&folder, &facts));
    assert_eq!(other.unwrap_err(), FactsError::Make(MakeError::NotEmpty));
}

#[test]
fn a_line_that_is_no_fact_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |wrong: Value| {
        let facts = [fact(1, "ann", &[], &[change("a", 1, 0)]), wrong];
        let path = write(&folder, &facts);
        match build(&folder.path().join("repository"), &path).unwrap_err() {
            FactsError::Line { line: 2, reason } => reason,
            other => panic!("{other:?}"),
        }
    };
    assert!(refused(json!({})).contains("id"));
    assert_eq!(refused(fact(1, "ann", &[], &[])), "number 1 comes twice");
    for path in [
        "",
        "/etc/passwd",
        "../up",
        "a/.git/config",
        "a\nD b",
        "\"a\"",
        "a//b",
    ] {
        let reason = refused(fact(2, "ann", &[], &[change(path, 1, 0)]));
        assert_eq!(reason, format!("{path:?} is no path"));
    }
    let reason = refused(fact(2, "ann", &["<bo>"], &[]));
    assert_eq!(reason, "\"<bo>\" is no name");
    let none = build(&folder.path().join("repository"), &write(&folder, &[]));
    assert_eq!(none.unwrap_err(), FactsError::Empty);
}
