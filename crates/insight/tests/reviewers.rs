//! Who is suggested, and with what evidence.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use sightline_insight::{
    Change, FileChange, History, Merged,
    reviewers::{Suggestion, Team, suggest},
};

const DAY: i64 = 86_400;
/// When the change is looked at, in days.
const NOW: i64 = 400;

fn file(path: &str) -> FileChange {
    FileChange {
        path: path.into(),
        old_path: None,
        lines_added: 1,
        lines_removed: 0,
    }
}

/// Merged pull requests: day, author, reviewers, paths.
fn history(merged: &[(i64, &str, &[&str], &[&str])]) -> History {
    let mut history = History::default();
    for (id, (day, author, reviewers, paths)) in (1..).zip(merged) {
        history.push(&Merged {
            id,
            author: (*author).into(),
            reviewers: reviewers.iter().map(|name| (*name).into()).collect(),
            created_on: (day - 1) * DAY,
            merged_on: day * DAY,
            files: paths.iter().map(|path| file(path)).collect(),
        });
    }
    history
}

fn suggested(
    history: &History,
    paths: &[&str],
    left_out: &[&str],
    open_reviews: &[(&str, u32)],
) -> Vec<(String, Suggestion)> {
    let files: Vec<FileChange> = paths.iter().map(|path| file(path)).collect();
    let change = Change {
        author: "ann",
        files: &files,
    };
    let team = Team {
        left_out,
        open_reviews,
    };
    suggest(history, &change, &team, NOW * DAY, 3)
        .into_iter()
        .map(|one| (history.person(one.person).to_owned(), one))
        .collect()
}

#[test]
fn evidence_counts_the_last_ninety_days_by_file_folder_and_author() {
    let past = history(&[
        (300, "bob", &["cyd"], &["api/a", "api/b", "api/c"]),
        (320, "ann", &["bob"], &["api/a", "api/b", "docs/x"]),
        (350, "bob", &["ann"], &["api/a"]),
        (390, "dee", &["bob"], &["api/b", "api/z"]),
    ]);
    let found = suggested(&past, &["api/a", "api/b", "api/new"], &[], &[("bob", 2)]);
    let bob = &found.iter().find(|(name, _)| name == "bob").unwrap().1;
    assert_eq!((bob.reviewed, bob.authored), (2, 1));
    assert_eq!((bob.nearby, bob.for_author, bob.open_reviews), (3, 1, 2));
    let dee = &found.iter().find(|(name, _)| name == "dee").unwrap().1;
    assert_eq!((dee.reviewed, dee.authored, dee.nearby), (0, 1, 1));
    assert_eq!(dee.last_active, 390 * DAY);
    // Cyd's review is a hundred days old.
    assert!(found.iter().all(|(name, _)| name != "cyd" && name != "ann"));
}

#[test]
fn nobody_is_suggested_without_evidence() {
    let past = history(&[(395, "bob", &["cyd"], &["web/a"])]);
    assert_eq!(suggested(&past, &["api/a"], &[], &[]), []);
    assert_eq!(suggested(&History::default(), &["api/a"], &[], &[]), []);
}

#[test]
fn those_who_are_left_out_or_inactive_are_never_suggested() {
    let past = history(&[
        (219, "gus", &["gus"], &["api/a"]),
        (380, "bob", &["bot"], &["api/a"]),
        (390, "bob", &["cyd"], &["api/a"]),
    ]);
    let found = suggested(&past, &["api/a"], &["bot", "cyd"], &[]);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["bob"]);
}

#[test]
fn open_reviews_share_the_work_out() {
    let past = history(&[
        (388, "ann", &["bob"], &["api/a"]),
        (389, "ann", &["cyd"], &["api/a"]),
        (390, "ann", &["bob"], &["api/a"]),
    ]);
    let first = |open: &[(&str, u32)]| suggested(&past, &["api/a"], &[], open)[0].0.clone();
    assert_eq!(first(&[]), "bob");
    assert_eq!(first(&[("bob", 8)]), "cyd");
    assert_eq!(first(&[("bob", 8), ("cyd", 8)]), "bob");
}
