//! Findings about a pull request in the rest of the repository: overlaps, companions and reviewers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

use std::{collections::BTreeSet, sync::Arc};

use bitbucket_cloud::{Account, FileChange, PullRequest, Timestamp};
use serde_json::{Value, json};
use sightline_app::model::{
    companions::{CompanionFinding, MissingCompanion, companions},
    history::{Coverage, MergedHistory, OpenPullRequest},
    overlaps::{Changes, FoundOverlap, compare, is_regenerated},
    records::MergedPullRequest,
    reviewers::{Others, knowing, suggested},
    settings::Settings,
};
use sightline_app::text::{
    overlaps::{self, sweeping as sweeping_line},
    reviewers as words,
};
use sightline_insight::{
    kinds::Kinds,
    overlap::{FileHunks, FileMerge, LineRange, Unknown, Verdict, hunks},
};

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
        refused: false,
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
fn what_bitbucket_cannot_give_is_named_and_counts_as_not_compared() {
    let refused = |id| OpenPullRequest {
        changes: None,
        refused: true,
        ..open(id, "api/a.rs", 12)
    };
    let others = [refused(7), open(8, "api/a.rs", 12), refused(9)];
    let found = compare("acme/widgets", &pull(7, &[]), Changes::Lines(&[]), &others);
    assert_eq!((found.compared, found.of, found.refused), (1, 2, vec![9]));
    assert_eq!(overlaps::refused(&[]), None);
    assert_eq!(
        overlaps::refused(&[9]).unwrap(),
        " #9 is not compared: Bitbucket cannot give its diff."
    );
    assert_eq!(
        overlaps::refused(&[8, 9]).unwrap(),
        " #8 and #9 are not compared: Bitbucket cannot give their diffs."
    );
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
fn a_change_of_hundreds_of_files_comes_last_and_is_said_in_a_line() {
    let small = open(9, "api/a.rs", 12);
    let mut changes = open(8, "api/a.rs", 12).changes.unwrap().to_vec();
    let other = changes[0].clone();
    changes.extend((1..200).map(|at| FileHunks {
        old_path: Some(format!("f{at}")),
        new_path: Some(format!("f{at}")),
        ..other.clone()
    }));
    let sweeping = OpenPullRequest {
        changes: Some(Arc::new(changes)),
        ..open(8, "api/a.rs", 12)
    };
    let own = small.changes.clone().unwrap();
    let others = [sweeping, small];
    let found = compare("acme/widgets", &pull(7, &[]), Changes::Lines(&own), &others);
    let ids: Vec<u32> = found.found.iter().map(|one| one.other.id).collect();
    assert_eq!(ids, [9, 8]);
    let [small, sweeping] = &found.found[..] else {
        panic!("two")
    };
    assert!(!small.is_sweeping());
    assert!(sweeping.is_sweeping());
    assert_eq!(
        sweeping_line(8, "Format it", sweeping.files, &sweeping.overlap),
        "#8 Format it: changes 200 files, 1 of these, 1 in conflict"
    );
}

#[test]
fn a_conflict_of_generated_files_alone_is_solved_by_their_program() {
    let kinds = Kinds::default();
    let regenerated = |path: &str| {
        let own = open(7, path, 12).changes.unwrap();
        let others = [open(8, path, 12)];
        let found = compare("acme/widgets", &pull(7, &[]), Changes::Lines(&own), &others);
        assert_eq!(found.found[0].overlap.conflicts(), 1);
        is_regenerated(&found.found[0].overlap, &kinds)
    };
    assert!(regenerated("Cargo.lock"));
    assert!(regenerated("web/routes.gen.ts"));
    assert!(!regenerated("web/routes.ts"));
    // Beside a file of which it is not known whether git merges it, that is not said.
    let own = open(7, "Cargo.lock", 12).changes.unwrap();
    let found = compare(
        "acme/widgets",
        &pull(7, &[]),
        Changes::Lines(&own),
        &[open(8, "Cargo.lock", 12)],
    );
    let mut overlap = found.found[0].overlap.clone();
    let mut unknown = overlap.files[0].clone();
    unknown.path = "a.rs".to_owned();
    unknown.merge = FileMerge::Unknown(Unknown::NotRead);
    overlap.files.push(unknown);
    assert!(!is_regenerated(&overlap, &kinds));
}

#[test]
fn a_warning_takes_fifty_merged_pull_requests_and_a_list_twenty() {
    let paths = ["api/a.rs", "api/a.md", "api/b.md"];
    let found = |count| {
        let history = history(count, &[], &paths);
        companions(&history, &[file("api/a.rs")], &Settings::default())
    };
    let missing = |files: &[MissingCompanion]| {
        let paths = files.iter().map(|one| one.path.clone());
        paths.collect::<Vec<_>>()
    };
    assert_eq!(found(19), CompanionFinding::default());
    let few = found(49);
    assert_eq!(missing(&few.warned), [""; 0]);
    assert_eq!(missing(&few.often), ["api/a.md", "api/b.md"]);
    let many = found(50);
    assert_eq!(missing(&many.warned), ["api/a.md", "api/b.md"]);
    assert_eq!(missing(&many.often), [""; 0]);
}

#[test]
fn a_team_that_wants_more_evidence_for_a_warning_still_gets_the_list() {
    let history = history(60, &[], &["api/a.rs", "api/a.md"]);
    let found = |settings: &str| {
        let settings = Settings::parse(settings).unwrap();
        let found = companions(&history, &[file("api/a.rs")], &settings);
        (found.warned.len(), found.often.len())
    };
    assert_eq!(found("{}"), (1, 0));
    assert_eq!(found(r#"{ "companions": { "together": 61 } }"#), (0, 1));
    assert_eq!(found(r#"{ "companions": { "ignore": ["*.md"] } }"#), (0, 0));
}

#[test]
fn a_dismissed_companion_is_listed_apart() {
    let history = history(60, &[], &["api/a.rs", "api/a.md", "api/b.md"]);
    let finding = companions(&history, &[file("api/a.rs")], &Settings::default());
    let dismissed = BTreeSet::from(["api/a.md".to_owned(), "gone.md".to_owned()]);
    let lists = finding.lists(&dismissed);
    assert_eq!(lists.warned, finding.warned[1..]);
    assert_eq!(lists.dismissed, finding.warned[..1]);
    assert!(!lists.is_empty());
}

#[test]
fn those_that_were_not_listed_are_not_compared_either() {
    let found = |total| {
        let others = [open(8, "web/x.ts", 1)];
        let found = compare("acme/widgets", &pull(7, &[]), Changes::Lines(&[]), &others);
        let found = found.out_of(total, &pull(7, &[]));
        (found.compared, found.of)
    };
    assert_eq!(found(None), (1, 1));
    assert_eq!(found(Some(2)), (1, 1));
    assert_eq!(found(Some(120)), (1, 119));
}

#[test]
fn where_nobody_worked_lately_the_last_change_is_said_with_its_day() {
    let now = Timestamp::parse("2027-11-25T12:00:00Z").unwrap();
    let found = |paths: &[&str]| {
        let history = history(1, &["bob"], paths);
        let files = [file("api/a.rs")];
        knowing(
            &pull(7, &[]),
            &files,
            &history,
            Others::default(),
            &Settings::default(),
            now,
        )
    };
    let silent = found(&["api/a.rs"]);
    assert_eq!(silent.people, []);
    assert_eq!(
        words::silent(&silent.last.unwrap(), &Coverage::Whole, |_| String::new()),
        "Nobody else worked on these files, or near them, in the last 90 days. \
         Changed last by ann on 25 Nov 2026."
    );
    assert!(found(&["web/x.ts"]).is_empty());
}

#[test]
fn evidence_names_everything_that_the_order_follows() {
    let history = history(3, &["bob"], &["api/a.rs"]);
    let files = [file("api/a.rs"), file("api/b.rs")];
    let later = Timestamp::parse("2026-11-25T15:00:00Z").unwrap();
    let found = suggested(
        &pull(7, &[]),
        &files,
        &history,
        Others::default(),
        &Settings::default(),
        later,
    );
    assert_eq!(
        words::evidence(&found[0].why, later),
        "Reviewed 1 of these files, worked on 3 pull requests in their folders and reviewed 3 in all \
         in the last 90 days; last active 3 hours ago"
    );
}

#[test]
fn reviewers_are_not_suggested_again_and_others_with_their_open_reviews() {
    let history = history(3, &["bob", "cyd", "dee"], &["api/a.rs"]);
    let own = pull(7, &[asked("bob", Value::Null)]);
    let other = |id, participants: &[Value]| OpenPullRequest {
        pull_request: pull(id, participants),
        changes: None,
        refused: false,
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
    let found = |named: &[Account]| {
        let others = Others { open: &open, named };
        let found = suggested(&own, &files, &history, others, &Settings::default(), now());
        let found = found.into_iter().map(|one| {
            let name = one.account.display_name.unwrap();
            (name, one.why.reviewed, one.why.open_reviews)
        });
        found.collect::<Vec<_>>()
    };
    let (dee, cyd) = (("dee".to_owned(), 1, 0), ("cyd".to_owned(), 1, 2));
    assert_eq!(found(&[]), [dee.clone(), cyd]);
    // Who is named as not asked yet stands there, and not here too.
    let named: Account = serde_json::from_value(person("cyd")).unwrap();
    assert_eq!(found(&[named]), [dee]);
}
