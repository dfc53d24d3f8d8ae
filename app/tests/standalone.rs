//! Addresses of a page that is opened by itself.
#![allow(clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::Repository;
use sightline_app::model::standalone::{AddressError, StandaloneAddress, StandalonePage, origin};

fn parse(query: &str) -> StandaloneAddress {
    StandaloneAddress::parse(query).unwrap()
}

fn api(query: &str) -> Option<String> {
    let address = StandaloneAddress::parse(query).ok()?;
    Some(address.api().to_owned())
}

#[test]
fn an_address_without_a_query_is_the_panel_of_the_sandbox() {
    for query in ["", "?", "?utm=1"] {
        let address = parse(query);
        assert_eq!(address.api(), "http://localhost:7991");
        assert_eq!(address.repository, None);
        assert_eq!(address.pull_request, None);
        assert_eq!(address.page, StandalonePage::PullRequest);
    }
}

#[test]
fn a_named_repository_is_one_of_bitbucket() {
    for query in [
        "?repository=acme/widgets&pull_request=7",
        "pull_request=7&repository=acme%2Fwidgets",
    ] {
        let address = parse(query);
        assert_eq!(address.api(), "https://api.bitbucket.org");
        assert_eq!(address.repository, Repository::parse("acme/widgets"));
        assert_eq!(address.pull_request, Some(7));
    }
}

#[test]
fn another_api_is_the_origin_of_a_web_server() {
    for (named, origin) in [
        ("http://localhost:8001", "http://localhost:8001"),
        ("http://localhost:8001/", "http://localhost:8001"),
        ("https%3A%2F%2Fapi.example", "https://api.example"),
        ("http://[::1]:7991", "http://[::1]:7991"),
    ] {
        let found = api(&format!("?repository=acme/widgets&api={named}"));
        assert_eq!(found.as_deref(), Some(origin), "{named}");
    }
    for refused in [
        "",
        "localhost:7991",
        "//localhost:7991",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://localhost",
        "http://",
        "http://localhost/2.0",
        "http://localhost?x",
        "http://localhost%23x",
        "http://someone@localhost",
        "http://a.example\\b.example",
        " http://localhost",
    ] {
        assert_eq!(api(&format!("?api={refused}")), None, "{refused}");
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let error = |query: &str| StandaloneAddress::parse(query).unwrap_err();
    let text = |text: &str| text.to_owned();
    assert_eq!(error("api=ftp%3A//x"), AddressError::Api(text("ftp://x")));
    assert_eq!(error("page=tags"), AddressError::Page(text("tags")));
    for number in ["-7", "x", "", "4294967296"] {
        let wrong = AddressError::PullRequest(text(number));
        assert_eq!(error(&format!("pull_request={number}")), wrong);
    }
    for name in ["widgets", "a/b/c", "../x", ""] {
        let wrong = AddressError::Repository(text(name));
        assert_eq!(error(&format!("repository={name}")), wrong);
    }
}

#[test]
fn links_lead_to_the_other_page_of_the_same() {
    for query in [
        "",
        "?api=http%3A%2F%2Flocalhost%3A8001",
        "?repository=acme/widgets&pull_request=7",
        "?repository=acme/widgets&page=repository&api=https://api.example",
    ] {
        let address = parse(query);
        for page in StandalonePage::ALL {
            let linked = parse(&address.link(page));
            assert_eq!(
                linked,
                StandaloneAddress {
                    page,
                    ..address.clone()
                }
            );
        }
    }
    assert_eq!(
        parse("").link(StandalonePage::Repository),
        "?page=repository"
    );
}

#[test]
fn an_origin_is_all_of_an_address_before_its_path() {
    let page = "http://localhost:7990/acme/widgets?a=b#c";
    assert_eq!(origin(page).as_deref(), Some("http://localhost:7990"));
    assert_eq!(origin("/acme/widgets"), None);
}
