//! Part of a change's past that a first visit reads.
#![allow(clippy::indexing_slicing, reason = "tests")]

use sightline_insight::{
    FileChange,
    first_visit::{CHANGES, FILES, Touch, telling, weightiest},
};

fn file(path: String, lines: u64) -> FileChange {
    FileChange {
        path,
        old_path: None,
        lines_added: lines,
        lines_removed: 1,
    }
}

#[test]
fn the_twenty_files_with_the_most_lines_are_the_weightiest() {
    let files: Vec<FileChange> = (0..30).map(|n| file(format!("{n}"), n)).collect();
    let paths = weightiest(&files).into_iter().map(|file| &file.path);
    let expected: Vec<String> = (10..30).rev().map(|n| format!("{n}")).collect();
    assert_eq!(paths.cloned().collect::<Vec<_>>(), expected);
    assert_eq!(expected.len(), FILES);
}

#[test]
fn changes_of_many_files_come_first_then_the_newest() {
    let touch = |change, on| Touch { change, on };
    let touches = [
        touch("old, both", 1),
        touch("new", 9),
        touch("older", 2),
        touch("old, both", 1),
    ];
    assert_eq!(telling(touches), ["old, both", "new", "older"]);
}

#[test]
fn forty_changes_are_read_at_most() {
    let touches = (0..100).map(|n| Touch { change: n, on: n });
    let expected: Vec<i64> = (60..100).rev().collect();
    assert_eq!(telling(touches), expected);
    assert_eq!(expected.len(), CHANGES);
}
