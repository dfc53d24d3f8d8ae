//! Readiness to merge where a bot asked for changes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::{Account, PullRequest, Status};
use serde_json::{Value, json};
use sightline_app::{
    model::{
        readiness::{Chip, MergeReadiness, PullRequestFacts, QueryState, chips, readiness},
        review::Activities,
        settings::Settings,
    },
    text::waits,
};

/// Opened by Ann on 20 November; Robot asked for changes on 22 November, Bob cast this vote a day later.
fn pull_request(bob: Value) -> PullRequest {
    let person =
        |name: &str, kind: &str| json!({ "uuid": name, "display_name": name, "type": kind });
    let vote = |user: Value, state: Value, day: u32| {
        let on = format!("2026-11-{day}T12:00:00Z");
        json!({ "user": user, "role": "REVIEWER", "state": state, "participated_on": on })
    };
    let votes = [
        vote(person("Robot", "app_user"), json!("changes_requested"), 22),
        vote(person("Bob", "user"), bob, 23),
    ];
    serde_json::from_value(json!({
        "id": 7, "title": "t", "state": "OPEN", "draft": false, "author": person("Ann", "user"),
        "source": { "branch": { "name": "f" }, "commit": { "hash": "aaaaaaaaaaaa" } },
        "destination": { "branch": { "name": "main" }, "commit": { "hash": "bbbbbbbbbbbb" } },
        "created_on": "2026-11-20T12:00:00Z", "updated_on": "2026-11-24T12:00:00Z",
        "task_count": 0, "reviewers": [], "participants": votes,
    }))
    .unwrap()
}

/// A commit of 24 November, which answers what was asked for before.
fn push() -> Activities {
    let event = json!({ "update": { "date": "2026-11-24T12:00:00Z", "state": "OPEN",
        "source": { "commit": { "hash": "aaaaaaaaaaaa" } } } });
    Activities {
        events: vec![serde_json::from_value(event).unwrap()],
        ..Activities::default()
    }
}

fn answer(pull_request: &PullRequest, activity: &Activities) -> (MergeReadiness, String) {
    let settings = Settings::default();
    let readiness = readiness(&PullRequestFacts {
        activity: QueryState::Known(activity),
        ..PullRequestFacts::listed(pull_request, &settings)
    });
    let line = waits::line(&readiness, pull_request);
    (readiness, line)
}

#[test]
fn a_bot_whose_request_for_changes_is_answered_is_not_waited_for() {
    for (vote, line) in [
        // Reviewers go on.
        (Value::Null, "Waits for Bob to review it"),
        (json!("changes_requested"), "Waits for Bob to look again"),
        // They are done: the author sees to it, as nobody waits for the bot.
        (
            json!("approved"),
            "Waits for Ann to resolve the changes that Robot asked for",
        ),
    ] {
        let (readiness, said) = answer(&pull_request(vote), &push());
        assert_eq!(said, line);
        assert!(!readiness.is_ready());
        assert!(chips(&readiness).contains(&Chip::ChangesRequested));
    }
}

#[test]
fn what_a_bot_asked_for_is_the_authors_until_it_is_answered() {
    let pull_request = pull_request(json!("approved"));
    let (_, line) = answer(&pull_request, &Activities::default());
    assert_eq!(
        line,
        "Waits for Ann to address the changes that Robot asked for"
    );
}

#[test]
fn nobody_is_asked_on_what_a_bot_opened_whatever_it_waits_for() {
    let robot = json!({ "uuid": "Robot", "display_name": "Robot", "type": "app_user" });
    let mut pull: PullRequest = pull_request(Value::Null);
    pull.author = Some(serde_json::from_value(robot).unwrap());
    pull.participants.clear();
    let build = |state| {
        json!([{ "key": "unit", "state": state, "created_on": "2026-11-20T12:00:00Z",
                 "updated_on": "2026-11-20T12:00:00Z" }])
    };
    let dee = json!([{ "uuid": "Dee", "display_name": "Dee", "type": "user" }]);
    let defaults: Vec<Account> = serde_json::from_value(dee).unwrap();
    let settings = Settings::default();
    for (state, line) in [
        ("FAILED", "Waits for somebody to fix the build unit"),
        (
            "SUCCESSFUL",
            "Opened by a bot; nobody is asked to review it",
        ),
    ] {
        let builds: Vec<Status> = serde_json::from_value(build(state)).unwrap();
        let readiness = readiness(&PullRequestFacts {
            builds: QueryState::Known(&builds),
            default_reviewers: QueryState::Known(&defaults),
            ..PullRequestFacts::listed(&pull, &settings)
        });
        assert_eq!(waits::line(&readiness, &pull), line);
        assert_eq!(readiness.to_ask(), [], "{state}");
    }
}
