use atlassian_connect::descriptor::Writing;
use axum::http::StatusCode;
use serde_json::json;

use crate::support::{CLIENT, Call, NOW, OTHER_CLIENT, Page, READER, REPOSITORY, SECRET, Server};

/// Words about a signature that a log may hold, and a page may not.
const REASONS: [&str; 5] = ["signature", "qsh", "claim", "audience", "expired at"];

#[tokio::test]
async fn a_verified_pull_request_page_hands_over_where_it_stands() {
    let server = Server::installed().await;
    let page = server.get(&Page::pull_request().url(CLIENT, SECRET)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-store");
    let bridge =
        "<title>Built panel</title><script src=\"https://bitbucket.org/atlassian-connect/all.js\"";
    assert!(page.body.contains(bridge), "{}", page.body);
    assert!(!page.body.contains("sightline:host"));
    let mut context = page.context();
    let session = context["session"].take();
    assert_eq!(session.as_str().unwrap().split('.').count(), 3);
    let first_call = context["first_call"].take();
    let path = "/2.0/repositories/acme/api/pullrequests/7?fields=id,title,";
    assert!(first_call.as_str().unwrap().starts_with(path));
    assert_eq!(
        context,
        json!({
            "page": "pull-request", "workspace": "acme",
            "repository": {"uuid": REPOSITORY, "full_name": "acme/api"},
            "pull_request": 7, "user": READER, "host_url": "https://bitbucket.org", "session": null,
            "writing": "off", "expires_in": 900, "first_call": null
        })
    );
}

#[tokio::test]
async fn the_other_pages_hand_over_what_they_know() {
    let server = Server::installed().await;
    let page = server.get(&Page::repository().url(CLIENT, SECRET)).await;
    assert!(page.body.contains("<title>Built repository</title>"));
    let mut context = page.context();
    context["session"].take();
    let first_call = context["first_call"].take();
    let path = "/2.0/repositories/acme/api/pullrequests?state=OPEN&sort=-updated_on&pagelen=50&";
    assert!(first_call.as_str().unwrap().starts_with(path));
    assert_eq!(
        context,
        json!({
            "page": "repository", "workspace": "acme",
            "repository": {"uuid": REPOSITORY, "full_name": "acme/api"},
            "user": null, "host_url": "https://bitbucket.org", "session": null,
            "writing": "off", "expires_in": 900, "first_call": null
        })
    );
}

#[tokio::test]
async fn the_configure_page_hands_over_a_session_and_no_repository() {
    let server = Server::installed().await;
    let page = server.get(&Page::configure().url(CLIENT, SECRET)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<title>Built repository</title>"));
    let mut context = page.context();
    let session = context["session"].take();
    assert_eq!(session.as_str().unwrap().split('.').count(), 3);
    assert_eq!(
        context,
        json!({
            "page": "configure", "workspace": "{11111111-2222-3333-4444-555555555555}",
            "user": READER, "host_url": "https://bitbucket.org", "session": null,
            "writing": "off", "expires_in": 900
        })
    );
}

#[tokio::test]
async fn pages_know_whether_the_operator_switched_writing_on() {
    let server = Server::installed().await;
    let writing = server.changed(|config| config.descriptor.writing = Writing::On);
    for page in [Page::pull_request(), Page::repository()] {
        let url = page.url(CLIENT, SECRET);
        assert_eq!(server.get(&url).await.context()["writing"], "off");
        assert_eq!(writing.get(&url).await.context()["writing"], "on");
    }
}

#[tokio::test]
async fn text_from_the_url_cannot_leave_the_script_tag() {
    let server = Server::installed().await;
    let mut page = Page::repository();
    page.query = page.query.replace("acme%2F", "%3C%21--%3Cscript%3E%2F");
    let reply = server.get(&page.url(CLIENT, SECRET)).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(!reply.body.contains("<!--<script>"));
    assert_eq!(reply.context()["workspace"], "<!--<script>");
}

#[tokio::test]
async fn pages_that_do_not_verify_are_refused_without_a_reason() {
    let server = Server::installed().await;
    server.install(OTHER_CLIENT, "another secret").await;
    let page = Page::pull_request();
    let good = page.url(CLIENT, SECRET);
    let token = page.token(CLIENT, SECRET);
    for (what, url) in [
        ("forged", page.url(CLIENT, "guessed")),
        (
            "signed by another installation",
            page.url(CLIENT, "another secret"),
        ),
        (
            "re-pointed",
            good.replace("pull_request=7", "pull_request=8"),
        ),
        (
            "re-pointed by a second parameter",
            format!("{good}&pull_request=8"),
        ),
        ("for another reader", good.replace("user=%7B3", "user=%7B4")),
        (
            "used on another page",
            good.replace("/pull-request?", "/repository?"),
        ),
        ("cut", good[..good.len() - 2].to_owned()),
        ("nonsense", "/pull-request?jwt=nonsense".to_owned()),
        (
            "unsigned",
            format!("/pull-request?{}&jwt=eyJhbGciOiJub25lIn0.e30.", page.query),
        ),
        (
            "too long",
            format!("/pull-request?jwt={}", "a".repeat(9_000)),
        ),
        ("empty", "/pull-request?jwt=".to_owned()),
        ("alone", format!("/pull-request?jwt={token}")),
    ] {
        let reply = server.get(&url).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{what}");
        assert!(
            reply.body.contains("This link cannot be verified"),
            "{what}"
        );
        for reason in REASONS {
            assert!(!reply.body.contains(reason), "{what}: {reason}");
        }
        assert!(!reply.body.contains("sightline-context"), "{what}");
    }
    assert_eq!(server.get(&good).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_page_is_good_for_five_minutes_and_a_minute_of_leeway() {
    let server = Server::installed().await;
    let url = Page::pull_request().url(CLIENT, SECRET);
    assert_eq!(server.at(NOW + 360).get(&url).await.status, StatusCode::OK);
    let late = server.at(NOW + 361).get(&url).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    assert!(late.body.contains("This link has expired"));
    let early = server.at(NOW - 61).get(&url).await;
    assert_eq!(early.status, StatusCode::UNAUTHORIZED);
    assert!(early.body.contains("This link cannot be verified"));
}

#[tokio::test]
async fn without_a_token_the_page_says_where_it_belongs() {
    let server = Server::installed().await;
    for path in ["/pull-request", "/repository?workspace=acme", "/configure?"] {
        let reply = server.get(path).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(reply.body.contains("Sightline opens inside Bitbucket"));
    }
}

#[tokio::test]
async fn pages_of_those_who_are_not_installed_offer_to_install() {
    let server = Server::installed().await;
    let unknown = server
        .get(&Page::pull_request().url("nobody", SECRET))
        .await;
    let gone = Call::uninstalled(CLIENT).signed(CLIENT, SECRET);
    server.call(&gone).await;
    let uninstalled = server.get(&Page::pull_request().url(CLIENT, SECRET)).await;
    for reply in [unknown, uninstalled] {
        assert_eq!(reply.status, StatusCode::FORBIDDEN);
        assert!(reply.body.contains("is not installed here"));
        assert!(reply.body.contains("addon_key=sightline"));
    }
}

#[tokio::test]
async fn a_missing_scope_is_named() {
    let server = Server::installed().await;
    let mut page = Page::pull_request();
    page.query = page
        .query
        .replace("pull_request=7", "pull_request=%7Bpullrequest.id%7D");
    let reply = server.get(&page.url(CLIENT, SECRET)).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert!(reply.body.contains("lacks a permission"));
    assert!(reply.body.contains("“pullrequest”"));
}

#[tokio::test]
async fn a_verified_page_that_does_not_say_where_it_stands_is_incomplete() {
    let server = Server::installed().await;
    let page = Page::new("/repository", "workspace=acme");
    let reply = server.get(&page.url(CLIENT, SECRET)).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert!(reply.body.contains("the parameter full_name is missing"));
}

#[tokio::test]
async fn a_page_without_the_built_app_says_so() {
    let server = Server::installed().await;
    let html = server.html();
    let url = Page::pull_request().url(CLIENT, SECRET);
    for broken in [None, Some("<p>no marker</p>")] {
        match broken {
            None => std::fs::remove_file(&html).unwrap(),
            Some(text) => std::fs::write(&html, text).unwrap(),
        }
        let reply = server.get(&url).await;
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(reply.body.contains("The app is not built"));
        let path = html.to_str().unwrap();
        assert!(!reply.body.contains(path), "the path is for the log");
    }
}

#[tokio::test]
async fn a_rebuilt_app_is_picked_up() {
    let server = Server::installed().await;
    let url = Page::pull_request().url(CLIENT, SECRET);
    assert!(server.get(&url).await.body.contains("Built"));
    let html = server.html();
    std::fs::write(&html, "<title>Anew</title><!-- sightline:host -->").unwrap();
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
    std::fs::File::open(&html)
        .unwrap()
        .set_modified(later)
        .unwrap();
    let body = server.at(NOW + 1).get(&url).await.body;
    assert!(body.contains("Anew"), "{body}");
}

#[tokio::test]
async fn a_refused_page_shows_the_request_id_of_the_log() {
    let server = Server::new().await;
    let reply = server.get("/pull-request?jwt=nonsense").await;
    let id = reply.header("x-request-id");
    assert_eq!(id.len(), 36);
    assert!(reply.body.contains(id));
}
