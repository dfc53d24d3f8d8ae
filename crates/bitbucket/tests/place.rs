//! Repository and reader of a page that no server prepared, and requests that need no client.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use bitbucket_cloud::{AccountId, Error, Repository, Request};
use serde_json::{Value, json};
use support::{canned, client, now, repository};

fn widgets() -> Value {
    json!({
        "type": "repository", "uuid": "{2}", "full_name": "acme/widgets", "is_private": false,
        "links": { "html": { "href": "https://bitbucket.org/acme/widgets" } },
    })
}

#[test]
fn a_repository_is_found_by_its_name() {
    let canned = canned(|_| Ok(widgets()));
    let found = now(client(&canned).repository(&repository())).unwrap();
    assert_eq!(found.uuid, "{2}");
    assert_eq!(found.full_name, repository());
    assert_eq!(found.page(), "https://bitbucket.org/acme/widgets");
    let asked = "/2.0/repositories/acme/widgets?fields=uuid,full_name,links.html.href";
    assert_eq!(*canned.asked.borrow(), [asked]);
}

#[test]
fn the_first_public_repository_is_one_call() {
    let canned = canned(|_| Ok(json!({ "values": [widgets()], "pagelen": 1 })));
    let found = now(client(&canned).first_public_repository()).unwrap();
    assert_eq!(found.unwrap().full_name, repository());
    let asked = "/2.0/repositories?pagelen=1\
                 &fields=values.uuid,values.full_name,values.links.html.href";
    assert_eq!(*canned.asked.borrow(), [asked]);
}

#[test]
fn the_newest_open_pull_request_is_one_call() {
    let canned = canned(|_| Ok(json!({ "values": [{ "id": 7 }] })));
    let found = now(client(&canned).newest_open_pull_request(&repository()));
    assert_eq!(found, Ok(Some(7)));
    let asked = "/2.0/repositories/acme/widgets/pullrequests?state=OPEN&sort=-created_on\
                 &pagelen=1&fields=values.id";
    assert_eq!(*canned.asked.borrow(), [asked]);
}

#[test]
fn an_empty_list_has_no_first() {
    let canned = canned(|_| Ok(json!({ "values": [] })));
    let client = client(&canned);
    assert_eq!(now(client.first_public_repository()), Ok(None));
    assert_eq!(
        now(client.newest_open_pull_request(&repository())),
        Ok(None)
    );
}

#[test]
fn a_request_without_a_client_is_that_of_the_clients_call() {
    let canned = canned(|_| Err(Error::NoHost));
    let client = client(&canned);
    now(client.pull_request(&repository(), 7)).unwrap_err();
    now(client.open_pull_requests(&repository())).unwrap_err();
    now(client.repository(&repository())).unwrap_err();
    now(client.viewer()).unwrap_err();
    let requests = [
        Request::pull_request(&repository(), 7),
        Request::open_pull_requests(&repository()),
        Request::repository(&repository()),
        Request::viewer(),
    ];
    let paths = requests.each_ref().map(Request::path);
    assert_eq!(*canned.asked.borrow(), paths);
}

#[test]
fn a_repository_is_found_by_uuids_in_braces() {
    let canned = canned(|_| Ok(widgets()));
    let by_uuid = Repository::parse("{1}/{2}").unwrap();
    let found = now(client(&canned).repository(&by_uuid)).unwrap();
    assert_eq!(found.full_name, repository());
    let asked = "/2.0/repositories/%7B1%7D/%7B2%7D?fields=uuid,full_name,links.html.href";
    assert_eq!(*canned.asked.borrow(), [asked]);
}

#[test]
fn a_viewer_is_an_account_or_nobody() {
    let canned = canned(|_| Ok(json!({ "uuid": "{3}", "display_name": "Ann" })));
    let ann = AccountId::new("{3}".to_owned());
    assert_eq!(now(client(&canned).viewer()), Ok(ann));
    assert_eq!(*canned.asked.borrow(), ["/2.0/user?fields=uuid"]);
    let canned = support::canned(|_| Err(Error::Anonymous));
    assert_eq!(now(client(&canned).viewer()), Err(Error::Anonymous));
}
