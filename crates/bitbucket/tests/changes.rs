//! Calls about the two commits of a pull request.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use bitbucket_cloud::{Conflict, Error, FileChange, PullRequest, Range};
use serde_json::{Value, json};
use support::{canned, client, now, repository};

/// Spec that Bitbucket redirects to from a pull request of a fork.
const SPEC: &str = "ann/widgets-fork:d3022fc0ca3d%0Da1b2c3d4e5f6?from_pullrequest_id=7&topic=true";

fn pull_request(source: &Value, destination: &Value) -> PullRequest {
    let pull = json!({
        "id": 7, "state": "OPEN", "source": source, "destination": destination,
        "created_on": "2026-07-01T09:05:00+00:00", "updated_on": "2026-07-01T09:05:00+00:00",
    });
    serde_json::from_value(pull).unwrap()
}

fn source() -> Value {
    json!({
        "branch": { "name": "feature" }, "commit": { "hash": "d3022fc0ca3d" },
        "repository": { "full_name": "ann/widgets-fork" },
    })
}

fn destination() -> Value {
    json!({ "branch": { "name": "release/1 & 2" }, "commit": { "hash": "a1b2c3d4e5f6" } })
}

fn range() -> Range {
    pull_request(&source(), &destination()).range().unwrap()
}

#[test]
fn a_range_names_both_commits() {
    assert_eq!(range().source(), "d3022fc0ca3d");
    assert_eq!(range().destination(), "a1b2c3d4e5f6");
}

#[test]
fn without_both_commits_and_the_source_there_is_no_range() {
    for gone in ["/repository", "/commit"] {
        let mut source = source();
        *source.pointer_mut(gone).unwrap() = Value::Null;
        assert_eq!(pull_request(&source, &destination()).range(), None);
    }
    let destination = json!({ "branch": { "name": "main" }, "commit": null });
    assert_eq!(pull_request(&source(), &destination).range(), None);
}

#[test]
fn a_source_that_would_climb_out_of_the_path_makes_no_range() {
    let mut source = source();
    *source.pointer_mut("/repository/full_name").unwrap() = json!("../..");
    assert_eq!(pull_request(&source, &destination()).range(), None);
}

#[test]
fn hashes_are_encoded() {
    let source = json!({
        "commit": { "hash": "../x?y" }, "repository": { "full_name": "a/b" },
    });
    let range = pull_request(&source, &destination()).range().unwrap();
    let canned = canned(|_| Ok(json!("")));
    now(client(&canned).diff_between(&repository(), &range, 3)).unwrap();
    let path = canned.asked.borrow().first().unwrap().clone();
    assert!(path.contains("/diff/a/b:..%2Fx%3Fy%0D"), "{path}");
}

#[test]
fn files_are_read_where_bitbucket_redirects_to() {
    let canned = canned(|path| {
        let file = |path: &str| json!({ "old": null, "new": { "path": path } });
        Ok(if path.ends_with("page=2") {
            json!({ "values": [file("b")] })
        } else {
            let next = format!("https://api.bitbucket.org{path}&page=2");
            json!({ "values": [file("a")], "next": next })
        })
    });
    let files = now(client(&canned).files_between(&repository(), &range())).unwrap();
    let paths: Vec<&str> = files.iter().map(FileChange::path).collect();
    assert_eq!(paths, ["a", "b"]);
    let first = format!(
        "/2.0/repositories/acme/widgets/diffstat/{SPEC}&pagelen=500&fields=next,size,\
         values.lines_added,values.lines_removed,values.old.path,values.new.path"
    );
    assert_eq!(*canned.asked.borrow(), [first.clone(), first + "&page=2"]);
}

#[test]
fn diffs_are_text_and_count_as_calls() {
    let canned = canned(|_| Ok(json!("diff --git a/x b/x\n")));
    let client = client(&canned);
    let diff = now(client.diff_between(&repository(), &range(), 0));
    assert_eq!(diff, Ok("diff --git a/x b/x\n".to_owned()));
    now(client.pull_request_diff(&repository(), 7, 3)).unwrap();
    assert_eq!(
        *canned.asked.borrow(),
        [
            format!("/2.0/repositories/acme/widgets/diff/{SPEC}&context=0"),
            "/2.0/repositories/acme/widgets/pullrequests/7/diff?context=3".to_owned(),
        ]
    );
    assert_eq!(client.budget().spent(), 2);
}

#[test]
fn conflicts_have_paths_and_scenarios() {
    let canned = canned(|_| {
        Ok(json!({ "pagelen": 500, "page": 1, "size": 2, "values": [
            { "type": "file_conflict", "path": "src/a b.rs", "scenario": "content", "message": "" },
            { "type": "file_conflict", "path": "x" },
        ] }))
    });
    let conflicts = now(client(&canned).conflicts(&repository(), &range())).unwrap();
    let conflict = |path: &str, scenario: Option<&str>| Conflict {
        path: path.to_owned(),
        scenario: scenario.map(str::to_owned),
    };
    assert_eq!(
        conflicts,
        [conflict("src/a b.rs", Some("content")), conflict("x", None)]
    );
    let path = format!(
        "/2.0/repositories/acme/widgets/file-conflicts/{SPEC}&pagelen=500&fields=next,size,\
         values.path,values.scenario"
    );
    assert_eq!(*canned.asked.borrow(), [path]);
}

#[test]
fn commits_behind_are_those_of_the_destination_that_the_source_lacks() {
    let canned = canned(|_| {
        let date = "2026-07-01T09:05:00+00:00";
        Ok(json!({ "pagelen": 50, "values": [{ "hash": "ff00", "date": date }] }))
    });
    let page = now(client(&canned).commits_behind(&repository(), &range())).unwrap();
    let dates: Vec<i64> = page
        .values
        .iter()
        .map(|commit| commit.date.unix())
        .collect();
    assert_eq!(dates, [1_782_896_700]);
    assert_eq!(
        *canned.asked.borrow(),
        [
            "/2.0/repositories/acme/widgets/commits?include=release%2F1%20%26%202\
          &exclude=d3022fc0ca3d&pagelen=50&fields=next,size,values.hash,values.date"
        ]
    );
}

#[test]
fn commits_behind_a_branch_that_is_gone_are_those_of_its_commit() {
    let destination = json!({ "branch": null, "commit": { "hash": "a1b2c3d4e5f6" } });
    let range = pull_request(&source(), &destination).range().unwrap();
    let canned = canned(|_| Ok(json!({ "values": [] })));
    now(client(&canned).commits_behind(&repository(), &range)).unwrap();
    let path = canned.asked.borrow().first().unwrap().clone();
    assert!(path.contains("?include=a1b2c3d4e5f6&"), "{path}");
}

#[test]
fn a_file_is_its_text_or_nothing() {
    let canned = canned(|path| {
        if path.ends_with("/CODEOWNERS") {
            return Err(Error::from_status(404, "No such file"));
        }
        Ok(json!("* @ann\n"))
    });
    let client = client(&canned);
    let file = |path: &str| now(client.file(&repository(), "a1b2", path));
    assert_eq!(file("docs/ä b#?.md"), Ok(Some("* @ann\n".to_owned())));
    assert_eq!(file(".bitbucket/CODEOWNERS"), Ok(None));
    assert_eq!(
        *canned.asked.borrow(),
        [
            "/2.0/repositories/acme/widgets/src/a1b2/docs/%C3%A4%20b%23%3F.md",
            "/2.0/repositories/acme/widgets/src/a1b2/.bitbucket/CODEOWNERS",
        ]
    );
}

#[test]
fn a_file_that_cannot_be_one_is_not_asked_for() {
    let canned = canned(|_| Ok(json!("secret")));
    let client = client(&canned);
    for path in ["", "/etc", "a/../../b", "./a", "a//b"] {
        assert_eq!(now(client.file(&repository(), "a1b2", path)), Ok(None));
    }
    assert_eq!(now(client.file(&repository(), "..", "a")), Ok(None));
    assert_eq!(client.budget().spent(), 0);
}

#[test]
fn other_refusals_of_a_file_are_errors() {
    let canned = canned(|_| Err(Error::from_status(403, "No")));
    let answer = now(client(&canned).file(&repository(), "a1b2", "x"));
    assert_eq!(answer, Err(Error::from_status(403, "No")));
}

#[test]
fn the_history_of_a_file_names_commits_with_their_authors_in_one_call() {
    let canned = canned(|_| {
        Ok(json!({ "values": [
            { "commit": { "hash": "c2", "date": "2026-11-02T00:00:00+00:00", "author": {
                "raw": "Ann Lee <ann@example.com>",
                "user": { "uuid": "{ann}", "display_name": "Ann", "type": "user" } } } },
            { "commit": { "hash": "c1", "date": "2026-11-01T00:00:00+00:00",
                "author": { "raw": "Bob <bob@example.com>" } } },
            { "commit": { "hash": "c0", "date": "2026-10-01T00:00:00+00:00",
                "author": { "raw": "<nobody@example.com>" } } },
        ] }))
    });
    let client = client(&canned);
    let page = now(client.file_history(&repository(), "d00d", "src/a b.rs")).unwrap();
    let names: Vec<_> = page
        .values
        .iter()
        .map(|one| {
            let account = one
                .commit
                .author
                .as_ref()
                .and_then(bitbucket_cloud::CommitAuthor::account);
            (
                one.commit.hash.as_str(),
                account.and_then(|one| one.display_name),
            )
        })
        .collect();
    let name = |name: &str| Some(name.to_owned());
    assert_eq!(
        names,
        [("c2", name("Ann")), ("c1", name("Bob")), ("c0", None)]
    );
    assert_eq!(client.budget().spent(), 1);
    let asked = canned.asked.borrow();
    assert!(
        asked.first().unwrap().starts_with(
            "/2.0/repositories/acme/widgets/filehistory/d00d/src/a%20b.rs?pagelen=50&fields="
        ),
        "{asked:?}"
    );
}

#[test]
fn a_commit_is_compared_with_its_parent() {
    let canned = canned(|_| Ok(json!({ "values": [{ "new": { "path": "a" } }] })));
    let page = now(client(&canned).commit_files(&repository(), "c1")).unwrap();
    assert_eq!(page.values.first().unwrap().path(), "a");
    let asked = canned.asked.borrow();
    assert!(
        asked
            .first()
            .unwrap()
            .starts_with("/2.0/repositories/acme/widgets/diffstat/c1?pagelen=500&fields="),
        "{asked:?}"
    );
}
