//! Decisions of the check by the limits of a team.

use crate::support::{Bitbucket, replaces};

const ONE_LINE: &str = "src/a.rs";

fn diffs(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|by| replaces(ONE_LINE, 7, by)).collect()
}

fn bitbucket(settings: &str, texts: &[&str]) -> Bitbucket {
    let diffs = diffs(texts);
    let diffs: Vec<&str> = diffs.iter().map(String::as_str).collect();
    Bitbucket::new(settings, &diffs)
}

const NO_CONFLICTS: &str = r#"{ "thresholds": { "conflicts": 0 } }"#;

#[tokio::test]
async fn a_conflict_above_the_limit_fails_and_is_named() {
    let result = bitbucket(NO_CONFLICTS, &["this", "that"]).check().await;
    assert!(!result.success);
    assert_eq!(
        result.message,
        "Conflicts with open pull requests: 1, more than 0. Compared with 1 of 1 other open pull request. \
         #2 Change 2: 1 file, 1 in conflict."
    );
}

#[tokio::test]
async fn as_many_conflicts_as_the_limit_pass() {
    let settings = r#"{ "thresholds": { "conflicts": 1 } }"#;
    let result = bitbucket(settings, &["this", "that"]).check().await;
    assert!(result.success);
    assert!(
        result
            .message
            .contains("Conflicts with open pull requests: 1, at most 1."),
        "{}",
        result.message
    );
}

#[tokio::test]
async fn the_same_change_in_another_pull_request_is_no_conflict() {
    let result = bitbucket(NO_CONFLICTS, &["this", "this"]).check().await;
    assert!(result.success, "{}", result.message);
}

#[tokio::test]
async fn lines_above_the_limit_fail_and_as_many_pass() {
    for (limit, success) in [(1, false), (2, true)] {
        let settings = format!(r#"{{ "thresholds": {{ "lines": {limit} }} }}"#);
        let bitbucket = bitbucket(&settings, &["this", "that"]);
        let result = bitbucket.check().await;
        assert_eq!(result.success, success, "{}", result.message);
        // Nothing is read of other pull requests: their lines matter to no limit.
        assert_eq!(bitbucket.asked(""), 3);
        assert_eq!(bitbucket.asked("state=OPEN"), 0);
    }
}

#[tokio::test]
async fn without_limits_it_passes_and_says_where_to_set_them() {
    for settings in [Some("{}"), Some(r#"{ "report": true }"#), None] {
        let mut bitbucket = bitbucket("", &["this", "that"]);
        bitbucket.settings = [settings.map(str::to_owned), None];
        let result = bitbucket.check().await;
        assert!(result.success);
        let words = "No limits are set for conflicts or lines, so there is nothing to fail for. A team sets \
                     them as “thresholds” in .bitbucket/sightline.json on main.";
        assert_eq!(result.message, words);
        assert_eq!(bitbucket.asked(""), 2);
    }
}

#[tokio::test]
async fn files_that_may_be_forgotten_are_not_checked_and_the_check_says_so() {
    let not_checked = "Files that are probably forgotten are not checked here: that takes more history than one \
                       run can read.";
    let settings = r#"{ "thresholds": { "forgotten": 0 } }"#;
    let forgotten = bitbucket(settings, &["this"]);
    let result = forgotten.check().await;
    assert!(result.success);
    assert!(
        result.message.starts_with("No limits are set"),
        "{}",
        result.message
    );
    assert!(result.message.ends_with(not_checked), "{}", result.message);
    assert_eq!(forgotten.asked(""), 2);

    let settings = r#"{ "thresholds": { "forgotten": 0, "lines": 5 } }"#;
    let both = bitbucket(settings, &["this"]);
    let result = both.check().await;
    assert!(result.success);
    assert_eq!(
        result.message,
        format!("Lines to read: 2, at most 5. {not_checked}")
    );
    assert_eq!(both.asked("MERGED"), 0);
}

#[tokio::test]
async fn a_broken_file_fails_with_its_fault() {
    let broken = r#"{ "thresholds": { "conflicts": "none" } }"#;
    let result = bitbucket(broken, &["this"]).check().await;
    assert!(!result.success);
    let words = ".bitbucket/sightline.json on main cannot be used, so its limits are not known: \
                 thresholds.conflicts: ";
    assert!(result.message.starts_with(words), "{}", result.message);
}

#[tokio::test]
async fn a_pull_request_that_repairs_the_file_is_checked_by_its_own_version() {
    for (own, success) in [
        (r#"{ "thresholds": { "lines": 2 } }"#, true),
        (r#"{ "thresholds": { "lines": 1 } }"#, false),
        ("{", false),
    ] {
        let mut bitbucket = bitbucket("{", &["this"]);
        bitbucket.settings[1] = Some(own.to_owned());
        let result = bitbucket.check().await;
        assert_eq!(result.success, success, "{own}: {}", result.message);
    }
    // Where the file of its destination is fine, its own version changes nothing.
    let mut bitbucket = bitbucket(NO_CONFLICTS, &["this", "that"]);
    bitbucket.settings[1] = Some("{}".to_owned());
    assert!(!bitbucket.check().await.success);
}
