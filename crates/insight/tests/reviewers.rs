//! Suggested reviewers, and their evidence.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use sightline_insight::{
    Change, FileChange, History, Merged,
    reviewers::{LastChange, Suggestion, Team, last_change, rank, suggest},
};

const DAY: i64 = 86_400;
/// Day on which the change is looked at.
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

#[test]
fn nobody_is_named_for_having_reviewed_the_author_alone() {
    let past = history(&[
        (380, "ann", &["cyd"], &["web/a"]),
        (390, "ann", &["cyd"], &["web/b"]),
        (395, "bob", &[], &["api/b"]),
    ]);
    let found = suggested(&past, &["api/a"], &[], &[]);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["bob"]);
}

#[test]
fn where_the_last_ninety_days_are_silent_older_work_is_named() {
    let past = history(&[
        (290, "bob", &["cyd"], &["api/a"]),
        (395, "dee", &["cyd"], &["web/a"]),
    ]);
    let found = suggested(&past, &["api/a"], &[], &[]);
    let brief = found
        .iter()
        .map(|(name, one)| (name.as_str(), one.is_recent(), one.last_here));
    let expected = [
        ("cyd", false, Some(290 * DAY)),
        ("bob", false, Some(290 * DAY)),
    ];
    assert_eq!(brief.collect::<Vec<_>>(), expected);
}

#[test]
fn nobody_stands_behind_somebody_for_whom_less_is_said() {
    // Bob's reviews for the author make him likelier, but Cyd did as much, later, and nearer.
    let past = history(&[
        (396, "ann", &["bob"], &["web/a"]),
        (396, "ann", &["bob"], &["api/b"]),
        (396, "dee", &["cyd"], &["web/a"]),
        (397, "dee", &["cyd"], &["api/a"]),
    ]);
    let found = suggested(&past, &["api/a"], &[], &[]);
    let files = [file("api/a")];
    let change = Change {
        author: "ann",
        files: &files,
    };
    let likeliest = rank(&past, &change, NOW * DAY);
    assert_eq!(past.person(likeliest[0].person), "bob");
    let said = found.iter().map(|(name, one)| {
        let counts = (one.files, one.nearby, one.reviews);
        (name.as_str(), counts, one.last_active / DAY)
    });
    let expected = [
        ("cyd", (1, 1, 2), 397),
        ("bob", (0, 1, 2), 396),
        ("dee", (1, 1, 0), 397),
    ];
    assert_eq!(said.collect::<Vec<_>>(), expected);
}

#[test]
fn a_file_changed_last_when_it_was_merged_last_whoever_looks() {
    let past = history(&[
        (10, "bob", &["cyd"], &["api/a"]),
        (20, "ann", &["cyd"], &["api/b"]),
        (30, "dee", &["cyd"], &["api/c"]),
    ]);
    let last = |paths: &[&str]| {
        let files: Vec<FileChange> = paths.iter().map(|path| file(path)).collect();
        let change = Change {
            author: "ann",
            files: &files,
        };
        last_change(&past, &change)
            .map(|LastChange { person, on }| (past.person(person).to_owned(), on / DAY))
    };
    assert_eq!(last(&["api/a", "api/b"]), Some(("ann".to_owned(), 20)));
    assert_eq!(last(&["api/new"]), None);
}

proptest::proptest! {
    #[test]
    fn the_order_never_contradicts_the_evidence(
        merged in proptest::collection::vec(
            (300_i64..400, 0_usize..5, proptest::collection::vec(0_usize..5, 0..3), 0_usize..4),
            0..40,
        ),
        load in proptest::collection::vec(0_u32..3, 5),
    ) {
        const PEOPLE: [&str; 5] = ["ann", "bob", "cyd", "dee", "eve"];
        const PATHS: [&str; 4] = ["api/a", "api/b", "web/a", "c"];
        let mut merged = merged;
        merged.sort_by_key(|(day, ..)| *day);
        let reviewers: Vec<Vec<&str>> = merged
            .iter()
            .map(|(_, _, reviewers, _)| reviewers.iter().map(|at| PEOPLE[*at]).collect())
            .collect();
        let paths: Vec<[&str; 1]> = merged.iter().map(|(.., path)| [PATHS[*path]]).collect();
        let rows: Vec<_> = merged
            .iter()
            .zip(reviewers.iter().zip(&paths))
            .map(|((day, author, ..), (reviewers, paths))| {
                (*day, PEOPLE[*author], reviewers.as_slice(), paths.as_slice())
            })
            .collect();
        let open: Vec<(&str, u32)> = PEOPLE.into_iter().zip(load).collect();
        let found = suggested(&history(&rows), &["api/a", "api/b"], &[], &open);
        for (at, (_, one)) in found.iter().enumerate() {
            for (_, later) in &found[at + 1..] {
                let behind = later.files >= one.files
                    && later.nearby >= one.nearby
                    && later.reviews >= one.reviews
                    && later.last_active >= one.last_active
                    && later.open_reviews <= one.open_reviews;
                let equal = (later.files, later.nearby, later.reviews)
                    == (one.files, one.nearby, one.reviews)
                    && later.last_active == one.last_active
                    && later.open_reviews == one.open_reviews;
                proptest::prop_assert!(!behind || equal, "{one:?} {later:?}");
            }
            proptest::prop_assert!(one.files + one.nearby > 0 || one.last_here.is_some());
        }
    }
}
