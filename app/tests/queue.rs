//! Rows, filters and order of the queue, and reviews by person.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use bitbucket_cloud::{Account, PullRequest, Status, Timestamp};
use serde_json::{Value, json};
use sightline_app::{
    format::list::sentence,
    model::{
        queue_query::QueueQuery,
        queue_row::{self, BuildCounts, RowDetails, queue_row, row_readiness},
        settings::Settings,
        sorting::Sorting,
        workload::Workload,
    },
    state::export,
};
use sightline_insight::{
    queue::{Age, Column, Direction, Whose},
    readiness::NamedSince,
};

const OPENED: &str = "2026-01-01T00:00:00Z";
const UPDATED: &str = "2026-01-05T00:00:00Z";
const VOTED: &str = "2026-01-03T00:00:00Z";
const DAY: i64 = 86_400;

fn second(text: &str) -> i64 {
    let time: Timestamp = serde_json::from_value(json!(text)).unwrap();
    time.unix()
}

fn person(name: &str) -> Value {
    json!({ "uuid": format!("{{{name}}}"), "display_name": name, "type": "user" })
}

fn pull(id: u32, more: Value) -> PullRequest {
    let mut pull = json!({
        "id": id, "title": "Say hello", "state": "OPEN", "draft": false, "task_count": 0,
        "author": person("ann"), "created_on": OPENED, "updated_on": UPDATED,
        "source": { "branch": { "name": "hello" } },
        "destination": { "branch": { "name": "main" } },
        "reviewers": [], "participants": [],
    });
    for (name, value) in more.as_object().unwrap() {
        pull[name] = value.clone();
    }
    serde_json::from_value(pull).unwrap()
}

fn vote(name: &str, state: Value, on: Value) -> Value {
    json!({ "user": person(name), "role": "REVIEWER", "state": state, "participated_on": on })
}

fn build(name: &str, state: &str) -> Status {
    let build = json!({
        "key": name, "state": state, "created_on": OPENED, "updated_on": VOTED,
    });
    serde_json::from_value(build).unwrap()
}

fn named(name: &str, since: &str) -> NamedSince {
    NamedSince {
        name: name.to_owned(),
        since: second(since),
    }
}

#[test]
fn votes_wait_since_they_were_cast_and_reviews_since_the_opening() {
    let participants = json!([
        vote("bob", json!("approved"), json!(VOTED)),
        vote("cyd", json!("changes_requested"), Value::Null),
        vote("dee", Value::Null, Value::Null),
        vote("ann", json!("approved"), json!(VOTED)),
    ]);
    let pull = pull(7, json!({ "participants": participants, "task_count": 2 }));
    let facts = queue_row(&pull, RowDetails::default()).facts;
    assert_eq!(facts.approvals, [named("{bob}", VOTED)]);
    assert_eq!(facts.changes_requested, [named("{cyd}", UPDATED)]);
    assert_eq!(facts.missing_approvals, [named("{dee}", OPENED)]);
    assert_eq!(facts.open_tasks, [named("", UPDATED), named("", UPDATED)]);
    assert_eq!(facts.pushed_on, second(OPENED));
    assert!(queue_row::is_discussed(&pull));
    let readiness = row_readiness(&pull, RowDetails::default());
    assert_eq!(readiness.people.get("{dee}"), Some(&Some("dee".to_owned())));
}

#[test]
fn what_is_not_known_of_a_row_stays_unknown() {
    let pull = pull(7, json!({ "draft": true }));
    let row = queue_row(&pull, RowDetails::default());
    assert_eq!((row.lines, row.overlaps), (None, None));
    assert_eq!(row.facts.draft_since, Some(second(OPENED)));
    assert_eq!(
        (row.source.as_str(), row.target.as_str()),
        ("hello", "main")
    );
    let quiet = self::pull(7, json!({ "comment_count": 0 }));
    assert!(!queue_row::is_discussed(&quiet));
}

#[test]
fn builds_are_counted_and_named_by_how_they_went() {
    let builds = vec![
        build("unit", "FAILED"),
        build("lint", "STOPPED"),
        build("docs", "INPROGRESS"),
        build("site", "SUCCESSFUL"),
    ];
    let counts = BuildCounts::of(&builds);
    let expected = [(2, "failed"), (1, "running"), (1, "passed")];
    assert_eq!(counts.by_kind(), expected);
    let details = RowDetails {
        builds: Some(&builds),
        ..RowDetails::default()
    };
    let facts = queue_row(&pull(7, json!({})), details).facts;
    let failed = [named("unit", VOTED), named("lint", VOTED)];
    assert_eq!(facts.failed_builds, failed);
    assert_eq!(facts.running_builds, [named("docs", OPENED)]);
}

#[test]
fn an_address_says_filter_and_order_and_unknown_words_are_passed_over() {
    let pairs = [
        ("whose", "me"),
        ("age", "stale"),
        ("text", "grö"),
        ("sort", "-size"),
    ];
    let query = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let read = QueueQuery::from_address(&query.to_vec());
    let expected = QueueQuery {
        whose: Whose::WaitingForMe,
        age: Age::Stale,
        text: "grö".to_owned(),
        sorting: Sorting {
            column: Column::Size,
            direction: Direction::Descending,
        },
    };
    assert_eq!(read, expected);
    assert_eq!(
        read.pairs(),
        pairs.map(|(name, value)| (name, value.to_owned()))
    );
    let odd = vec![("whose".to_owned(), "nobody".to_owned())];
    assert_eq!(QueueQuery::from_address(&odd), QueueQuery::default());
    let usual = QueueQuery::default().pairs();
    assert!(usual.iter().all(|(_, value)| value.is_empty()));
}

#[test]
fn counts_sort_from_the_largest_and_a_second_time_the_other_way_around() {
    let usual = QueueQuery::default();
    let by_size = usual.sorting.chosen(Column::Size);
    assert_eq!(by_size.direction, Direction::Descending);
    assert_eq!(by_size.chosen(Column::Size).direction, Direction::Ascending);
    let by_age = by_size.chosen(Column::Age);
    assert_eq!(by_age.direction, Direction::Ascending);
    let query = QueueQuery {
        sorting: by_age,
        ..usual
    };
    assert_eq!(query.stale_toggled().sorting, by_age);
}

#[test]
fn reviews_are_counted_by_person_without_drafts_votes_and_bots() {
    let asked = |names: &[&str]| {
        let asked = names
            .iter()
            .map(|name| vote(name, Value::Null, Value::Null));
        Value::from(asked.collect::<Vec<_>>())
    };
    let robot = json!([{ "user": { "uuid": "{r}", "type": "app_user" }, "role": "REVIEWER" }]);
    let open = [
        pull(1, json!({ "participants": asked(&["cyd", "bob", "ann"]) })),
        pull(
            2,
            json!({ "participants": asked(&["bob"]), "created_on": VOTED }),
        ),
        pull(3, json!({ "participants": asked(&["bob"]), "draft": true })),
        pull(
            4,
            json!({ "participants": [vote("bob", json!("approved"), json!(VOTED))] }),
        ),
        pull(5, json!({ "participants": robot })),
    ];
    let open = open.map(Arc::new);
    let name = |account: &Account| account.display_name.clone().unwrap_or_default();
    let now = second(OPENED) + 10 * DAY;
    let opened = |pull: &PullRequest| pull.created_on;
    let workload = Workload::of(&open, &Settings::default(), now, name, opened);
    assert_eq!(
        (workload.reviews, workload.waiting, workload.open),
        (3, 2, 5)
    );
    let people = workload.people.iter().map(|one| {
        let ids = one.pull_requests.iter().map(|one| one.id);
        (one.name.as_str(), one.longest, ids.collect::<Vec<_>>())
    });
    let expected = [("bob", 10 * DAY, vec![1, 2]), ("cyd", 10 * DAY, vec![1])];
    assert!(people.eq(expected));
    let table = export::workload::rows(&workload);
    // Bob waits for ten days and, as the second was opened on the third of January, for eight.
    assert_eq!(
        table[1..],
        [
            ["bob", "2", "240", "216", "1 2"],
            ["cyd", "1", "240", "240", "1"]
        ]
    );
}

#[test]
fn time_as_a_draft_is_no_wait_for_a_review() {
    let asked = json!({ "participants": [vote("bob", Value::Null, Value::Null)] });
    let pull = pull(7, asked);
    let ready = second(VOTED);
    let details = RowDetails {
        ready_on: Some(Timestamp::from_unix(ready)),
        ..RowDetails::default()
    };
    let facts = queue_row(&pull, details).facts;
    assert_eq!(facts.missing_approvals, [named("{bob}", VOTED)]);
    let name = |account: &Account| account.display_name.clone().unwrap_or_default();
    let now = second(OPENED) + 10 * DAY;
    let turned = |_: &PullRequest| Timestamp::from_unix(ready);
    let workload = Workload::of(&[Arc::new(pull)], &Settings::default(), now, name, turned);
    // Opened on the first, ready on the third, looked at on the eleventh of January.
    assert_eq!(workload.people[0].longest, 8 * DAY);
}

#[test]
fn three_of_a_long_list_are_named() {
    let list = |names: &[&str]| sentence(names.iter().copied());
    assert_eq!(list(&[]), "");
    assert_eq!(list(&["a"]), "a");
    assert_eq!(list(&["a", "b"]), "a and b");
    assert_eq!(list(&["a", "b", "c", "d"]), "a, b, c and d");
    assert_eq!(list(&["a", "b", "c", "d", "e"]), "a, b, c and 2 more");
}
