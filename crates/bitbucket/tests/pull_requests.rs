//! Answers as Bitbucket's OpenAPI document shapes them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use bitbucket_cloud::{Error, FileChange, PullRequest, PullRequestState, Repository, Vote};
use serde_json::{Value, json};
use support::{canned, client, now, repository};

fn user(name: &str) -> Value {
    json!({
        "type": "user", "uuid": format!("{{{name}}}"), "display_name": name, "nickname": name,
        "account_id": "557058:1", "links": { "html": { "href": "https://bitbucket.org/x" } },
    })
}

fn participant(name: &str, role: &str, state: Value) -> Value {
    json!({
        "type": "participant", "user": user(name), "role": role,
        "approved": state == "approved", "state": state, "participated_on": null,
    })
}

fn pull_request() -> Value {
    json!({
        "type": "pullrequest", "id": 7, "title": "Say “hello” <b>&</b> bye", "state": "OPEN",
        "draft": false, "queued": false, "author": user("ann"),
        "source": {
            "branch": { "name": "feature/hello" }, "commit": { "hash": "d3022fc0ca3d" },
            "repository": { "type": "repository", "full_name": "acme/widgets" },
        },
        "destination": {
            "branch": { "name": "main" }, "commit": { "hash": "a1b2c3d4e5f6" }, "repository": null,
        },
        "created_on": "2026-07-01T09:05:00.123456+00:00",
        "updated_on": "2026-07-02T09:05:00+00:00", "comment_count": 5, "task_count": 0,
        "reviewers": [user("bob"), user("cyd"), user("dee")],
        "participants": [
            participant("ann", "PARTICIPANT", Value::Null),
            participant("eve", "PARTICIPANT", json!("approved")),
            participant("cyd", "REVIEWER", json!("changes_requested")),
            participant("bob", "REVIEWER", json!("approved")),
            participant("dee", "REVIEWER", Value::Null),
        ],
    })
}

#[test]
fn a_pull_request_is_one_call_that_names_its_fields() {
    let canned = canned(|_| Ok(pull_request()));
    let pull = now(client(&canned).pull_request(&repository(), 7)).unwrap();
    assert_eq!(pull.title, "Say “hello” <b>&</b> bye");
    assert_eq!(pull.state, PullRequestState::Open);
    assert_eq!(pull.created_on.unix(), 1_782_896_700);
    assert_eq!((pull.comment_count, pull.task_count), (Some(5), Some(0)));
    assert_eq!(pull.author.unwrap().kind.as_deref(), Some("user"));
    assert_eq!(pull.source.branch.unwrap().name, "feature/hello");
    assert_eq!(pull.destination.commit.unwrap().hash, "a1b2c3d4e5f6");
    assert_eq!(
        *canned.asked.borrow(),
        [
            "/2.0/repositories/acme/widgets/pullrequests/7?fields=id,title,state,draft,created_on,\
             updated_on,comment_count,task_count,source.branch.name,source.commit.hash,\
             source.repository.full_name,destination.branch.name,destination.commit.hash,\
             author.uuid,author.display_name,author.nickname,author.type,author.links.avatar.href,reviewers.uuid,\
             reviewers.display_name,reviewers.nickname,reviewers.type,reviewers.links.avatar.href,participants.role,\
             participants.state,participants.participated_on,participants.user.uuid,\
             participants.user.display_name,participants.user.nickname,participants.user.type,participants.user.links.avatar.href"
        ]
    );
}

#[test]
fn reviewers_keep_their_order_and_other_voters_follow() {
    let pull: PullRequest = serde_json::from_value(pull_request()).unwrap();
    let reviews: Vec<(&str, Option<&Vote>)> = pull
        .reviews()
        .into_iter()
        .map(|review| (review.account.display_name.as_deref().unwrap(), review.vote))
        .collect();
    assert_eq!(
        reviews,
        [
            ("bob", Some(&Vote::Approved)),
            ("cyd", Some(&Vote::ChangesRequested)),
            ("dee", None),
            ("eve", Some(&Vote::Approved)),
        ]
    );
}

#[test]
fn what_bitbucket_may_leave_out_may_be_missing() {
    let pull = json!({
        "id": 1, "state": "HELD", "author": null, "source": { "branch": null, "commit": null },
        "created_on": "2026-07-01T09:05:00+00:00", "updated_on": "2026-07-01T09:05:00+00:00",
        "participants": [{ "user": null }],
    });
    let pull: PullRequest = serde_json::from_value(pull).unwrap();
    assert_eq!(pull.state, PullRequestState::Other("HELD".to_owned()));
    assert_eq!(pull.author, None);
    assert_eq!(pull.draft, None);
    assert_eq!(pull.reviews(), []);
}

#[test]
fn the_list_asks_for_open_ones_last_active_first() {
    let canned = canned(|_| Ok(json!({ "pagelen": 50, "size": 1, "values": [pull_request()] })));
    let page = now(client(&canned).open_pull_requests(&repository())).unwrap();
    assert_eq!((page.size, page.values.len()), (Some(1), 1));
    assert_eq!(page.next(), Ok(None));
    let asked = canned.asked.borrow();
    let path = asked.first().unwrap();
    let start =
        "/2.0/repositories/acme/widgets/pullrequests?state=OPEN&sort=-updated_on&pagelen=50";
    assert!(path.starts_with(start), "{path}");
    assert!(path.contains("fields=next,size,values.id,"), "{path}");
    assert!(path.contains(",values.participants.state,"), "{path}");
}

#[test]
fn files_may_lack_a_side_and_lines() {
    let canned = canned(|_| {
        Ok(json!({ "pagelen": 500, "values": [
            { "type": "diffstat", "status": "removed", "lines_added": 0, "lines_removed": 12,
              "old": { "type": "commit_file", "path": "old name.rs" }, "new": null },
            { "type": "diffstat", "status": "renamed", "lines_added": 3, "lines_removed": 1,
              "old": { "type": "commit_file", "path": "a.rs" },
              "new": { "type": "commit_file", "path": "b.rs" } },
            { "type": "diffstat", "status": "merge conflict", "old": null, "new": null },
        ] }))
    });
    let files = now(client(&canned).pull_request_files(&repository(), 7)).unwrap();
    let seen: Vec<_> = files
        .iter()
        .map(|file| (file.path(), file.added(), file.removed()))
        .collect();
    assert_eq!(seen, [("old name.rs", 0, 12), ("b.rs", 3, 1), ("", 0, 0)]);
    let moved: Vec<_> = files.iter().map(FileChange::old_path).collect();
    assert_eq!(moved, [None, Some("a.rs"), None]);
}

#[test]
fn names_are_encoded_as_path_segments() {
    let canned = canned(|_| Err(Error::from_status(404, "Not found")));
    let odd = Repository::parse("{6d2f}/a b?c").unwrap();
    let answer = now(client(&canned).pull_request(&odd, 7));
    let expected = Error::Status {
        status: 404,
        message: "Not found".to_owned(),
    };
    assert_eq!(answer, Err(expected));
    let path = canned.asked.borrow().first().unwrap().clone();
    assert!(
        path.starts_with("/2.0/repositories/%7B6d2f%7D/a%20b%3Fc/pullrequests/7?"),
        "{path}"
    );
}

#[test]
fn names_that_are_no_repository_are_refused() {
    for name in ["", "acme", "acme/", "/x", "a/b/c", "../x", "a/.."] {
        assert_eq!(Repository::parse(name), None, "{name:?}");
    }
}

#[test]
fn statuses_become_what_the_reader_can_act_on() {
    assert_eq!(Error::from_status(401, "x"), Error::Anonymous);
    assert_eq!(Error::from_status(429, "x"), Error::RateLimited);
    let expected = Error::Status {
        status: 403,
        message: "x".to_owned(),
    };
    assert_eq!(Error::from_status(403, "x"), expected);
}

#[test]
fn an_answer_of_another_shape_says_what_was_asked() {
    let canned = canned(|_| Ok(json!({ "id": "seven" })));
    let answer = now(client(&canned).pull_request(&repository(), 7));
    let Err(Error::Decode { path, reason }) = answer else {
        panic!("{answer:?}");
    };
    assert!(path.starts_with("/2.0/repositories/acme/widgets/pullrequests/7?"));
    assert_eq!(reason, r#"id: invalid type: string "seven", expected u32"#);
}
