//! Hotspots in their folders, where no browser is needed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use bitbucket_cloud::{PullRequest, Timestamp};
use serde_json::json;
use sightline_app::{
    model::{
        history::MergedHistory,
        hotspot_map::{RestPart, Shader},
        hotspots::{HotspotTree, Known, MapParts, SpotColumn, breadcrumbs, name, path},
        period::Period,
        records::MergedPullRequest,
        shades::{Scale, ShadeBy},
        sorting::Sorting,
    },
    state::export,
};
use sightline_insight::{FileChange, hotspots::Hotspot};

const DAY: i64 = 86_400;

fn now() -> i64 {
    Timestamp::parse("2026-11-25T12:00:00Z").unwrap().unix()
}

/// A pull request merged so many days ago.
fn merged(id: u32, days: i64, paths: &[String]) -> Arc<MergedPullRequest> {
    let time = Timestamp::from_unix(now() - days * DAY).to_string();
    let pull_request: PullRequest = serde_json::from_value(json!({
        "id": id, "title": "A change", "state": "MERGED",
        "source": { "branch": { "name": "a" }, "commit": { "hash": format!("m{id}") } },
        "destination": { "branch": { "name": "main" }, "commit": { "hash": "bb" } },
        "created_on": time, "updated_on": time,
    }))
    .unwrap();
    let mut record = MergedPullRequest::of(&pull_request);
    let files = paths.iter().map(|path| FileChange {
        path: path.clone(),
        old_path: None,
        lines_added: 1,
        lines_removed: 0,
    });
    record.files = files.collect();
    Arc::new(record)
}

fn tree(merged: Vec<Arc<MergedPullRequest>>) -> HotspotTree {
    let past = Arc::new(MergedHistory::new(merged));
    HotspotTree::new(past, |_| None, Period::ThreeMonths, now())
}

fn paths(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

#[test]
fn a_folder_counts_each_pull_request_once_and_files_are_found_where_they_changed_last() {
    let both = paths(&["api/a.rs", "api/b.rs"]);
    let tree = tree(vec![
        merged(1, 9, &both),
        merged(2, 8, &paths(&["api/a.rs"])),
    ]);
    assert_eq!((tree.changes(""), tree.changes("api")), (2, 2));
    assert!(!tree.is_empty());
    let top = tree.inside("");
    assert_eq!(
        (name(&top[0]), path(&top[0])),
        ("api/".into(), "api/".into())
    );
    let inside = tree.inside("api");
    assert_eq!(
        (name(&inside[0]), path(&inside[1])),
        ("a.rs".into(), "api/b.rs".into())
    );
    assert_eq!(
        (tree.commit(&inside[0]), tree.commit(&inside[1])),
        ("m2", "m1")
    );
    assert!(tree.inside("nowhere").is_empty());
}

#[test]
fn companions_are_named_for_files_alone() {
    let both = paths(&["api/a.rs", "api/b.rs"]);
    let tree = tree(
        (1..=6)
            .map(|id| merged(id, 10 - i64::from(id), &both))
            .collect(),
    );
    let companions = tree.companions(&tree.inside("api")[0]);
    assert_eq!(companions.len(), 1);
    let one = &companions[0];
    assert_eq!(
        (one.path.as_str(), one.shared, one.changes),
        ("api/b.rs", 6, 6)
    );
    assert!(tree.companions(&tree.inside("")[0]).is_empty());
}

#[test]
fn a_map_draws_sixty_parts_and_one_for_the_others_unless_that_were_one() {
    let files = |count: usize| -> Vec<String> { (0..count).map(|at| format!("{at}.rs")).collect() };
    for (count, drawn) in [(0, 0), (60, 60), (61, 61), (62, 60), (200, 60)] {
        let spots = tree(vec![merged(1, 1, &files(count))]).inside("");
        let parts = MapParts::new(&spots);
        assert_eq!(
            (parts.drawn.len(), parts.rest.len()),
            (drawn, count - drawn)
        );
    }
}

#[test]
fn shades_tell_a_week_a_month_a_quarter_a_year_and_more() {
    let tree = tree(Vec::new());
    assert!(tree.is_empty());
    let shades = [0, 6, 7, 29, 30, 90, 91, 364, 365, 4_000];
    let shades = shades.map(|days| tree.shade(now() - days * DAY));
    assert_eq!(shades, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
}

#[test]
fn trees_are_equal_if_they_come_from_equal_history_and_period() {
    let past = Arc::new(MergedHistory::default());
    let of = |past: &Arc<MergedHistory>, period| {
        HotspotTree::new(Arc::clone(past), |_| None, period, now())
    };
    assert_eq!(of(&past, Period::All), of(&past, Period::All));
    assert_ne!(of(&past, Period::All), of(&past, Period::Year));
    assert_ne!(of(&past, Period::All), of(&Arc::default(), Period::All));
}

#[test]
fn breadcrumbs_lead_from_the_top_to_the_folder() {
    let plain = |folder: &str| {
        let steps = breadcrumbs(folder, "widgets").into_iter();
        let steps = steps.map(|(path, name)| format!("{name}={path}"));
        steps.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(plain(""), "widgets=");
    assert_eq!(plain("api/v1"), "widgets= api=api v1=api/v1");
}

#[test]
fn a_comment_after_the_merge_moves_no_change_into_the_period() {
    // Last updated 3 and 2 days ago; merged 200 and 2 days ago.
    let past = vec![
        merged(1, 3, &paths(&["api/a.rs", "api/b.rs"])),
        merged(2, 2, &paths(&["api/b.rs"])),
    ];
    let past = Arc::new(MergedHistory::new(past));
    let on = |days: i64| Some(Timestamp::from_unix(now() - days * DAY));
    let of = |merged_on: &dyn Fn(u32) -> Option<Timestamp>| {
        HotspotTree::new(Arc::clone(&past), merged_on, Period::ThreeMonths, now())
    };
    let undated = of(&|_| None);
    assert_eq!((undated.changes("api"), undated.undated), (2, 2));
    let dated = of(&|id| on(if id == 1 { 200 } else { 2 }));
    assert_eq!((dated.changes("api"), dated.undated), (1, 0));
    assert_ne!(dated, undated);
    let spots = dated.inside("api");
    assert_eq!((spots.len(), spots[0].path.as_str()), (1, "api/b.rs"));
    // Of two changes the one that was merged later is the last, though it was updated earlier.
    let turned = of(&|id| on(if id == 1 { 5 } else { 40 }));
    let both = turned.inside("api");
    let file = both.iter().find(|spot| spot.path == "api/b.rs").unwrap();
    assert_eq!(file.activity.last_change, 1);
    assert_eq!(file.activity.last_changed_on, now() - 5 * DAY);
}

#[test]
fn files_sort_by_how_much_changes_with_them() {
    let together = paths(&["api/a.rs", "api/b.rs"]);
    let mut past: Vec<_> = (1..=6)
        .map(|id| merged(id, 20 - i64::from(id), &together))
        .collect();
    past.extend((7..=14).map(|id| merged(id, 1, &paths(&["api/alone.rs"]))));
    let tree = tree(past);
    let mut spots = tree.inside("api");
    let names = |spots: &[Hotspot]| spots.iter().map(name).collect::<Vec<_>>();
    assert_eq!(names(&spots), ["alone.rs", "a.rs", "b.rs"]);
    let sorting = Sorting::usual(SpotColumn::Companions);
    tree.sort(&mut spots, sorting);
    assert_eq!(names(&spots), ["a.rs", "b.rs", "alone.rs"]);
    tree.sort(&mut spots, sorting.chosen(SpotColumn::Companions));
    assert_eq!(names(&spots), ["alone.rs", "a.rs", "b.rs"]);
    tree.sort(&mut spots, Sorting::usual(SpotColumn::Name));
    assert_eq!(names(&spots), ["a.rs", "alone.rs", "b.rs"]);
}

#[test]
fn an_empty_period_is_told_apart_from_an_empty_past() {
    assert_eq!(tree(Vec::new()).known(), Known::NothingMerged);
    let old = vec![merged(1, 200, &paths(&["a.rs"]))];
    assert_eq!(tree(old).known(), Known::NothingChanged);
    let new = vec![merged(1, 2, &paths(&["a.rs"]))];
    assert_eq!(tree(new).known(), Known::Changes);
}

#[test]
fn parts_that_share_an_area_have_the_sum_of_changes_and_the_latest_shade() {
    let tree = tree(vec![
        merged(1, 60, &paths(&["a.rs", "b.rs"])),
        merged(2, 20, &paths(&["b.rs", "c.rs"])),
        merged(3, 2, &paths(&["c.rs"])),
    ]);
    let spots = tree.inside("");
    let shader = Shader {
        by: ShadeBy::LastChange,
        scale: Scale::of_people(&spots),
    };
    let shade = |name: &str| {
        let spot = spots.iter().find(|spot| spot.path == name).unwrap();
        shader.shade(&tree, spot)
    };
    // Within a week, a month, a quarter.
    assert_eq!([shade("c.rs"), shade("b.rs"), shade("a.rs")], [0, 1, 2]);
    let rest: Vec<Hotspot> = spots
        .iter()
        .filter(|spot| spot.path != "c.rs")
        .cloned()
        .collect();
    let one = RestPart {
        parts: 2,
        changes: 3,
        shade: 1,
    };
    assert_eq!(shader.rest(&tree, &rest), Some(one));
    assert_eq!(shader.rest(&tree, &[]), None);
    // Authors who are gone count as one, and one number has one class.
    let by_people = Shader {
        by: ShadeBy::People,
        ..shader
    };
    assert_eq!(by_people.shade(&tree, &spots[0]), 0);
}

#[test]
fn the_table_has_paths_numbers_and_the_time_of_the_last_change() {
    let tree = tree(vec![merged(1, 2, &paths(&["a.rs"]))]);
    let table = export::hotspots::rows(&tree, &tree.inside(""));
    assert_eq!(table.len(), 2);
    // Authors who are gone count as one; a line was added two days before the twenty-fifth.
    assert_eq!(
        table[1],
        ["a.rs", "1", "1", "1", "2026-11-23T12:00:00Z", ""]
    );
}
