//! Figures that `cargo xtask bench app` makes of its measurements.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use serde_json::{Value, json};
use xtask::{
    Error,
    bench::{
        report::{AppFigures, Scene, Tasks},
        stats::{Spread, median},
    },
};

fn figures() -> AppFigures {
    AppFigures {
        floor: vec![410.0, 400.0, 390.0],
        first_content: vec![500.0, 950.0, 480.0],
        forge_first_content: vec![550.0, 560.0, 540.0],
        headline: vec![1_200.0, 900.0, 800.0],
        all_blocks: vec![2_000.0, 2_100.0, 1_900.04],
        analysis: 120.0,
        scenes: vec![
            Scene {
                name: "panel",
                slowed: vec![50.0, 50.0, 180.0],
                unslowed: vec![50.0],
            },
            Scene {
                name: "flow",
                slowed: vec![50.0, 50.0, 50.0],
                unslowed: vec![50.0],
            },
        ],
        bytes: 98_765,
    }
}

fn missed(figures: &AppFigures) -> Vec<String> {
    match figures.within_budget() {
        Ok(()) => Vec::new(),
        Err(Error::Bench { problem }) => problem.lines().map(str::to_owned).collect(),
        Err(other) => vec![other.to_string()],
    }
}

#[test]
fn the_median_is_moved_by_no_single_round() {
    assert_eq!(
        median([0.6, 0.1, 0.5, 0.55, 9.0]).to_bits(),
        0.55_f64.to_bits()
    );
    assert!(median([]).is_nan());
}

#[test]
fn quartiles_are_values_that_were_measured() {
    let spread = Spread::of([7.0, 1.0, 6.0, 2.0, 5.0, 3.0, 4.0]);
    let expected = Spread {
        lower: 2.0,
        median: 4.0,
        upper: 6.0,
    };
    assert_eq!(spread, expected);
    assert_eq!(Spread::of([3.0]).upper.to_bits(), 3.0_f64.to_bits());
}

#[test]
fn the_json_is_one_line_with_the_agreed_names() {
    let line = figures().json();
    assert!(!line.contains('\n'));
    let json: Value = serde_json::from_str(&line).unwrap();
    for (name, value) in [
        ("first_content_ratio", json!(1.25)),
        ("forge_ratio", json!(1.1)),
        ("headline_ms", json!(900.0)),
        ("all_blocks_ms", json!(2_000.0)),
        ("analysis_ms", json!(120.0)),
        ("longest_frame_ms", json!(50.0)),
        ("bytes", json!(98_765)),
        ("rounds", json!(3)),
        ("frames_ms", json!({"panel": 50.0, "flow": 50.0})),
    ] {
        assert_eq!(json.get(name), Some(&value), "{name}");
    }
    let floor = json.pointer("/floor_ms/median").and_then(Value::as_f64);
    assert_eq!(floor, Some(400.0));
}

#[test]
fn the_table_names_every_figure_and_its_budget() {
    let table = figures().to_string();
    for part in [
        "1.25   at most 1.5",
        "1.10   at most 1.2",
        "120   at most 250",
        "98765",
        "panel",
        "at most 50",
    ] {
        assert!(table.contains(part), "{part} is not in\n{table}");
    }
}

#[test]
fn every_budget_that_is_missed_is_named() {
    assert_eq!(missed(&figures()), Vec::<String>::new());
    let slow = AppFigures {
        first_content: vec![700.0, 610.0, 590.0],
        forge_first_content: vec![740.0],
        analysis: 251.0,
        ..figures()
    };
    let missed_by_slow = missed(&slow);
    assert_eq!(missed_by_slow.len(), 3, "{missed_by_slow:?}");
    assert!(missed_by_slow[1].contains("1.21"), "{missed_by_slow:?}");
    assert!(missed_by_slow[0].contains("1.52"), "{missed_by_slow:?}");
    let mut janky = figures();
    janky.scenes[0].slowed = vec![180.0, 170.0, 50.0];
    assert_eq!(missed(&janky).len(), 1);
}

#[test]
fn what_was_not_measured_misses_its_budget() {
    let nothing = AppFigures {
        floor: Vec::new(),
        scenes: Vec::new(),
        ..figures()
    };
    assert_eq!(missed(&nothing).len(), 2);
}

#[test]
fn tasks_alone_say_what_all_figures_say_of_them() {
    let mut figures = figures();
    figures.scenes[1].slowed = vec![61.0, 64.0, 50.0];
    let tasks = Tasks(&figures.scenes);
    let alone: Value = serde_json::from_str(&tasks.json()).unwrap();
    assert_eq!(
        alone,
        json!({
            "longest_frame_ms": 61.0,
            "frames_ms": {"panel": 50.0, "flow": 61.0},
            "longest_frame_unslowed_ms": 50.0,
        })
    );
    assert!(figures.to_string().ends_with(&tasks.to_string()));
    let missed = tasks.within_budget().unwrap_err().to_string();
    assert!(
        missed.contains("longest task, ms: 61.00, the limit is at most 50"),
        "{missed}"
    );
}
