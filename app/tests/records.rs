//! Records of the cache: they come back as they were, and nothing else is taken for one.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::{Account, AccountId, Activity, FileChange, PullRequest, Timestamp, Vote};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use sightline_app::model::records::{CachedDiff, MergedPullRequest, Participation, ReviewTimes};
use sightline_insight::overlap::{Content, FileHunks, LineRange};

const NASTY: &str = "a\tb\nc\\d \\t\u{1F600}\r<script>";

fn account(name: &str) -> Account {
    Account {
        uuid: Some(AccountId::new(format!("{{{name}}}"))),
        display_name: Some(name.to_owned()),
        kind: Some("user".to_owned()),
        nickname: None,
        links: None,
    }
}

fn merged() -> MergedPullRequest {
    let file = |old: Option<&str>, new: Option<&str>| {
        FileChange::new(old.map(str::to_owned), new.map(str::to_owned), u32::MAX, 0)
    };
    let fact = MergedPullRequest {
        id: 7,
        title: NASTY.to_owned(),
        source: "abc".to_owned(),
        target: "main".to_owned(),
        created_on: Timestamp::from_unix(1_782_896_000),
        merged_on: Timestamp::from_unix(1_782_896_700),
        author: Some(account(NASTY)),
        people: vec![
            Participation {
                account: account("bob"),
                last: Some(Timestamp::from_unix(1_782_896_600)),
                vote: Some(Vote::Approved),
            },
            Participation {
                account: account("cyd"),
                last: None,
                vote: None,
            },
        ],
        files: Vec::new(),
        removed: Vec::new(),
    };
    fact.with_files(&[
        file(Some("old name"), Some(NASTY)),
        file(None, Some("new")),
        file(Some("gone"), None),
    ])
}

fn pull(hash: &str, target: &str) -> PullRequest {
    let pull = json!({
        "id": 9, "state": "OPEN",
        "created_on": "2026-01-01T00:00:00Z", "updated_on": "2026-01-02T00:00:00Z",
        "source": { "commit": { "hash": hash } }, "destination": { "branch": { "name": target } },
    });
    serde_json::from_value(pull).unwrap()
}

fn hunks() -> Vec<FileHunks> {
    let range = |first, end| LineRange { first, end };
    vec![
        FileHunks {
            old_path: Some("a".to_owned()),
            new_path: Some(NASTY.to_owned()),
            content: Content::Lines,
            old: vec![range(1, 1), range(4, 9)],
            new: vec![7, u64::MAX],
            added: 3,
            removed: 5,
            ..FileHunks::default()
        },
        FileHunks {
            old_path: Some("gone".to_owned()),
            ..FileHunks::default()
        },
    ]
}

/// Record that the cache reads from what it wrote.
fn kept<T: Serialize + DeserializeOwned>(record: &T) -> Option<T> {
    serde_json::from_str(&serde_json::to_string(record).unwrap()).ok()
}

#[test]
fn merged_pull_requests_come_back() {
    let record = merged();
    assert_eq!(kept(&record), Some(record));
}

#[test]
fn records_without_links_are_read_and_those_of_merged_ones_hold_none() {
    let pull: PullRequest = serde_json::from_value(json!({
        "id": 9, "state": "MERGED",
        "author": { "uuid": "{ann}", "links": { "avatar": { "href": "https://x.example/a" } } },
        "participants": [{ "role": "REVIEWER", "state": "approved",
            "user": { "uuid": "{bob}", "links": { "avatar": { "href": "https://x.example/b" } } } }],
        "created_on": "2026-01-01T00:00:00Z", "updated_on": "2026-01-02T00:00:00Z",
        "source": {}, "destination": {},
    }))
    .unwrap();
    let author = pull.author.as_ref().unwrap();
    assert_eq!(author.picture(), Some("https://x.example/a"));
    let record = MergedPullRequest::of(&pull);
    let text = serde_json::to_string(&record).unwrap();
    assert!(!text.contains("links"), "{text}");
    assert_eq!(kept(&record), Some(record));
    // An account of an open one keeps its picture, and one that was kept before pictures has none.
    assert_eq!(kept(author).as_ref(), Some(author));
    let old: Account = serde_json::from_str(
        r#"{"uuid":"{ann}","display_name":"Ann",
        "nickname":null,"type":"user"}"#,
    )
    .unwrap();
    assert_eq!((old.picture(), old.is(author)), (None, true));
}

#[test]
fn diffs_come_back() {
    let diff = CachedDiff::of(&pull("abc", NASTY), hunks()).unwrap();
    assert_eq!(kept(&diff), Some(diff));
}

fn event(json: &str) -> Activity {
    serde_json::from_str(json).unwrap()
}

#[test]
fn review_times_are_the_same_in_whichever_order_and_however_often_events_come() {
    let user = |name: &str| format!(r#"{{"uuid":"{{{name}}}","display_name":"{name}"}}"#);
    let on = |hour: u32| format!("2026-01-01T{hour:02}:00:00Z");
    let comment = |hour: u32, who: &str, deleted: bool| {
        format!(
            r#"{{"comment":{{"id":{hour},"created_on":"{}","deleted":{deleted},"user":{}}}}}"#,
            on(hour),
            user(who)
        )
    };
    let approval = |hour: u32, who: &str| {
        let (date, user) = (on(hour), user(who));
        format!(r#"{{"approval":{{"date":"{date}","user":{user}}}}}"#)
    };
    let ready = format!(
        r#"{{"update":{{"date":"{}","changes":{{"draft":{{"new":false}}}}}}}}"#,
        on(2)
    );
    let events = [
        comment(1, "bob", true),
        ready,
        comment(5, "bob", false),
        comment(3, "bob", false),
        approval(9, "bob"),
        approval(4, "cyd"),
    ];
    let mut forwards = ReviewTimes::default();
    let mut backwards = ReviewTimes::default();
    for json in &events {
        forwards.add(&event(json));
    }
    for json in events.iter().rev().chain(&events) {
        backwards.add(&event(json));
    }
    let hour = |hour: u32| Timestamp::parse(&on(hour));
    let not = |name: &str, fact: &ReviewTimes| {
        let counts = |account: &Account| account.display_name.as_deref() != Some(name);
        (fact.first_review_on(counts), fact.approved_on(counts))
    };
    for fact in [&forwards, &backwards] {
        assert_eq!(fact.ready_on, hour(2));
        assert_eq!(not("nobody", fact), (hour(3), hour(9)));
        assert_eq!(not("bob", fact), (hour(4), hour(4)));
    }
    assert_eq!(kept(&forwards), Some(forwards));
}

#[test]
fn what_cannot_be_read_is_not_known() {
    let read = |json: &str| serde_json::from_str::<MergedPullRequest>(json).ok();
    for broken in ["", "null", "{}", "[]", r#"{"id":7}"#] {
        assert_eq!(read(broken), None, "{broken:?}");
        assert!(
            serde_json::from_str::<CachedDiff>(broken).is_err(),
            "{broken:?}"
        );
    }
    let json = serde_json::to_string(&merged()).unwrap();
    for (end, _) in json.char_indices() {
        assert_eq!(read(&json[..end]), None, "cut at {end}");
    }
}

#[test]
fn a_diff_holds_until_the_source_or_the_target_changes() {
    let fact = CachedDiff::of(&pull("abc", "main"), hunks()).unwrap();
    assert!(fact.holds(&pull("abc", "main")));
    assert!(!fact.holds(&pull("abd", "main")));
    assert!(!fact.holds(&pull("abc", "release")));
}

#[test]
fn a_diff_tells_which_files_were_moved_and_which_removed() {
    let fact = CachedDiff::of(&pull("abc", "main"), hunks()).unwrap();
    let files = fact.files();
    let told: Vec<_> = files
        .iter()
        .map(|file| (file.path(), file.old_path(), file.added(), file.removed()))
        .collect();
    assert_eq!(told, [(NASTY, Some("a"), 3, 5), ("gone", None, 0, 0)]);
    assert_eq!(merged().with_files(&files).removed, ["gone"]);
}

#[test]
fn who_only_was_asked_is_no_reviewer_for_the_analysis() {
    let plain = merged().plain();
    assert_eq!(plain.author, format!("{{{NASTY}}}"));
    assert_eq!(plain.reviewers, ["{bob}"]);
}

#[test]
fn keys_are_in_the_order_of_merging() {
    let at = |time: i64| MergedPullRequest {
        merged_on: Timestamp::from_unix(time),
        ..merged()
    };
    assert!(at(999_999_999).key() < at(1_000_000_000).key());
}
