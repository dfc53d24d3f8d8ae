//! A report says what the panel says about the same pull request.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use bitbucket_cloud::{FileChange, PullRequest, ReportResult, Severity};
use serde_json::json;
use sightline_app::{
    model::{
        companions::companions,
        history::{MergedHistory, OpenPullRequest},
        overlaps::{Changes, compare},
        percentile::percentile,
        records::MergedPullRequest,
        settings::LoadedSettings,
        size::ChangeSize,
    },
    text::{overlaps as overlap_words, size as size_words},
};
use sightline_findings::report::{Facts, Findings, annotations, pending, report};
use sightline_insight::overlap::{FileHunks, hunks};

const HERE: &str = "acme/widgets";
const LINK: &str = "https://bitbucket.example/acme/widgets/pull-requests/1";

fn pull(id: u32, state: &str) -> Arc<PullRequest> {
    let pull = json!({
        "id": id, "title": format!("Change {id}"), "state": state,
        "created_on": "2026-11-01T12:00:00Z",
        "updated_on": format!("2026-11-02T12:{:02}:00Z", id % 60),
        "source": {
            "branch": { "name": format!("b{id}") }, "repository": { "full_name": HERE },
        },
        "destination": { "branch": { "name": "main" } },
    });
    Arc::new(serde_json::from_value(pull).unwrap())
}

/// Replaces one line of `api/a.rs`.
fn lines(id: u32, line: u32) -> Vec<FileHunks> {
    hunks(&format!(
        "diff --git a/api/a.rs b/api/a.rs\nindex 1111111..{id:07x} 100644\n--- a/api/a.rs\n\
         +++ b/api/a.rs\n@@ -{line} +{line} @@\n-b\n+{id}\n"
    ))
}

fn open(id: u32, changes: Option<Vec<FileHunks>>) -> OpenPullRequest {
    OpenPullRequest {
        pull_request: pull(id, "OPEN"),
        changes: changes.map(Arc::new),
        refused: false,
    }
}

fn file(path: &str) -> FileChange {
    FileChange::new(Some(path.to_owned()), Some(path.to_owned()), 1, 1)
}

/// Sixty that changed `api/a.rs` together with `api/b.rs`, and sixty that changed something else.
fn history() -> MergedHistory {
    let merged = (100..220).map(|id| {
        let files = match id % 2 {
            0 => vec![file("api/a.rs"), file("api/b.rs")],
            _ => vec![file(&format!("other/{id}.rs"))],
        };
        Arc::new(MergedPullRequest::of(&pull(id, "MERGED")).with_files(&files))
    });
    MergedHistory::new(merged)
}

#[test]
fn a_report_says_what_the_panel_says() {
    let this = pull(1, "OPEN");
    let own = lines(1, 12);
    let files = [file("api/a.rs")];
    let all = [
        open(1, Some(own.clone())),
        open(2, Some(lines(2, 12))),
        open(3, Some(lines(3, 80))),
        open(4, None),
    ];
    let merged = history();
    let text = r#"{ "report": true, "thresholds": { "conflicts": 1, "lines": 1 } }"#;
    let loaded = LoadedSettings::of(Some(text));
    let facts = Facts {
        here: HERE,
        pull_request: &this,
        files: &files,
        hunks: Some(&own),
        open: &all,
        others: 3,
        merged: &merged,
        loaded: &loaded,
    };
    let findings = Findings::of(&facts);
    let report = report(&facts, &findings, LINK);

    // As the panel's store has them.
    let settings = &loaded.settings;
    let compared = compare(HERE, &this, Changes::Lines(&own), &all);
    let size = ChangeSize::of(&files, &settings.kinds);
    let place = percentile(&merged, settings, 1, size.lines_to_read());
    let missing = companions(&merged, &files, settings);
    assert_eq!(findings.comparison, compared);
    assert_eq!(findings.size, size);
    assert_eq!(findings.percentile, place);
    assert_eq!(findings.companions, missing);

    // As the panel says them.
    let note = overlap_words::note(compared.found.len(), compared.compared, compared.of);
    assert_eq!(note, "Compared with 2 of 3 other open pull requests.");
    let place = size_words::percentile(place.unwrap());
    for sentence in [
        note.as_str(),
        place.as_str(),
        "2 lines to read.",
        "#2 Change 2: 1 file, 1 in conflict.",
        "#3 Change 3: 1 file.",
        "Lines to read: 2, more than 1.",
    ] {
        assert!(
            report.details.contains(sentence),
            "{sentence}: {}",
            report.details
        );
    }
    let forgotten: Vec<&str> = missing
        .warned
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(forgotten, ["api/b.rs"]);
    assert!(
        report.details.contains("Probably forgotten: api/b.rs."),
        "{}",
        report.details
    );

    // One conflict is no more than one; two lines are more than one.
    assert_eq!(report.result, ReportResult::Failed);
    assert_eq!(report.link, LINK);
    let annotations = annotations(&findings, 1);
    let said: Vec<_> = annotations
        .iter()
        .map(|one| (one.path.as_str(), one.severity, one.summary.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (
                "api/a.rs",
                Severity::High,
                "Conflict with #2 Change 2: line 12 of the version that both start from"
            ),
            (
                "api/a.rs",
                Severity::Medium,
                "api/b.rs is missing: it changed in 60 of 60 known changes of api/a.rs"
            ),
        ]
    );
}

#[test]
fn nothing_fails_without_a_threshold_and_a_threshold_may_be_reached() {
    let this = pull(1, "OPEN");
    let own = lines(1, 12);
    let files = [file("api/a.rs")];
    let all = [open(2, Some(lines(2, 12)))];
    let result = |text: &str| {
        let facts = Facts {
            here: HERE,
            pull_request: &this,
            files: &files,
            hunks: Some(&own),
            open: &all,
            others: 1,
            merged: &MergedHistory::default(),
            loaded: &LoadedSettings::of(Some(text)),
        };
        report(&facts, &Findings::of(&facts), LINK).result
    };
    assert_eq!(result(r#"{ "report": true }"#), ReportResult::Passed);
    for (thresholds, expected) in [
        (json!({ "conflicts": 0 }), ReportResult::Failed),
        (json!({ "conflicts": 1 }), ReportResult::Passed),
        (json!({ "lines": 1 }), ReportResult::Failed),
        (json!({ "lines": 2 }), ReportResult::Passed),
        (json!({ "forgotten": 0 }), ReportResult::Passed),
    ] {
        let text = json!({ "report": true, "thresholds": thresholds }).to_string();
        assert_eq!(result(&text), expected, "{text}");
    }
    assert_eq!(pending(LINK).result, ReportResult::Pending);
}

#[test]
fn a_report_keeps_within_what_bitbucket_takes() {
    let this = pull(1, "OPEN");
    let many: Vec<FileHunks> = (0..300)
        .flat_map(|n| {
            hunks(&format!(
                "diff --git a/{n}.rs b/{n}.rs\nindex 1111111..2222222 100644\n--- a/{n}.rs\n\
                 +++ b/{n}.rs\n@@ -1 +1 @@\n-b\n+c{n}\n"
            ))
        })
        .collect();
    let theirs: Vec<FileHunks> = (0..300)
        .flat_map(|n| {
            hunks(&format!(
                "diff --git a/{n}.rs b/{n}.rs\nindex 1111111..3333333 100644\n--- a/{n}.rs\n\
                 +++ b/{n}.rs\n@@ -1 +1 @@\n-b\n+d{n}\n"
            ))
        })
        .collect();
    let mut other = open(2, Some(theirs));
    Arc::make_mut(&mut other.pull_request).title = "é".repeat(3_000);
    let facts = Facts {
        here: HERE,
        pull_request: &this,
        files: &[],
        hunks: Some(&many),
        open: &[other],
        others: 1,
        merged: &MergedHistory::default(),
        loaded: &LoadedSettings::default(),
    };
    let findings = Findings::of(&facts);
    let annotations = annotations(&findings, 1);
    assert_eq!(annotations.len(), 100);
    let longest = annotations.iter().map(|one| one.summary.chars().count());
    assert!(longest.max().unwrap() <= 450);
    let report = report(&facts, &findings, LINK);
    assert!(report.details.chars().count() <= 2_000);
    assert!(report.data.len() <= 10);
    let mut names: Vec<&str> = annotations
        .iter()
        .map(|one| one.external_id.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 100);
}

#[test]
fn a_broken_file_asks_for_reports_as_far_as_it_tells() {
    use sightline_app::model::settings::ReportSetting;
    for (text, expected) in [
        (None, ReportSetting::Off),
        (Some("{}"), ReportSetting::Off),
        (Some(r#"{ "report": true }"#), ReportSetting::On),
        (Some(r#"{ "report": true, "lock": 7 }"#), ReportSetting::On),
        (Some(r#"{ "report": 1 }"#), ReportSetting::Off),
        (Some("[]"), ReportSetting::Off),
        (Some(r#"{ "report": true"#), ReportSetting::Unknown),
    ] {
        assert_eq!(LoadedSettings::of(text).report, expected, "{text:?}");
    }
}
