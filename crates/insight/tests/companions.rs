//! What is said to be missing, on small histories made by hand.

use sightline_insight::{
    FileChange, History, Merged,
    companions::{Companions, Present},
};

fn file(path: &str, old: Option<&str>) -> FileChange {
    FileChange {
        path: path.to_owned(),
        old_path: old.map(str::to_owned),
        lines_added: 1,
        lines_removed: 0,
    }
}

fn push(history: &mut History, files: &[FileChange]) {
    history.push(&Merged {
        id: 1,
        author: "ann".to_owned(),
        reviewers: Vec::new(),
        created_on: 0,
        merged_on: 0,
        files: files.to_vec(),
    });
}

/// Sixty changes of a pair, and as many of another.
fn pairs() -> History {
    let mut history = History::default();
    for _ in 0..60 {
        push(&mut history, &[file("api.rs", None), file("api.md", None)]);
        push(&mut history, &[file("web.rs", None), file("web.md", None)]);
    }
    history
}

fn warned(history: &History, files: &[FileChange]) -> Vec<(String, u32, u32)> {
    let present = Present::of(history, files);
    let warnings = Companions::of(history).warnings(history, &present);
    let brief = warnings.iter().map(|one| {
        let path = history.path(one.file).to_owned();
        (path, one.shared, one.changes)
    });
    brief.collect()
}

#[test]
fn the_missing_half_of_a_pair_is_named_with_its_evidence() {
    let history = pairs();
    let expected = [("api.md".to_owned(), 60, 60)];
    assert_eq!(warned(&history, &[file("api.rs", None)]), expected);
    let both = [file("api.rs", None), file("api.md", None)];
    assert_eq!(warned(&history, &both), []);
}

#[test]
fn a_removed_file_is_not_missing_until_it_is_back() {
    let mut history = pairs();
    push(&mut history, &[file("api.md", None)]);
    history.remove("api.md");
    assert_eq!(warned(&history, &[file("api.rs", None)]), []);
    push(&mut history, &[file("api.md", None)]);
    let expected = [("api.md".to_owned(), 60, 60)];
    assert_eq!(warned(&history, &[file("api.rs", None)]), expected);
}

#[test]
fn a_moved_file_is_missing_under_its_new_path() {
    let mut history = pairs();
    push(&mut history, &[file("docs/api.md", Some("api.md"))]);
    let expected = [("docs/api.md".to_owned(), 60, 60)];
    assert_eq!(warned(&history, &[file("api.rs", None)]), expected);
}

#[test]
fn a_file_that_another_was_moved_over_is_not_missing() {
    let mut history = pairs();
    push(&mut history, &[file("api.md", Some("web.md"))]);
    // What was `web.md` is `api.md` now; the old `api.md` is nowhere.
    assert_eq!(warned(&history, &[file("api.rs", None)]), []);
    let expected = [("api.md".to_owned(), 60, 60)];
    assert_eq!(warned(&history, &[file("web.rs", None)]), expected);
}

#[test]
fn a_file_that_this_change_moves_somewhere_is_present() {
    let history = pairs();
    let moved = [file("api.rs", None), file("api.md", Some("new.md"))];
    assert_eq!(warned(&history, &moved), []);
}

#[test]
fn too_few_changes_give_no_warning() {
    let mut history = History::default();
    for _ in 0..49 {
        push(&mut history, &[file("api.rs", None), file("api.md", None)]);
    }
    assert_eq!(Companions::of(&history).calibrated(), 49);
    assert_eq!(warned(&history, &[file("api.rs", None)]), []);
    push(&mut history, &[file("api.rs", None), file("api.md", None)]);
    assert_eq!(warned(&history, &[file("api.rs", None)]).len(), 1);
}
