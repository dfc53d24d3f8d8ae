//! Lines of another diff at which git stops.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use sightline_app::{browser::address::DiffLine, model::other_lines::OtherLines};
use sightline_insight::overlap::{FileHunks, Open, SharedFile, hunks, overlaps};

fn diff(path: &str, body: &str) -> Vec<FileHunks> {
    hunks(&format!(
        "diff --git a/{path} b/{path}\n--- a/{path}\n+++ b/{path}\n{body}"
    ))
}

const fn open(id: u32, files: &[FileHunks]) -> Open<'_> {
    Open {
        id,
        source: None,
        target: "main",
        updated_on: 0,
        files,
    }
}

/// The file that both touch.
fn shared(ours: &[FileHunks], theirs: &[FileHunks]) -> SharedFile {
    let found = overlaps(&open(1, ours), &[open(2, theirs)]);
    found.first().unwrap().files.first().unwrap().clone()
}

#[test]
fn the_lines_that_meet_are_found_each_once_and_the_first_is_linked() {
    let ours = diff("a.rs", "@@ -10,3 +10,3 @@\n-a\n-b\n-c\n+1\n+2\n+3\n");
    let theirs = diff(
        "a.rs",
        "@@ -3 +3 @@\n-x\n+y\n@@ -11 +11 @@\n-b\n+theirs\n@@ -12 +12 @@\n-c\n+too\n",
    );
    let file = shared(&ours, &theirs);
    let found = OtherLines::of(&file, "a.rs", &theirs).unwrap();
    assert_eq!(found.line, DiffLine::Old(11));
    let lines: Vec<String> = found
        .excerpts
        .iter()
        .map(|one| one.lines.join(" "))
        .collect();
    assert_eq!(lines, ["-b +theirs", "-c +too"]);
    // Seen from the other one, it is this one's lines.
    let back = OtherLines::of(&file, "a.rs", &ours).unwrap();
    assert_eq!((back.line, back.excerpts.len()), (DiffLine::Old(10), 1));
    assert_eq!(OtherLines::of(&file, "b.rs", &theirs), None);
}

#[test]
fn an_insertion_is_linked_by_its_new_line() {
    let ours = diff("a.rs", "@@ -10 +10 @@\n-a\n+1\n");
    let theirs = diff("a.rs", "@@ -2 +1,0 @@\n-x\n@@ -9,0 +9 @@\n+new\n");
    let file = shared(&ours, &theirs);
    let found = OtherLines::of(&file, "a.rs", &theirs).unwrap();
    // Line 2 is gone, so that what stands before the old line 10 is line 9.
    assert_eq!(found.line, DiffLine::New(9));
}

#[test]
fn what_is_kept_holds_no_code_and_is_linked_all_the_same() {
    let ours = diff("a.rs", "@@ -10 +10 @@\n-a\n+1\n");
    let theirs = diff("a.rs", "@@ -10 +10 @@\n-a\n+2\n");
    let file = shared(&ours, &theirs);
    let kept = serde_json::to_string(&theirs).unwrap();
    assert!(!kept.contains("excerpts") && !kept.contains("+2"), "{kept}");
    let kept: Vec<FileHunks> = serde_json::from_str(&kept).unwrap();
    let found = OtherLines::of(&file, "a.rs", &kept).unwrap();
    assert_eq!((found.line, found.excerpts.len()), (DiffLine::Old(10), 0));
}
