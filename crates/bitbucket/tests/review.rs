//! Calls about the review of a pull request, in the shapes of Bitbucket's OpenAPI document.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use bitbucket_cloud::{
    AccountId, Error, PullRequestState, Span, StatusState, TaskState, Timestamp,
};
use serde_json::{Value, json};
use support::{canned, client, now, repository};

const DATE: &str = "2026-07-01T09:05:00.123456+00:00";
/// Seconds of that date as GNU `date` reads it.
const SECONDS: i64 = 1_782_896_700;

fn user(name: &str, kind: &str) -> Value {
    json!({ "type": kind, "uuid": format!("{{{name}}}"), "display_name": name, "nickname": name })
}

fn values(values: Value) -> Value {
    json!({ "pagelen": 100, "page": 1, "values": values })
}

#[test]
fn statuses_say_how_builds_went() {
    let status = |state: &str, key: Value| {
        json!({
            "type": "build", "key": key, "name": null, "state": state, "description": "",
            "url": "https://ci.example.com/1", "created_on": DATE, "updated_on": DATE,
        })
    };
    let canned = canned(|_| {
        Ok(values(json!([
            status("FAILED", json!("test")),
            status("INPROGRESS", Value::Null),
            status("STOPPED", Value::Null),
            status("SUCCESSFUL", Value::Null),
            status("QUEUED", Value::Null),
        ])))
    });
    let statuses = now(client(&canned).statuses(&repository(), 7)).unwrap();
    let states: Vec<_> = statuses.iter().map(|status| status.state.clone()).collect();
    assert_eq!(
        states,
        [
            StatusState::Failed,
            StatusState::InProgress,
            StatusState::Stopped,
            StatusState::Successful,
            StatusState::Other("QUEUED".to_owned()),
        ]
    );
    let first = statuses.first().unwrap();
    assert_eq!(first.key.as_deref(), Some("test"));
    assert_eq!(first.updated_on.unix(), SECONDS);
    assert_eq!(
        *canned.asked.borrow(),
        [
            "/2.0/repositories/acme/widgets/pullrequests/7/statuses?pagelen=100&fields=next,size,\
          values.key,values.name,values.state,values.url,values.created_on,values.updated_on"
        ]
    );
}

#[test]
fn tasks_are_read_to_the_last_page() {
    let task = |id: u64, state: &str| {
        json!({
            "id": id, "state": state, "content": { "raw": "Do <b>it</b>", "markup": "markdown" },
            "creator": user("ann", "user"), "created_on": DATE, "updated_on": DATE,
        })
    };
    let canned = canned(|path| {
        if path.ends_with("page=2") {
            return Ok(values(json!([task(3, "PONDERED")])));
        }
        let next = "https://api.bitbucket.org/2.0/x?page=2";
        Ok(json!({ "values": [task(1, "RESOLVED"), task(2, "UNRESOLVED")], "next": next }))
    });
    let tasks = now(client(&canned).tasks(&repository(), 7)).unwrap();
    let seen: Vec<_> = tasks
        .iter()
        .map(|task| (task.id, task.state.clone()))
        .collect();
    assert_eq!(
        seen,
        [
            (1, TaskState::Resolved),
            (2, TaskState::Unresolved),
            (3, TaskState::Other("PONDERED".to_owned())),
        ]
    );
    let content = tasks.first().unwrap().content.as_ref().unwrap();
    assert_eq!(content.raw, "Do <b>it</b>");
    let path = canned.asked.borrow().first().unwrap().clone();
    let start = "/2.0/repositories/acme/widgets/pullrequests/7/tasks?pagelen=100&fields=next,size,";
    assert!(path.starts_with(start), "{path}");
    assert!(path.contains(",values.creator.type"), "{path}");
}

#[test]
fn activity_is_one_of_comment_vote_and_update() {
    let canned = canned(|_| {
        Ok(values(json!([
            { "comment": {
                "id": 12, "created_on": DATE, "deleted": false, "user": user("robot", "app_user"),
                "parent": { "id": 11 }, "inline": { "path": "src/a.rs", "to": 3, "from": null },
                "resolution": { "type": "comment_resolution", "created_on": DATE },
            } },
            { "approval": { "date": DATE, "user": user("bob", "user") } },
            { "changes_requested": { "date": DATE, "user": null } },
            { "update": {
                "date": DATE, "author": user("ann", "user"), "state": "OPEN",
                "source": { "commit": { "hash": "d3022fc0ca3d" } },
                "changes": { "draft": { "old": true, "new": false } },
            } },
            { "update": { "date": DATE, "state": "MERGED", "changes": {} } },
            { "attachment": {} },
        ])))
    });
    let page = now(client(&canned).activity(&repository(), 7)).unwrap();
    let [comment, approval, request, update, merge, unknown] = page.values.as_slice() else {
        panic!("{page:?}");
    };
    let comment = comment.comment.as_ref().unwrap();
    assert_eq!(comment.id, 12);
    assert_eq!(comment.parent.as_ref().unwrap().id, 11);
    let user = comment.user.as_ref().unwrap();
    assert_eq!(user.kind.as_deref(), Some("app_user"));
    let inline = comment.inline.as_ref().unwrap();
    assert_eq!(inline.path.as_deref(), Some("src/a.rs"));
    let resolved = comment.resolution.as_ref().unwrap().created_on;
    assert_eq!(resolved, Some(Timestamp::from_unix(SECONDS)));
    let vote = approval.approval.as_ref().unwrap();
    assert_eq!(vote.date.unix(), SECONDS);
    assert_eq!(request.changes_requested.as_ref().unwrap().user, None);
    let update = update.update.as_ref().unwrap();
    assert_eq!(update.draft, Some(false));
    assert_eq!(update.source.commit.as_ref().unwrap().hash, "d3022fc0ca3d");
    let merge = merge.update.as_ref().unwrap();
    assert_eq!(merge.state, Some(PullRequestState::Merged));
    assert_eq!(merge.draft, None);
    assert_eq!(*unknown, bitbucket_cloud::Activity::default());
}

#[test]
fn activity_is_asked_for_with_all_of_a_comment_but_its_text() {
    let canned = canned(|_| Ok(values(json!([]))));
    now(client(&canned).activity(&repository(), 7)).unwrap();
    assert_eq!(
        *canned.asked.borrow(),
        [
            "/2.0/repositories/acme/widgets/pullrequests/7/activity?pagelen=50&fields=next,size,\
          values.approval.date,values.approval.user.uuid,values.approval.user.display_name,\
          values.approval.user.nickname,values.approval.user.type,values.changes_requested.date,\
          values.changes_requested.user.uuid,values.changes_requested.user.display_name,\
          values.changes_requested.user.nickname,values.changes_requested.user.type,\
          values.update.date,values.update.state,values.update.author.uuid,\
          values.update.author.display_name,values.update.author.nickname,\
          values.update.author.type,values.update.source.commit.hash,\
          values.update.changes.draft.new,values.comment.id,values.comment.created_on,\
          values.comment.deleted,values.comment.parent.id,values.comment.resolution.created_on,\
          values.comment.inline.path,values.comment.user.uuid,values.comment.user.display_name,\
          values.comment.user.nickname,values.comment.user.type"
        ]
    );
}

#[test]
fn comments_start_with_the_oldest_and_go_on() {
    let next = "https://api.bitbucket.org/2.0/x?page=2";
    let canned = canned(|_| {
        let comment = json!({ "id": 1, "created_on": DATE, "user": null, "deleted": true });
        Ok(json!({ "size": 240, "values": [comment], "next": next }))
    });
    let page = now(client(&canned).oldest_comments(&repository(), 7)).unwrap();
    assert_eq!(page.size, Some(240));
    assert_eq!(page.next().unwrap().unwrap().path(), "/2.0/x?page=2");
    assert_eq!(page.values.first().unwrap().deleted, Some(true));
    let path = canned.asked.borrow().first().unwrap().clone();
    let start = "/2.0/repositories/acme/widgets/pullrequests/7/comments?pagelen=100&fields=next,\
                 size,values.id,values.created_on,";
    assert!(path.starts_with(start), "{path}");
}

#[test]
fn default_reviewers_are_accounts() {
    let canned = canned(|_| {
        Ok(values(json!([
            { "type": "default_reviewer", "reviewer_type": "project", "user": user("bob", "user") },
            { "type": "default_reviewer", "reviewer_type": "repository", "user": null },
        ])))
    });
    let people = now(client(&canned).default_reviewers(&repository())).unwrap();
    let names: Vec<_> = people.iter().map(|one| one.nickname.as_deref()).collect();
    assert_eq!(names, [Some("bob")]);
    assert_eq!(
        *canned.asked.borrow(),
        [
            "/2.0/repositories/acme/widgets/effective-default-reviewers?pagelen=100&fields=next,size,\
          values.user.uuid,values.user.display_name,values.user.nickname,values.user.type,values.user.links.avatar.href"
        ]
    );
}

#[test]
fn merged_pull_requests_are_asked_for_before_and_from_a_time_on() {
    let canned = canned(|_| Ok(values(json!([]))));
    let client = client(&canned);
    let since = Timestamp::from_unix(SECONDS);
    now(client.merged_pull_requests(&repository(), Span::Since(since))).unwrap();
    now(client.merged_pull_requests(&repository(), Span::Before(since))).unwrap();
    now(client.merged_pull_requests(&repository(), Span::All)).unwrap();
    let asked = canned.asked.borrow();
    let start =
        "/2.0/repositories/acme/widgets/pullrequests?state=MERGED&sort=-updated_on&pagelen=50&";
    assert!(
        asked.iter().all(|path| path.starts_with(start)),
        "{asked:?}"
    );
    let query = |path: &String| {
        let query = path.split_once("&q=").map(|(_, query)| query.to_owned());
        query.unwrap_or_default()
    };
    let time = "2026-07-01T09%3A05%3A00Z";
    let queries: Vec<String> = asked.iter().map(query).collect();
    let expected = [
        format!("updated_on%20%3E%3D%20{time}"),
        format!("updated_on%20%3C%3D%20{time}"),
        String::new(),
    ];
    assert_eq!(queries, expected);
}

#[test]
fn reviewers_are_replaced_and_nothing_else() {
    let canned = canned(|_| {
        Ok(json!({
            "id": 7, "state": "OPEN", "created_on": DATE, "updated_on": DATE,
            "reviewers": [user("bob", "user")],
        }))
    });
    let ids = ["{bob}", "{cyd}"].map(|id| AccountId::new(id.to_owned()));
    let title = "Say \"hi\" \\ \u{1}\n\u{2028} äöü 🦀";
    let pull = now(client(&canned).replace_reviewers(&repository(), 7, title, &ids)).unwrap();
    assert_eq!(pull.reviewers.len(), 1);
    let asked = canned.asked.borrow().first().unwrap().clone();
    let (path, body) = asked.strip_prefix("PUT ").unwrap().split_once(' ').unwrap();
    let start = "/2.0/repositories/acme/widgets/pullrequests/7?fields=id,title,state,";
    assert!(path.starts_with(start), "{path}");
    let body: Value = serde_json::from_str(body).unwrap();
    let expected =
        json!({ "title": title, "reviewers": [{ "uuid": "{bob}" }, { "uuid": "{cyd}" }] });
    assert_eq!(body, expected);
}

#[test]
fn no_reviewers_are_an_empty_list() {
    let canned = canned(|_| Ok(json!({})));
    drop(now(client(&canned).replace_reviewers(
        &repository(),
        7,
        "x",
        &[],
    )));
    let asked = canned.asked.borrow().first().unwrap().clone();
    assert!(
        asked.ends_with(r#" {"title":"x","reviewers":[]}"#),
        "{asked}"
    );
}

#[test]
fn an_account_is_in_use_unless_it_is_deactivated() {
    let asks = |answer: Result<Value, Error>| {
        let canned = canned(move |_| answer.clone());
        let who = AccountId::new("{bob}".to_owned());
        let active = now(client(&canned).is_active(&who));
        let path = "/2.0/users/%7Bbob%7D?fields=account_status";
        assert_eq!(*canned.asked.borrow(), [path]);
        active
    };
    assert_eq!(asks(Ok(json!({ "account_status": "active" }))), Ok(true));
    assert_eq!(asks(Ok(json!({}))), Ok(true), "not said");
    assert_eq!(asks(Ok(json!({ "account_status": "inactive" }))), Ok(false));
    let refused = Error::from_status(404, "no such user");
    assert_eq!(asks(Err(refused.clone())), Err(refused));
}
