//! Reading types from JSON.
#![allow(clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::{Account, FromJson, Json, PullRequest, Timestamp};
use serde_json::{Value, json};
use support::tree;

#[allow(dead_code, clippy::panic, reason = "other tests use it")]
mod support;

fn read<T: FromJson>(value: Value) -> Result<T, String> {
    tree(value).read().map_err(|mismatch| mismatch.to_string())
}

fn pull(more: &Value) -> Value {
    let mut pull = json!({
        "id": 7, "state": "OPEN",
        "created_on": "2026-07-01T09:05:00+00:00", "updated_on": "2026-07-01T09:05:00+00:00",
    });
    let members = more.as_object().unwrap().clone();
    pull.as_object_mut().unwrap().extend(members);
    pull
}

#[test]
fn a_fault_names_the_member_and_all_those_around_it() {
    for (more, reason) in [
        (json!({ "id": null }), "it lacks id"),
        (json!({ "id": "7" }), "id: it is not a whole number"),
        (json!({ "title": 7 }), "title: it is not a text"),
        (json!({ "draft": "yes" }), "draft: it is not true or false"),
        (
            json!({ "created_on": "now" }),
            "created_on: it is not a date and time",
        ),
        (
            json!({ "source": { "branch": {} } }),
            "source: branch: it lacks name",
        ),
        (json!({ "reviewers": {} }), "reviewers: it is not a list"),
        (
            json!({ "participants": [{ "user": { "uuid": [] } }] }),
            "participants: user: uuid: it is not a text",
        ),
    ] {
        let read = read::<PullRequest>(pull(&more));
        assert_eq!(read.unwrap_err(), reason, "{more}");
    }
}

#[test]
fn the_first_of_several_faults_is_told() {
    let read = read::<PullRequest>(json!({}));
    assert_eq!(read.unwrap_err(), "it lacks id");
}

#[test]
fn what_is_no_object_lacks_everything() {
    for value in [json!(null), json!([]), json!("x"), json!(7)] {
        assert!(read::<PullRequest>(value).is_err());
    }
}

#[test]
fn null_is_the_same_as_nothing_and_other_members_do_not_matter() {
    let without = read::<Account>(json!({ "links": { "self": [1] } }));
    let with_null = read::<Account>(json!({ "uuid": null, "type": null }));
    assert_eq!(without, Ok(Account::default()));
    assert_eq!(with_null, Ok(Account::default()));
}

#[test]
fn whole_numbers_are_those_that_are_exact_and_not_negative() {
    assert_eq!(read(json!(0)), Ok(0_u64));
    assert_eq!(
        read(json!(9_007_199_254_740_992_u64)),
        Ok(9_007_199_254_740_992_u64)
    );
    for value in [json!(-1), json!(0.5), json!(1e300), json!("1"), json!(true)] {
        assert!(read::<u64>(value.clone()).is_err(), "{value}");
    }
    assert_eq!(read(json!(u32::MAX)), Ok(u32::MAX));
    let beyond = u64::from(u32::MAX) + 1;
    assert_eq!(
        read::<u32>(json!(beyond)).unwrap_err(),
        "it is not a number below 2³²"
    );
}

#[test]
fn a_member_is_found_by_its_whole_name() {
    let json = tree(json!({ "ab": 1, "a": 2, "none": null }));
    assert_eq!(json.member("a"), Some(&Json::Number(2.0)));
    assert_eq!(json.member("none"), None);
    assert_eq!(json.member("b"), None);
    assert!(read::<Timestamp>(json!("2026-07-01T09:05:00Z")).is_ok());
}
