//! How good the suggestions are on real history, where that is at hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::{collections::HashMap, path::Path};

use serde_json::Value;
use sightline_insight::{FileChange, Merged, replay};

fn data() -> Option<Vec<Merged>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/merged-pull-requests-a.jsonl");
    let text = std::fs::read_to_string(path).ok()?;
    Some(
        text.lines()
            .map(|line| merged(&serde_json::from_str(line).unwrap()))
            .collect(),
    )
}

fn merged(line: &Value) -> Merged {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let time = |value: &Value| {
        let time: jiff::Timestamp = value.as_str().unwrap().parse().unwrap();
        time.as_second()
    };
    let files = line["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| FileChange {
            path: text(&file["path"]),
            old_path: file["old_path"].as_str().map(str::to_owned),
            lines_added: file["lines_added"].as_u64().unwrap(),
            lines_removed: file["lines_removed"].as_u64().unwrap(),
        });
    Merged {
        id: line["id"].as_u64().unwrap(),
        author: text(&line["author"]),
        reviewers: line["reviewers"]
            .as_array()
            .unwrap()
            .iter()
            .map(text)
            .collect(),
        created_on: time(&line["created_on"]),
        merged_on: time(&line["merged_on"]),
        files: files.collect(),
    }
}

#[test]
fn the_replay_reproduces_the_published_baseline() {
    let Some(data) = data() else { return };
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
    let replay = replay::reviewers(&data);
    let top3 = replay.hits.share(replay.hits.top3);
    assert_eq!(replay.hits.n, 1_179);
    assert!(replay.mrr >= 0.835, "MRR {}", replay.mrr);
    assert!(top3 >= 0.95, "top 3 {top3}");
}

#[test]
fn companions_are_found_and_complete_changes_are_left_alone() {
    let Some(data) = data() else { return };
    let replay = replay::companions(&data);
    let hit3 = replay.hits.share(replay.hits.top3);
    eprintln!("{replay:?}");
    assert_eq!(replay.hits.n, 2_170);
    assert!(hit3 >= 0.41, "hit@3 {hit3}");
    let share = f64::from(replay.several.alarmed) / f64::from(replay.several.n);
    assert!(share <= 0.03, "false alarms {share}");
}
