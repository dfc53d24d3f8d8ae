//! Quality of the suggestions on real history, where that is at hand.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use std::{collections::HashMap, fs, path::PathBuf};

use sightline_insight::replay::{self, Knowledge};
use xtask::{Error, eval};

fn data() -> Option<PathBuf> {
    let file = xtask::workspace::root().join("../shared/data/merged-pull-requests-a.jsonl");
    file.exists().then_some(file)
}

#[test]
fn the_replay_reproduces_the_published_baseline() {
    let Some(data) = data() else { return };
    let data = eval::read(&data).unwrap();
    let mut recent: Vec<(i64, Vec<String>)> = Vec::new();
    let mut at = 0;
    let replay = replay::ranked_reviewers(&data, |_, change, now| {
        // Most active reviewer of the last 180 days, counted apart from the crate's own history.
        while recent.len() < data.len()
            && data[at].merged_on <= now
            && data[at].files != change.files
        {
            recent.push((data[at].merged_on, data[at].reviewers.clone()));
            at += 1;
        }
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for (_, names) in recent.iter().filter(|(when, _)| now - when <= 180 * 86_400) {
            for name in names {
                *counts.entry(name).or_default() += 1;
            }
        }
        counts.remove(change.author);
        let mut ranked: Vec<_> = counts.into_iter().collect();
        ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        ranked
            .into_iter()
            .map(|(name, _)| name.to_owned())
            .collect()
    });
    assert_eq!(replay.hits.n, 1_179);
    let top1 = replay.hits.share(replay.hits.top1);
    assert!((top1 - 0.647).abs() < 0.01, "{top1}");
}

#[test]
fn reviewers_are_found_better_than_by_any_baseline() {
    let Some(data) = data() else { return };
    let found = eval::reviewers(&data, Knowledge::Everything).unwrap();
    assert_eq!(found["n"], 1_179);
    assert!(found["mrr"].as_f64().unwrap() >= 0.842, "{found}");
    assert!(found["top3"].as_f64().unwrap() >= 0.955, "{found}");
}

#[test]
fn companions_are_found_and_complete_changes_are_left_alone() {
    let Some(data) = data() else { return };
    let found = eval::companions(&data, Knowledge::Everything).unwrap();
    assert_eq!(found["n"], 2_170);
    assert!(found["hit3"].as_f64().unwrap() >= 0.41, "{found}");
    assert!(
        found["false_alarm_rate"].as_f64().unwrap() <= 0.03,
        "{found}"
    );
    assert!(found["warning_recall"].as_f64().unwrap() >= 0.03, "{found}");
    assert!(found["list_noise"].as_f64().unwrap() <= 0.25, "{found}");
    assert!(found["list_recall"].as_f64().unwrap() >= 0.14, "{found}");
    assert!(found["list_precision"].as_f64().unwrap() > 0.3, "{found}");
}

#[test]
fn a_first_visit_knows_most_of_it() {
    let Some(data) = data() else { return };
    let found = eval::reviewers(&data, Knowledge::FirstVisit).unwrap();
    assert_eq!(found["n"], 1_179);
    assert!(found["mrr"].as_f64().unwrap() >= 0.78, "{found}");
    let found = eval::companions(&data, Knowledge::FirstVisit).unwrap();
    assert_eq!(found["n"], 2_170);
    assert!(found["list_recall"].as_f64().unwrap() >= 0.12, "{found}");
    assert!(found["list_noise"].as_f64().unwrap() <= 0.25, "{found}");
}

#[test]
fn a_line_that_is_no_pull_request_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data.jsonl");
    let good = r#"{"id":1,"author":"a","reviewers":["b"],"created_on":"2026-01-01T00:00:00+02:00","merged_on":"2026-01-02T00:00:00Z","files":[{"path":"x","lines_added":1,"lines_removed":0}]}"#;
    fs::write(&file, format!("{good}\n\n{{}}\n")).unwrap();
    assert!(matches!(
        eval::read(&file),
        Err(Error::Data { line: 3, .. })
    ));
    fs::write(&file, good).unwrap();
    let read = eval::read(&file).unwrap();
    // 2026-01-01T00:00:00+02:00 by `date -d … +%s`.
    assert_eq!((read.len(), read[0].created_on), (1, 1_767_218_400));
}
