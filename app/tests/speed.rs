//! Times of the panel's analyses in the browser on 5,000 merged pull requests with 25,000 changes of
//! files, and of those of the repository's page on 20,000 with 100,000. The optimised build is
//! measured:
//! `cargo test --profile wasm-release -p sightline-app --target wasm32-unknown-unknown --test speed`.
#![cfg(target_arch = "wasm32")]
#![allow(dead_code, clippy::panic, clippy::unwrap_used, reason = "tests")]

#[path = "../../crates/insight/examples/made/mod.rs"]
mod made;
#[path = "browser/support/mod.rs"]
mod support;

use std::hint::black_box;

use sightline_insight::{
    Change, History, Merged,
    companions::{Companions, Present},
    flow::{Author, Filter, Milestones, Readiness, flow},
    hotspots::Hotspots,
    kinds::Kinds,
    quantile::Percentile,
    reviewers::{Team, suggest},
};
use support::run;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Milliseconds that all of a panel's may take.
const BUDGET: f64 = 50.0;
/// Those of the repository's page.
const PAGE_BUDGET: f64 = 250.0;
const RUNS: u32 = 5;

fn now() -> f64 {
    run("return performance.now()").as_f64().unwrap()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = now();
    let done = black_box(work());
    (done, now() - start)
}

/// Milliseconds of each analysis, as the panel asks for them.
fn analyses(merged: &[Merged]) -> [(&'static str, f64); 4] {
    let last = merged.last().unwrap();
    let change = Change {
        author: &last.author,
        files: &last.files,
    };
    let (history, reading) = timed(|| {
        let mut history = History::default();
        merged.iter().for_each(|pull| history.push(pull));
        history
    });
    let (warnings, companions) = timed(|| {
        let present = Present::of(&history, change.files);
        let companions = Companions::of(&history);
        // 400 of one file and 400 of several.
        assert_eq!(companions.calibrated(), 800);
        companions.warnings(&history, &present)
    });
    let team = Team {
        left_out: &[],
        open_reviews: &[],
    };
    let (people, reviewers) = timed(|| suggest(&history, &change, &team, last.merged_on, 3));
    let (percentile, size) = timed(|| {
        let kinds = Kinds::default();
        Percentile::among(kinds.merged(&history).map(|one| one.lines), 400)
    });
    assert_eq!((people.len(), percentile.n), (3, 5_000));
    assert!(warnings.len() < 100);
    [
        ("history", reading),
        ("companions", companions),
        ("reviewers", reviewers),
        ("size", size),
    ]
}

/// Milliseconds of each analysis, as the views of the repository's page ask for them.
fn page_analyses(merged: &[Merged]) -> [(&'static str, f64); 5] {
    let now = merged.last().unwrap().merged_on;
    let (history, reading) = timed(|| {
        let mut history = History::default();
        merged.iter().for_each(|pull| history.push(pull));
        history
    });
    let (found, flowing) = timed(|| {
        let all: Vec<Milestones<'_>> = merged.iter().map(milestones).collect();
        let always = Filter {
            from: i64::MIN,
            until: i64::MAX,
            target: None,
        };
        flow(&all, &always)
    });
    let (spots, hotspots) = timed(|| Hotspots::of(&history, i64::MIN, now));
    let (inside, folder) = timed(|| {
        let folder = spots.folder("area-7/part-3").unwrap();
        spots.inside(&history, folder)
    });
    let (together, companions) = timed(|| Companions::unlimited(&history));
    assert_eq!(found.whole.merged, 20_000);
    assert!(inside.len() > 10);
    black_box(together);
    [
        ("history", reading),
        ("flow", flowing),
        ("hotspots", hotspots),
        ("folder", folder),
        ("companions", companions),
    ]
}

fn milestones(pull: &Merged) -> Milestones<'_> {
    let lines = pull.files.iter();
    let lines = lines.map(|file| file.lines_added + file.lines_removed);
    Milestones {
        target: "main",
        author: Author::Person,
        opened_on: pull.created_on,
        readiness: Readiness::FromTheStart,
        first_review_on: Some(pull.created_on + 5 * made::HOUR),
        approved_on: Some(pull.merged_on - made::HOUR),
        merged_on: Some(pull.merged_on),
        lines: u32::try_from(lines.sum::<u64>()).ok(),
    }
}

/// The time of the fastest run.
fn fastest(runs: impl Iterator<Item = Vec<(&'static str, f64)>>) -> f64 {
    let sum = |times: &[(&str, f64)]| times.iter().map(|(_, time)| time).sum::<f64>();
    let fastest = runs.min_by(|a, b| sum(a).total_cmp(&sum(b))).unwrap();
    for (name, time) in &fastest {
        console_log!("{name}\t{time:.1}");
    }
    let sum = sum(&fastest);
    console_log!("sum\t{sum:.1}");
    sum
}

#[wasm_bindgen_test]
#[cfg_attr(debug_assertions, ignore = "the optimised build is measured")]
fn the_analyses_of_a_repositorys_page_take_less_than_a_quarter_of_a_second() {
    let merged = made::merged(20_000, 100_000);
    let files: usize = merged.iter().map(|pull| pull.files.len()).sum();
    assert_eq!((merged.len(), files), (20_000, 100_000));
    let time = fastest((0..RUNS).map(|_| page_analyses(&merged).to_vec()));
    // `cargo xtask bench app` reads this line.
    console_log!("analysis: {time:.0} ms");
    assert!(time < PAGE_BUDGET, "{time} ms");
}

#[wasm_bindgen_test]
#[cfg_attr(debug_assertions, ignore = "the optimised build is measured")]
fn the_analyses_of_a_long_history_take_less_than_fifty_milliseconds() {
    let merged = made::merged(5_000, 25_000);
    let files: usize = merged.iter().map(|pull| pull.files.len()).sum();
    assert_eq!((merged.len(), files), (5_000, 25_000));
    let time = fastest((0..RUNS).map(|_| analyses(&merged).to_vec()));
    assert!(time < BUDGET, "{time} ms");
}
