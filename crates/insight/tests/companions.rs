//! Missing files that are suggested, on small histories made by hand.

use sightline_insight::{
    FileChange, History, Merged,
    companions::{Companion, Companions, Present},
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

fn brief(history: &History, found: &[Companion]) -> Vec<(String, u32, u32)> {
    let brief = found.iter().map(|one| {
        let path = history.path(one.file).to_owned();
        (path, one.shared, one.changes)
    });
    brief.collect()
}

fn listed(history: &History, files: &[FileChange]) -> Vec<(String, u32, u32)> {
    let present = Present::of(history, files);
    brief(history, &Companions::of(history).listed(history, &present))
}

fn warned(history: &History, files: &[FileChange]) -> Vec<(String, u32, u32)> {
    let present = Present::of(history, files);
    brief(
        history,
        &Companions::of(history).warnings(history, &present),
    )
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

/// Changes of one file among five, which belong together in none of them, then some of a pair.
fn mostly_alone(pairs: usize) -> History {
    let mut history = History::default();
    for at in 0..100 {
        push(&mut history, &[file(&format!("alone-{}.rs", at % 5), None)]);
    }
    for _ in 0..pairs {
        push(&mut history, &[file("api.rs", None), file("api.md", None)]);
    }
    history
}

#[test]
fn two_changes_in_common_are_enough_to_be_listed_and_not_for_a_warning() {
    let expected = [("api.md".to_owned(), 2, 2)];
    assert_eq!(listed(&mostly_alone(2), &[file("api.rs", None)]), expected);
    assert_eq!(warned(&mostly_alone(2), &[file("api.rs", None)]), []);
    assert_eq!(listed(&mostly_alone(1), &[file("api.rs", None)]), []);
    assert_eq!(warned(&mostly_alone(5), &[file("api.rs", None)]).len(), 1);
}

#[test]
fn a_complete_change_gets_no_list() {
    let both = [file("api.rs", None), file("api.md", None)];
    assert_eq!(listed(&mostly_alone(9), &both), []);
}

#[test]
fn three_files_are_listed_at_most_and_the_likeliest_first() {
    let mut history = History::default();
    let together = ["api.rs", "a.md", "b.md", "c.md", "d.md"];
    for count in [1, 2, 3, 4, 5].map(|count| together.get(..count)) {
        let files = count.into_iter().flatten().map(|path| file(path, None));
        let files: Vec<_> = files.collect();
        for _ in 0..10 {
            push(&mut history, &files);
        }
    }
    let paths = listed(&history, &[file("api.rs", None)]);
    let paths: Vec<&str> = paths.iter().map(|(path, ..)| path.as_str()).collect();
    assert_eq!(paths, ["a.md", "b.md", "c.md"]);
}

#[test]
fn a_past_in_which_changes_stay_incomplete_raises_the_limit() {
    let mut history = mostly_alone(10);
    let alone = [file("api.rs", None)];
    assert_eq!(listed(&history, &alone).len(), 1);
    // Now it changes alone as often as any other file: half of its changes would get a list.
    for _ in 0..60 {
        push(&mut history, &alone);
    }
    assert_eq!(listed(&history, &alone), []);
}
