//! Changes of a pull request's files before it, beside the merged pull requests that are known.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use bitbucket_cloud::{FileChange, PullRequest};
use serde_json::json;
use sightline_app::{
    cache::{Cache, records},
    model::{
        change_history::{ReadChange, with_changes},
        history::MergedHistory,
        records::MergedPullRequest,
    },
};

fn file(path: &str) -> FileChange {
    FileChange::new(Some(path.to_owned()), Some(path.to_owned()), 1, 0)
}

fn change(hash: &str, by: &str, day: u32, paths: &[&str]) -> ReadChange {
    let commit = json!({
        "hash": hash, "date": format!("2026-11-{day:02}T00:00:00+00:00"),
        "author": { "raw": by, "user": { "uuid": format!("{{{by}}}"), "display_name": by } },
    });
    ReadChange {
        commit: serde_json::from_value(commit).unwrap(),
        files: paths.iter().map(|path| file(path)).collect(),
    }
}

fn merged_on(day: u32, by: &str, head: &str, paths: &[&str]) -> Arc<MergedPullRequest> {
    let pull = json!({
        "id": day, "title": "A change", "state": "MERGED",
        "author": { "uuid": format!("{{{by}}}"), "display_name": by },
        "created_on": format!("2026-11-{:02}T00:00:00Z", day - 2),
        "updated_on": format!("2026-11-{day:02}T00:00:00Z"),
        "source": { "branch": { "name": "topic" }, "commit": { "hash": head } },
        "destination": { "branch": { "name": "main" } },
    });
    let pull: PullRequest = serde_json::from_value(pull).unwrap();
    let files: Vec<FileChange> = paths.iter().map(|path| file(path)).collect();
    Arc::new(MergedPullRequest::of(&pull).with_files(&files))
}

/// Ann's pull request, opened on 10 November and merged on the 12th, with `ab12` as its head.
fn merged() -> Arc<MergedHistory> {
    let pull = merged_on(12, "ann", "ab12", &["a", "b"]);
    Arc::new(MergedHistory::new(vec![pull]))
}

#[test]
fn changes_that_a_known_pull_request_brought_are_counted_once() {
    let brought = [
        change("ab12cd", "cyd", 1, &["z"]),
        change("c1", "ann", 9, &["a"]),
        change("c2", "ann", 11, &["a", "b"]),
    ];
    let merged = merged();
    let past = with_changes(&merged, &brought);
    assert!(Arc::ptr_eq(&past, &merged));
}

#[test]
fn an_older_change_of_the_same_files_by_the_same_author_counts_by_itself() {
    let three_days_before = change("c1", "ann", 7, &["a", "b"]);
    let past = with_changes(&merged(), &[three_days_before]);
    let heads = past.merged.iter().map(|record| record.source.as_str());
    assert_eq!(heads.collect::<Vec<_>>(), ["c1", "ab12"]);
}

#[test]
fn a_change_since_the_oldest_known_merge_is_its_authors_next_pull_request_that_holds_it() {
    let older = merged_on(5, "bob", "cd34", &["z"]);
    let known = Arc::new(MergedHistory::new(vec![
        older,
        merged_on(12, "ann", "ab12", &["a", "b"]),
    ]));
    let three_days_before = change("c1", "ann", 7, &["a", "b"]);
    assert!(Arc::ptr_eq(
        &with_changes(&known, &[three_days_before]),
        &known
    ));
    let before_all = change("c1", "ann", 4, &["a", "b"]);
    assert_eq!(with_changes(&known, &[before_all]).merged.len(), 3);
}

#[test]
fn other_changes_join_the_past_at_their_time() {
    let others = [
        change("c3", "ann", 13, &["a"]),
        change("c1", "bob", 11, &["a"]),
        change("c2", "ann", 11, &["a", "c"]),
    ];
    let past = with_changes(&merged(), &others);
    let heads = past.merged.iter().map(|record| record.source.as_str());
    assert_eq!(heads.collect::<Vec<_>>(), ["c1", "c2", "ab12", "c3"]);
    assert_eq!(past.history.len(), 4);
    let names = past
        .people
        .iter()
        .filter_map(|who| who.display_name.as_deref());
    assert_eq!(names.collect::<Vec<_>>(), ["bob", "ann"]);
}

#[test]
fn changes_are_kept_by_pull_request_and_come_once() {
    let cache = Cache::in_memory("acme/widgets".to_owned());
    let (one, other) = (
        change("c1", "bob", 1, &["a"]),
        change("c2", "cyd", 2, &["b"]),
    );
    records::keep_changes(&cache, 7, std::slice::from_ref(&one));
    records::keep_changes(&cache, 8, &[other.clone(), one.clone()]);
    assert_eq!(records::changes(&cache), [one, other]);
}
