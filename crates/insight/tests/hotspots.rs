//! Heat of files and folders. It was computed by Python: `round(1000*sum(2**(-d/90) for d in days))`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

use std::collections::BTreeSet;

use sightline_insight::{
    FileChange, History, Merged,
    companions::Companions,
    hotspots::{Activity, Hotspot, Hotspots, Place},
};

const DAY: i64 = 86_400;
const NOW: i64 = 1_000 * DAY;

fn file(path: &str, added: u64, removed: u64) -> FileChange {
    FileChange {
        path: path.into(),
        old_path: None,
        lines_added: added,
        lines_removed: removed,
    }
}

fn merged(id: u64, author: &str, days_ago: i64, files: Vec<FileChange>) -> Merged {
    Merged {
        id,
        author: author.into(),
        reviewers: Vec::new(),
        created_on: 0,
        merged_on: NOW - days_ago * DAY,
        files,
    }
}

fn small() -> History {
    let mut history = History::default();
    let renamed = FileChange {
        old_path: Some("src/a.c".into()),
        ..file("src/core.c", 1, 1)
    };
    let first = vec![file("src/a.c", 10, 2), file("doc/x.md", 1, 0)];
    history.push(&merged(1, "ann", 400, first));
    history.push(&merged(2, "bo", 90, vec![file("src/io/b.c", 5, 5)]));
    history.push(&merged(
        3,
        "ann",
        10,
        vec![renamed, file("src/io/b.c", 3, 0)],
    ));
    history
}

fn activity(heat: u32, changes: u32, people: u32, lines: u64, last: (u64, i64)) -> Activity {
    Activity {
        heat,
        changes,
        people,
        lines,
        last_changed_on: NOW - last.1 * DAY,
        last_change: last.0,
    }
}

fn seen(spots: &[Hotspot]) -> Vec<(&str, Activity)> {
    let seen = spots.iter().map(|spot| (spot.path.as_str(), spot.activity));
    seen.collect()
}

#[test]
fn folders_can_be_walked_into_and_a_change_heats_each_once() {
    let history = small();
    let spots = Hotspots::of(&history, i64::MIN, NOW);
    let root = spots.folder("").unwrap();
    let src = activity(1_472, 3, 2, 27, (3, 10));
    let top = spots.inside(&history, root);
    let doc = activity(46, 1, 1, 1, (1, 400));
    assert_eq!(seen(&top), [("src", src), ("doc", doc)]);
    assert_eq!(
        spots.of_folder(root).activity,
        Activity { lines: 28, ..src }
    );
    let Place::Folder(folder) = top[0].place else {
        panic!("src is a folder");
    };
    assert_eq!(spots.parent(folder), Some(root));
    assert_eq!(spots.parent(root), None);
    let b = activity(1_426, 2, 2, 13, (3, 10));
    let core = activity(972, 2, 1, 14, (3, 10));
    let inside = spots.inside(&history, folder);
    assert_eq!(seen(&inside), [("src/io", b), ("src/core.c", core)]);
    let hottest = spots.hottest(&history, 2);
    assert_eq!(seen(&hottest), [("src/io/b.c", b), ("src/core.c", core)]);
    assert_eq!(spots.folder("src/a.c"), None);
}

#[test]
fn what_did_not_change_in_the_period_is_not_there() {
    let history = small();
    let spots = Hotspots::of(&history, NOW - 90 * DAY, NOW);
    let top = spots.inside(&history, spots.folder("").unwrap());
    let src = activity(1_426, 2, 2, 15, (3, 10));
    assert_eq!(seen(&top), [("src", src)]);
    // Nor is what comes after now.
    let spots = Hotspots::of(&history, i64::MIN, NOW - 90 * DAY);
    let found = spots.hottest(&history, 9);
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].activity.heat, 1_000);
}

#[test]
fn what_was_removed_is_left_out_with_its_changes() {
    let mut history = small();
    history.push(&merged(4, "cy", 1, vec![file("doc/x.md", 0, 1)]));
    history.remove("doc/x.md");
    let spots = Hotspots::of(&history, i64::MIN, NOW);
    let root = spots.folder("").unwrap();
    let top = spots.inside(&history, root);
    assert_eq!(top.len(), 1);
    // Two people changed what is left, in three pull requests; the last was ten days ago.
    let whole = activity(1_472, 3, 2, 27, (3, 10));
    assert_eq!(spots.of_folder(root).activity, whole);
    assert_eq!(top[0].activity, whole);
    assert_eq!(spots.folder("doc"), None);
    // It is back as soon as somebody adds it again.
    history.push(&merged(5, "cy", 0, vec![file("doc/x.md", 4, 0)]));
    let spots = Hotspots::of(&history, i64::MIN, NOW);
    assert!(spots.folder("doc").is_some());
}

/// The sum of all folders by sets, one path after another.
#[test]
fn sums_over_folders_are_those_of_plain_sets() {
    let mut state: u64 = 5;
    let mut random = |end: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % end
    };
    let changes: Vec<Merged> = (0..300)
        .map(|id| {
            let files = (0..=random(6)).map(|_| {
                let path = format!("f{}/f{}/f{}/{}", random(3), random(3), random(2), random(4));
                file(&path, random(50), random(50))
            });
            let files: Vec<FileChange> = files.collect();
            merged(
                id,
                &format!("p{}", random(9)),
                300 - i64::try_from(id).unwrap(),
                files,
            )
        })
        .collect();
    let mut history = History::default();
    changes.iter().for_each(|change| history.push(change));
    let spots = Hotspots::of(&history, i64::MIN, NOW);
    for path in ["", "f0", "f2/f1", "f1/f0/f1"] {
        let found = spots.of_folder(spots.folder(path).unwrap()).activity;
        let below =
            |file: &&FileChange| path.is_empty() || file.path.starts_with(&format!("{path}/"));
        let (mut ids, mut people, mut lines) = (BTreeSet::new(), BTreeSet::new(), 0);
        for change in &changes {
            for file in change.files.iter().filter(below) {
                ids.insert(change.id);
                people.insert(&change.author);
                lines += file.lines_added + file.lines_removed;
            }
        }
        assert_eq!(found.changes as usize, ids.len());
        assert_eq!(found.people as usize, people.len());
        assert_eq!(found.lines, lines);
        assert_eq!(found.last_change, *ids.last().unwrap());
    }
}

#[test]
fn usual_companions_need_several_changes_in_common() {
    let mut history = History::default();
    for id in 0..6 {
        let mut files = vec![file("a.c", 1, 0), file("a.h", 1, 0)];
        if id < 4 {
            files.push(file("b.c", 1, 0));
        }
        history.push(&merged(id, "ann", 6, files));
    }
    let spots = Hotspots::of(&history, i64::MIN, NOW);
    let hottest = spots.hottest(&history, 1);
    let Place::File(a) = hottest[0].place else {
        panic!("a file is hottest");
    };
    let usual = Companions::unlimited(&history).usual(a, 3);
    assert_eq!(usual, Companions::of(&history).usual(a, 3));
    let found: Vec<_> = usual
        .iter()
        .map(|one| (history.path(one.file), one.shared, one.changes))
        .collect();
    assert_eq!(found, [("a.h", 6, 6)]);
}
