//! What the rest of the repository says about a pull request: overlaps, companions and reviewers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeSet, sync::Arc};

use bitbucket_cloud::{FileChange, PullRequest, Timestamp};
use serde_json::{Value, json};
use sightline_app::model::{
    companions::{CompanionFinding, companions},
    history::{MergedHistory, OpenPullRequest},
    overlaps::{Changes, FoundOverlap, compare},
    records::MergedPullRequest,
    reviewers::suggested,
    settings::Settings,
};
use sightline_insight::overlap::{LineRange, Verdict, hunks};

const NOW: &str = "2026-11-25T12:00:00Z";

fn now() -> Timestamp {
    Timestamp::parse(NOW).unwrap()
}

fn person(name: &str) -> Value {
    json!({ "uuid": format!("{{{name}}}"), "display_name": name, "type": "user" })
}

fn asked(name: &str, vote: Value) -> Value {
    json!({ "user": person(name), "role": "REVIEWER", "state": vote, "participated_on": NOW })
}

fn pull(id: u32, participants: &[Value]) -> Arc<PullRequest> {
    let pull = json!({
        "id": id, "title": "A change", "state": "OPEN", "author": person("ann"),
        "created_on": NOW, "updated_on": NOW, "reviewers": [], "participants": participants,
        "source": { "branch": { "name": format!("b{id}") } },
        "destination": { "branch": { "name": "main" } },
    });
    Arc::new(serde_json::from_value(pull).unwrap())
}

/// An open pull request that replaces one line of a file.
fn open(id: u32, path: &str, line: u32) -> OpenPullRequest {
    let diff = format!("diff --git a/{path} b/{path}\n@@ -{line} +{line} @@\n-b\n+{id}\n");
    OpenPullRequest {
        pull_request: pull(id, &[]),
        changes: Some(Arc::new(hunks(&diff))),
    }
}

fn file(path: &str) -> FileChange {
    moved(path, path)
}

fn moved(old: &str, new: &str) -> FileChange {
    let file = json!({
        "lines_added": 1, "lines_removed": 1, "old": { "path": old }, "new": { "path": new },
    });
    serde_json::from_value(file).unwrap()
}

/// Pull requests that these people approved and that changed these files.
fn history(count: u32, by: &[&str], paths: &[&str]) -> MergedHistory {
    let approved = by.iter().map(|name| asked(name, json!("approved")));
    let approved: Vec<Value> = approved.collect();
    let files: Vec<FileChange> = paths.iter().map(|path| file(path)).collect();
    let merged = (1..=count).map(|id| {
        let record = MergedPullRequest::of(&pull(id, &approved));
        Arc::new(record.with_files(&files))
    });
    MergedHistory::new(merged)
}

#[test]
fn a_comparison_counts_the_others_and_never_the_pull_request_itself() {
    let unread = OpenPullRequest {
        changes: None,
        ..open(10, "api/a.rs", 12)
    };
    let others = [
        open(7, "api/a.rs", 12),
        open(8, "api/a.rs", 12),
        open(9, "web/x.ts", 12),
        unread,
    ];
    let own = others[0].changes.clone().unwrap();
    let found = compare("acme/widgets", &pull(7, &[]), Changes::Lines(&own), &others);
    assert_eq!((found.compared, found.of), (2, 3));
    let ids = found.found.iter().map(|one| (one.overlap.id, one.other.id));
    assert_eq!(ids.collect::<Vec<_>>(), [(8, 8)]);
    let line = LineRange { first: 12, end: 13 };
    assert_eq!(found.found[0].overlap.files[0].lines(), [line]);
}

#[test]
fn without_lines_a_file_overlaps_by_either_of_its_paths() {
    let others = [open(8, "api/a.rs", 12), open(9, "lib/b.rs", 12)];
    let own = [moved("api/a.rs", "lib/b.rs")];
    let found = compare("acme/widgets", &pull(7, &[]), Changes::Files(&own), &others);
    assert_eq!(found.found.len(), 2);
    let unknown = |one: &FoundOverlap| one.overlap.verdict() == Verdict::Unknown;
    assert!(found.found.iter().all(unknown));
}

#[test]
fn companions_take_fifty_merged_pull_requests() {
    let paths = ["api/a.rs", "api/a.md", "api/b.md"];
    let found = |count, settings: &Settings| {
        companions(&history(count, &[], &paths), &[file("api/a.rs")], settings)
    };
    let settings = Settings::default();
    let too_little = CompanionFinding::TooLittle { telling: 49 };
    assert_eq!(found(49, &settings), too_little);
    let finding = found(60, &settings);
    assert!(matches!(
        finding,
        CompanionFinding::Missing { merged: 60, .. }
    ));
    let paths = finding.missing().iter().map(|one| one.path.as_str());
    assert_eq!(paths.collect::<Vec<_>>(), ["api/a.md", "api/b.md"]);
}

#[test]
fn a_dismissed_companion_is_listed_apart() {
    let history = history(60, &[], &["api/a.rs", "api/a.md", "api/b.md"]);
    let finding = companions(&history, &[file("api/a.rs")], &Settings::default());
    let dismissed = BTreeSet::from(["api/a.md".to_owned(), "gone.md".to_owned()]);
    let lists = finding.lists(&dismissed);
    assert_eq!(lists.listed, finding.missing()[1..]);
    assert_eq!(lists.dismissed, finding.missing()[..1]);
}

#[test]
fn reviewers_are_not_suggested_again_and_others_with_their_open_reviews() {
    let history = history(3, &["bob", "cyd", "dee"], &["api/a.rs"]);
    let own = pull(7, &[asked("bob", Value::Null)]);
    let other = |id, participants: &[Value]| OpenPullRequest {
        pull_request: pull(id, participants),
        changes: None,
    };
    let open = [
        other(7, &[asked("dee", Value::Null)]),
        other(8, &[asked("cyd", Value::Null)]),
        other(
            9,
            &[asked("cyd", Value::Null), asked("dee", json!("approved"))],
        ),
    ];
    let files = [file("api/a.rs")];
    let found = suggested(&own, &files, &history, &open, &Settings::default(), now());
    let found = found.iter().map(|one| {
        let name = one.account.display_name.as_deref().unwrap();
        (name, one.why.reviewed, one.why.open_reviews)
    });
    assert_eq!(found.collect::<Vec<_>>(), [("dee", 1, 0), ("cyd", 1, 2)]);
}
