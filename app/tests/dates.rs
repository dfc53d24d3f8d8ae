//! Times at which a pull request ended, and since when it waits, from the activity that Bitbucket lists.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::{Activity, PullRequest, PullRequestState, Timestamp};
use serde_json::{Value, json};
use sightline_app::{
    model::{
        readiness::{MergeReadiness, PullRequestFacts, QueryState, readiness},
        records::ReviewTimes,
        review::{Activities, Unread},
        settings::Settings,
        timeline::{ReviewTimeline, StepKind},
    },
    text::timeline,
};

const DAY: i64 = 86_400;

fn time(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn person(name: &str) -> Value {
    json!({ "uuid": format!("{{{name}}}"), "display_name": name, "type": "user" })
}

/// Opened by Ann on the first of November, last updated on the twentieth; Bob is asked.
fn pull(state: &str) -> PullRequest {
    let pull = json!({
        "id": 7, "title": "t", "state": state, "draft": false, "author": person("ann"),
        "created_on": "2026-11-01T08:00:00Z", "updated_on": "2026-11-20T08:00:00Z",
        "source": { "branch": { "name": "f" } }, "destination": { "branch": { "name": "main" } },
        "reviewers": [person("bob")], "participants": [],
    });
    serde_json::from_value(pull).unwrap()
}

/// Activity that Bitbucket lists of it, newest first: a draft for two days, merged on the eleventh, its title
/// changed on the twelfth, and a comment on the twentieth.
fn fixture() -> Vec<Activity> {
    let update = |on: &str, state: &str, changes: Value| {
        json!({ "update": { "date": on, "state": state, "author": person("cyd"),
                            "source": { "commit": { "hash": "aaaaaaaaaaaa" } }, "changes": changes } })
    };
    let list = json!([
        { "comment": { "id": 3, "user": person("bob"), "created_on": "2026-11-20T08:00:00Z" } },
        update("2026-11-12T08:00:00Z", "MERGED", json!({ "title": { "old": "s", "new": "t" } })),
        update("2026-11-11T08:00:00Z", "MERGED", json!({ "status": { "old": "open", "new": "fulfilled" } })),
        { "approval": { "date": "2026-11-10T08:00:00Z", "user": person("bob") } },
        update("2026-11-03T08:00:00Z", "OPEN", json!({ "draft": { "old": true, "new": false } })),
        update("2026-11-01T08:00:00Z", "OPEN", json!({})),
    ]);
    serde_json::from_value(list).unwrap()
}

fn activities(events: Vec<Activity>) -> Activities {
    Activities {
        events,
        unread: Unread::Nothing,
    }
}

fn panel(pull_request: &PullRequest, activities: &Activities) -> MergeReadiness {
    let settings = Settings::default();
    readiness(&PullRequestFacts {
        activity: QueryState::Known(activities),
        ..PullRequestFacts::listed(pull_request, &settings)
    })
}

fn steps(pull_request: &PullRequest, activities: &Activities) -> Vec<(StepKind, Option<i64>)> {
    let now = time("2026-11-28T08:00:00Z");
    let line = ReviewTimeline::of(activities, pull_request, &Settings::default(), now);
    let steps = line.steps.into_iter();
    steps.map(|step| (step.what, step.at)).collect()
}

#[test]
fn a_comment_after_the_merge_does_not_move_the_merge() {
    let (merged, activities) = (pull("MERGED"), activities(fixture()));
    let closing = panel(&merged, &activities).closing.unwrap();
    assert_eq!(closing.on, Some(time("2026-11-11T08:00:00Z")));
    assert_eq!(closing.by.as_deref(), Some("cyd"));
    // Ten days after it was opened.
    let end = StepKind::End(PullRequestState::Merged, 10 * DAY);
    let at = time("2026-11-11T08:00:00Z").unix();
    assert_eq!(steps(&merged, &activities).pop(), Some((end, Some(at))));
}

#[test]
fn the_timeline_says_nothing_of_what_was_not_read() {
    let open = pull("OPEN");
    let day = |day: u32| time(&format!("2026-11-{day:02}T08:00:00Z"));
    let comment = json!([{ "comment": {
        "id": 3, "user": person("bob"), "created_on": "2026-11-20T08:00:00Z" } }]);
    let comment: Vec<Activity> = serde_json::from_value(comment).unwrap();
    let first = json!([{ "update": {
        "date": "2026-11-21T08:00:00Z", "state": "OPEN", "author": person("cyd"),
        "changes": { "draft": { "old": true, "new": false } } } }]);
    let ready: Vec<Activity> = serde_json::from_value(first).unwrap();
    for unread in [
        Unread::VotesBefore(day(18)),
        Unread::Between(day(12), day(18)),
    ] {
        let seen = |events: &[Activity]| {
            let activities = Activities {
                events: events.to_vec(),
                unread,
            };
            let now = time("2026-11-28T08:00:00Z");
            ReviewTimeline::of(&activities, &open, &Settings::default(), now)
        };
        // No approval was read, and no first review: there may be both. Nor is the time as a draft known.
        let none = seen(&ready);
        let kinds = |line: &ReviewTimeline| -> Vec<StepKind> {
            line.steps.iter().map(|step| step.what.clone()).collect()
        };
        let opened = StepKind::Opened(Some("ann".to_owned()));
        let end = StepKind::End(PullRequestState::Open, 27 * DAY);
        assert_eq!(kinds(&none), [opened.clone(), end.clone()]);
        assert_eq!(none.line, None);
        // Bob's comment on the twentieth may not be the first review: it came after 19 days at most.
        let reviewed = StepKind::Reviewed(Some("bob".to_owned()), 19 * DAY);
        let expected = [opened, reviewed, end];
        assert_eq!(kinds(&seen(&comment)), expected);
        // A draft of a day before: a review before that may be unread, so the bound is the same.
        let draft = json!([
            { "comment": { "id": 3, "user": person("bob"), "created_on": "2026-11-20T08:00:00Z" } },
            { "update": { "date": "2026-11-19T08:00:00Z", "state": "OPEN", "author": person("ann"),
                          "changes": { "draft": { "old": true, "new": false } } } },
            { "update": { "date": "2026-11-18T08:00:00Z", "state": "OPEN", "author": person("ann"),
                          "changes": { "draft": { "old": false, "new": true } } } },
        ]);
        let draft: Vec<Activity> = serde_json::from_value(draft).unwrap();
        assert_eq!(kinds(&seen(&draft)), expected);
    }
}

#[test]
fn an_end_that_was_not_read_is_the_last_update_and_said_so() {
    let merged = pull("MERGED");
    let unknown = activities(fixture().into_iter().take(1).collect());
    let closing = panel(&merged, &unknown).closing.unwrap();
    assert_eq!(closing.on, None);
    assert_eq!(closing.updated_on, time("2026-11-20T08:00:00Z"));
    let (last, _) = steps(&merged, &unknown).pop().unwrap();
    assert_eq!(
        last,
        StepKind::LastUpdate(PullRequestState::Merged, 19 * DAY)
    );
    assert_eq!(timeline::step(&last), "Merged; last update after 19 days");
}

#[test]
fn the_repositorys_activity_tells_the_merge_in_any_order() {
    let on = Some(time("2026-11-11T08:00:00Z"));
    let (mut forwards, mut backwards) = (ReviewTimes::default(), ReviewTimes::default());
    fixture().iter().for_each(|event| forwards.add(event));
    fixture()
        .iter()
        .rev()
        .for_each(|event| backwards.add(event));
    assert_eq!((forwards.merged_on, backwards.merged_on), (on, on));
    assert_eq!(forwards.ready_on, Some(time("2026-11-03T08:00:00Z")));
}

#[test]
fn a_review_is_waited_for_since_the_end_of_the_draft() {
    let open = pull("OPEN");
    let events: Vec<Activity> = fixture().into_iter().skip(4).collect();
    let next = panel(&open, &activities(events)).next();
    assert_eq!(next.since, time("2026-11-03T08:00:00Z").unix());
    // Where the activity was not read, the repository's may say so.
    let settings = Settings::default();
    let listed = PullRequestFacts {
        ready_on: Some(time("2026-11-03T08:00:00Z")),
        ..PullRequestFacts::listed(&open, &settings)
    };
    let since = readiness(&listed).next().since;
    assert_eq!(since, time("2026-11-03T08:00:00Z").unix());
}
