//! Reading and writing wire types.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fmt::Debug;

use bitbucket_cloud::{
    Account, Activity, Client, CommitEntry, Conflict, Error, FileChange, Page, PullRequest,
    Repository, Request, Status, Task, Timestamp, decode, decode_text,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

const DATE: &str = "2026-07-01T09:05:00Z";

fn request() -> Request {
    Request::next("https://api.bitbucket.org/2.0/x").unwrap()
}

fn reason<T: Debug>(answer: Result<T, Error>) -> String {
    match answer {
        Err(Error::Decode { path, reason }) => {
            assert_eq!(path, "/2.0/x");
            reason
        }
        answer => panic!("{answer:?}"),
    }
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    decode(value, &request())
}

fn pull(more: &Value) -> Value {
    let mut pull = json!({ "id": 7, "state": "OPEN", "created_on": DATE, "updated_on": DATE });
    let members = more.as_object().unwrap().clone();
    pull.as_object_mut().unwrap().extend(members);
    pull
}

#[test]
fn a_fault_names_the_member_and_all_those_around_it() {
    for (more, start) in [
        (json!({ "id": null }), "id: invalid type: null"),
        (json!({ "id": "7" }), "id: invalid type: string \"7\""),
        (json!({ "title": 7 }), "title: invalid type: integer `7`"),
        (json!({ "draft": "yes" }), "draft: invalid type"),
        (
            json!({ "created_on": "now" }),
            "created_on: invalid value: string \"now\", expected a date and time",
        ),
        (
            json!({ "source": { "branch": {} } }),
            "source.branch: missing field `name`",
        ),
        (json!({ "reviewers": {} }), "reviewers: invalid type: map"),
        (
            json!({ "participants": [{ "user": { "uuid": [] } }] }),
            "participants[0].user.uuid: invalid type: sequence",
        ),
    ] {
        let reason = reason(read::<PullRequest>(pull(&more)));
        assert!(reason.starts_with(start), "{more}: {reason}");
    }
}

#[test]
fn a_missing_member_is_named() {
    let mut value = pull(&json!({}));
    value.as_object_mut().unwrap().remove("id");
    assert_eq!(reason(read::<PullRequest>(value)), "missing field `id`");
}

#[test]
fn what_is_no_object_lacks_everything() {
    for value in [json!(null), json!([]), json!("x"), json!(7)] {
        assert!(read::<PullRequest>(value).is_err());
    }
}

#[test]
fn null_is_the_same_as_nothing_and_other_members_do_not_matter() {
    let without = read::<Account>(json!({ "account_id": { "self": [1] } }));
    let links = read::<Account>(json!({ "links": { "self": [1], "avatar": null } }));
    assert_eq!(
        links.map(|account| account.picture().map(str::to_owned)),
        Ok(None)
    );
    let with_null = read::<Account>(json!({ "uuid": null, "type": null }));
    assert_eq!(without, Ok(Account::default()));
    assert_eq!(with_null, Ok(Account::default()));
    let nulls = pull(&json!({
        "title": null, "draft": null, "author": null, "source": null, "destination": null,
        "comment_count": null, "task_count": null, "reviewers": null, "participants": null,
    }));
    let with_nulls = read::<PullRequest>(nulls).unwrap();
    assert_eq!(read(pull(&json!({}))), Ok(with_nulls));
    let empty = read::<Page<Account>>(json!({})).unwrap();
    assert_eq!(empty.values, []);
    let nulls = json!({ "values": null, "size": null, "next": null });
    assert_eq!(read(nulls), Ok(empty));
    let nulls = json!({ "lines_added": null, "lines_removed": null, "old": { "path": null } });
    assert_eq!(read(nulls), Ok(FileChange::new(None, None, 0, 0)));
    let nulls = json!({ "update": { "date": DATE, "source": null, "changes": { "draft": null } } });
    let without = json!({ "pull_request": null, "update": { "date": DATE } });
    assert_eq!(read::<Activity>(nulls), read::<Activity>(without));
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
    assert!(read::<u32>(json!(beyond)).is_err());
}

#[test]
fn times_and_repositories_are_read_from_their_texts() {
    let time = Timestamp::parse(DATE).unwrap();
    assert_eq!(read(json!(DATE)), Ok(time));
    let widgets = Repository::parse("acme/widgets").unwrap();
    assert_eq!(read(json!("acme/widgets")), Ok(widgets));
    let reason = reason(read::<Repository>(json!("../x")));
    assert!(reason.contains("\"../x\""), "{reason}");
}

#[test]
fn text_has_to_be_json_to_its_end() {
    let name = decode_text::<Account>(r#"{ "nickname": "ann" }"#, &request()).unwrap();
    assert_eq!(name.nickname.as_deref(), Some("ann"));
    for text in ["", "<html>", "{", "{} {}", "null"] {
        let answer = decode_text::<Account>(text, &request());
        assert!(!reason(answer).is_empty(), "{text}");
    }
}

#[test]
fn a_value_that_a_fault_quotes_is_cut() {
    let long = "x".repeat(100_000);
    assert!(reason(read::<u32>(json!(long))).len() < 1_000);
}

/// A value reads back as it was written, and every member that was read is written under its own name.
fn comes_back<T: DeserializeOwned + Serialize + PartialEq + Debug>(value: &Value) {
    let first: T = read(value.clone()).unwrap();
    let written = serde_json::to_value(&first).unwrap();
    assert_eq!(read(written.clone()), Ok(first));
    holds(&written, value);
}

fn holds(written: &Value, value: &Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                holds(written.get(name).unwrap_or(&Value::Null), member);
            }
        }
        Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                holds(written.get(at).unwrap_or(&Value::Null), value);
            }
        }
        value => assert_eq!(written, value),
    }
}

#[test]
fn what_is_written_has_the_shape_that_is_read() {
    let ann = json!({ "uuid": "{1}", "display_name": "Ann", "nickname": "ann", "type": "user" });
    let pull = pull(&json!({
        "title": "Hello", "state": "HELD", "draft": true, "author": ann, "comment_count": 1,
        "source": {
            "branch": { "name": "x" }, "commit": { "hash": "d3" },
            "repository": { "full_name": "acme/widgets" },
        },
        "destination": { "branch": { "name": "main" }, "commit": null, "repository": null },
        "reviewers": [ann],
        "participants": [
            { "user": ann, "role": "REVIEWER", "state": "approved", "participated_on": DATE },
            { "user": null, "role": "OBSERVER", "state": "abstained", "participated_on": null },
        ],
    }));
    comes_back::<PullRequest>(&pull);
    let next = "https://api.bitbucket.org/2.0/x?page=2";
    comes_back::<Page<PullRequest>>(&json!({ "values": [pull], "size": 1, "next": next }));
    comes_back::<Activity>(&json!({
        "pull_request": { "id": 7 },
        "comment": {
            "id": 1, "user": ann, "created_on": DATE, "deleted": false, "parent": { "id": 2 },
            "resolution": { "created_on": DATE }, "inline": { "path": "a" },
        },
        "approval": { "date": DATE, "user": ann },
        "update": { "date": DATE, "state": "OPEN", "changes": { "draft": { "new": false } } },
    }));
    comes_back::<FileChange>(&json!({
        "lines_added": 3, "lines_removed": 1, "old": null, "new": { "path": "b" },
    }));
    comes_back::<Status>(&json!({
        "key": "k", "name": "n", "state": "QUEUED", "url": "https://x", "created_on": DATE,
        "updated_on": DATE,
    }));
    comes_back::<Task>(&json!({
        "id": 1, "state": "PONDERED", "content": { "raw": "Do it" }, "creator": ann,
        "created_on": DATE,
    }));
    comes_back::<Conflict>(&json!({ "path": "a", "scenario": "content" }));
    comes_back::<CommitEntry>(&json!({ "hash": "ff00", "date": DATE }));
    comes_back::<Repository>(&json!("acme/widgets"));
}

#[test]
fn threads_may_share_a_client_and_its_answers() {
    fn shared<T: Send + Sync>() {}
    shared::<Client<()>>();
    shared::<Page<PullRequest>>();
    shared::<Activity>();
    shared::<Status>();
    shared::<Task>();
    shared::<Error>();
}
