//! Lists over several pages.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use bitbucket_cloud::{Budget, Client, Error, FileChange, Request};
use serde_json::json;
use support::{canned, client, now, repository};

fn file(path: &str) -> serde_json::Value {
    json!({
        "type": "diffstat", "status": "modified", "lines_added": 1, "lines_removed": 0,
        "old": { "type": "commit_file", "path": path }, "new": { "type": "commit_file", "path": path },
    })
}

#[test]
fn next_links_are_followed_as_they_came() {
    let second =
        "/2.0/repositories/acme%2Fwidgets/diffstat/acme%2Fwidgets:1a2b%0D3c4d?page=2&ctx=%7B";
    let canned = canned(|path| {
        Ok(if path == second {
            json!({ "pagelen": 500, "values": [file("b")] })
        } else {
            let next = format!("https://api.bitbucket.org{second}");
            json!({ "pagelen": 500, "size": 2, "values": [file("a")], "next": next })
        })
    });
    let client = client(&canned);
    let files = now(client.pull_request_files(&repository(), 7)).unwrap();
    let paths: Vec<&str> = files.iter().map(FileChange::path).collect();
    assert_eq!(paths, ["a", "b"]);
    assert_eq!(canned.asked.borrow().last().unwrap(), second);
    assert_eq!(client.budget().spent(), 2);
}

#[test]
fn next_links_cannot_leave_the_api() {
    for next in [
        "",
        "/2.0/repositories",
        "https://api.bitbucket.org",
        "https://evil.example/steal",
        "https://evil.example/x/2.0/",
        "https://api.bitbucket.org/2.0/../internal",
        "https://api.bitbucket.org/2.0/a\\..\\b",
        "https://api.bitbucket.org/2.0/a#b",
        "javascript:alert(1)",
        "ftp://api.bitbucket.org/2.0/x",
    ] {
        let expected = Err(Error::ForeignPage {
            next: next.to_owned(),
        });
        assert_eq!(Request::next(next), expected);
    }
}

#[test]
fn the_origin_of_a_next_link_does_not_matter() {
    let request = Request::next("https://evil.example/2.0/repositories?page=2").unwrap();
    assert_eq!(request.path(), "/2.0/repositories?page=2");
}

#[test]
fn a_list_without_an_end_stops_with_the_budget() {
    let canned = canned(|_| Ok(json!({ "values": [], "next": "https://api.bitbucket.org/2.0/x" })));
    let client = Client::new(&canned, Budget::of(5));
    let files = now(client.pull_request_files(&repository(), 7));
    assert_eq!(files, Err(Error::BudgetSpent { limit: 5 }));
    assert_eq!(canned.asked.borrow().len(), 5);
    assert_eq!(client.budget().left(), 0);
}

#[test]
fn a_failure_on_a_later_page_is_not_a_shorter_list() {
    let canned = canned(|path| {
        if path.ends_with("page=2") {
            return Err(Error::from_status(429, ""));
        }
        Ok(json!({ "values": [file("a")], "next": "https://api.bitbucket.org/2.0/x?page=2" }))
    });
    let files = now(client(&canned).pull_request_files(&repository(), 7));
    assert_eq!(files, Err(Error::RateLimited));
}
