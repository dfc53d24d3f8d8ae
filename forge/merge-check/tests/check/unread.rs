//! Messages of the check about what it could not read: nothing of it counts as free of collisions, and nothing of it
//! fails but what cannot be decided at all.

use crate::support::{Bitbucket, OWN, event, replaces};
use bitbucket_cloud::Error;
use serde_json::json;
use sightline_findings::check::CheckResult;
use sightline_merge_check::{Answer, CALLS, Event};

const NO_CONFLICTS: &str = r#"{ "thresholds": { "conflicts": 0 } }"#;

/// That many pull requests that all replace one line, each by its own.
fn crowd(count: u32) -> Bitbucket {
    let open = (OWN..=count).map(|id| (id, replaces("src/a.rs", 7, &id.to_string())));
    Bitbucket {
        settings: [Some(NO_CONFLICTS.to_owned()), None],
        open: open.collect(),
        ..Bitbucket::default()
    }
}

fn says(result: &CheckResult, words: &str) {
    assert!(result.message.contains(words), "{}", result.message);
}

#[tokio::test]
async fn a_pull_request_that_cannot_be_read_fails_with_reason_and_advice() {
    for (status, words) in [
        (500, "the API answered 500. Run the check again."),
        (
            403,
            "the API answered 403. An admin of the workspace looks whether",
        ),
        (
            429,
            "too many calls in an hour. Bitbucket allows an app 1,000 calls an hour: run the check again later.",
        ),
    ] {
        let result = crowd(2).failing("/pullrequests/1?", status).check().await;
        assert!(!result.success);
        says(&result, "This pull request could not be read: ");
        says(&result, words);
    }
}

#[tokio::test]
async fn an_answer_that_is_something_else_is_told_without_the_long_path_of_the_call() {
    let error = Error::Decode {
        path: "/2.0/repositories/%7B1%7D".to_owned(),
        reason: "expected value at line 1 column 1".to_owned(),
    };
    let mut bitbucket = crowd(2);
    bitbucket
        .faults
        .push(("/pullrequests/1?".to_owned(), error));
    let result = bitbucket.check().await;
    assert!(!result.success);
    let words = "This pull request could not be read: the answer cannot be read: expected value at line 1 column 1. \
                 Run the check again.";
    assert_eq!(result.message, words);
}

#[tokio::test]
async fn settings_that_cannot_be_read_fail() {
    let result = crowd(2).failing("/src/", 502).check().await;
    assert!(!result.success);
    let words = "The settings in .bitbucket/sightline.json could not be read: the API answered 502. Run the \
                 check again.";
    assert_eq!(result.message, words);
}

#[tokio::test]
async fn changes_that_cannot_be_read_fail() {
    for (status, words) in [
        (500, "the API answered 500. Run the check again."),
        (
            555,
            "the API answered 555. Running the check again does not help: an admin",
        ),
    ] {
        let bitbucket = crowd(2).failing("from_pullrequest_id=1&", status);
        let result = bitbucket.check().await;
        assert!(!result.success);
        says(
            &result,
            "The changes of this pull request could not be read: ",
        );
        says(&result, words);
    }
}

#[tokio::test]
async fn a_diff_that_is_too_large_is_compared_by_files_and_known_to_collide_with_nothing() {
    let result = crowd(2)
        .failing("/diff/acme/widgets:branch-1", 555)
        .check()
        .await;
    assert!(result.success, "{}", result.message);
    says(&result, "#2 Change 2: 1 file. Perhaps a conflict.");
    says(
        &result,
        "Lines are not compared: this diff could not be read.",
    );
}

#[tokio::test]
async fn a_diff_that_bitbucket_refuses_is_not_compared_and_named() {
    let result = crowd(3)
        .failing("/diff/acme/widgets:branch-3", 555)
        .check()
        .await;
    assert!(!result.success);
    says(
        &result,
        "Conflicts with open pull requests: 1, more than 0.",
    );
    says(
        &result,
        "Compared with 1 of 2 other open pull requests. #3 is not compared: Bitbucket cannot give its diff.",
    );
    assert!(!result.message.contains("could not be read in this run"));
}

#[tokio::test]
async fn others_that_are_not_read_are_counted_as_such() {
    let others = crowd(3).failing("branch-2", 500).failing("branch-3", 500);
    let result = others.check().await;
    assert!(result.success);
    says(
        &result,
        "No overlap so far. Compared with 0 of 2 other open pull requests. The others could not be read in this \
         run.",
    );
}

#[tokio::test]
async fn a_list_that_cannot_be_read_leaves_nothing_compared() {
    for call in ["state=OPEN", "fields=uuid"] {
        let result = crowd(3).failing(call, 500).check().await;
        assert!(result.success);
        says(
            &result,
            "Other open pull requests could not be listed, so none was compared: the API answered 500.",
        );
        assert!(!result.message.contains("No other pull request is open"));
    }
}

#[tokio::test]
async fn pull_requests_that_are_counted_and_not_listed_are_not_compared() {
    let bitbucket = Bitbucket {
        unlisted: 100,
        ..crowd(2)
    };
    let result = bitbucket.check().await;
    says(&result, "Compared with 1 of 101 other open pull requests.");
}

#[tokio::test]
async fn calls_end_with_the_budget_of_a_run() {
    let bitbucket = crowd(80);
    let result = bitbucket.check().await;
    let calls = bitbucket.asked("");
    assert_eq!(calls, usize::try_from(CALLS).unwrap());
    // All but the pull request, the settings, its own diff, the repository and the list.
    says(&result, "Compared with 35 of 79 other open pull requests.");
    says(&result, "The others could not be read in this run.");
}

#[tokio::test]
async fn reading_ends_with_the_time_of_a_run() {
    let bitbucket = Bitbucket {
        slowness: 2_000,
        ..crowd(80)
    };
    let result = bitbucket.check().await;
    assert!(!result.success);
    // The ninth call ends when the time is up.
    assert_eq!(bitbucket.asked(""), 9);
    says(&result, "Compared with 4 of 79 other open pull requests.");
}

#[tokio::test]
async fn an_event_names_its_repository_with_braces_or_without() {
    let with: Event = event(OWN);
    let bare = |uuid: &str| uuid.trim_matches(['{', '}']).to_owned();
    let without = json!({
        "workspace": { "uuid": bare(&with.workspace.uuid) },
        "repository": { "uuid": bare(&with.repository.uuid) },
        "pullrequest": { "id": OWN },
        "trigger": { "type": "on-code-pushed" },
    });
    let without: Event = serde_json::from_value(without).unwrap();
    assert_eq!(without.repository(), with.repository());
    let other = Event {
        repository: sightline_merge_check::Uuid {
            uuid: "../other".to_owned(),
        },
        ..with
    };
    assert_eq!(other.repository(), None);
    let result = sightline_merge_check::check(&other, &crowd(1), || 0).await;
    assert!(!result.success);
}

#[test]
fn an_answer_that_is_no_success_is_an_error_with_its_explanation() {
    let answer = |status, body: &str| Answer {
        status,
        body: body.to_owned(),
    };
    assert_eq!(answer(200, "diff").text().unwrap(), "diff");
    let body = r#"{ "type": "error", "error": { "message": "Not here" } }"#;
    let error = answer(404, body).text().unwrap_err();
    assert_eq!(error.to_string(), "the API answered 404: Not here");
    assert!(answer(302, "").text().is_err());
}
