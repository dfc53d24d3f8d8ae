//! Redirects: hosts that a token is sent to, and hosts that it is not.

use bitbucket_cloud::installed::Error;
use http::Method;

use super::script::*;

#[tokio::test]
async fn redirects_are_followed_on_the_api_host() {
    let script = Script::of([
        token("t1"),
        to("/2.0/repositories/a/b/diffstat/x..y?topic=true#part"),
        to("https://api.bitbucket.example:443/2.0/more"),
        to("last"),
        status(200),
    ]);
    get(&script.account(), "/2.0/a").await.unwrap();
    let path = "/2.0/repositories/a/b/diffstat/x..y?topic=true";
    assert_eq!(
        script.urls(),
        ["token", "/2.0/a", path, "/2.0/more", "/2.0/last"]
    );
    let sent = script.sent();
    assert!(
        sent[1..]
            .iter()
            .all(|call| authorization(call) == "Bearer t1")
    );
}

#[tokio::test]
async fn a_redirect_off_the_api_host_never_sees_the_token() {
    for (location, host) in [
        ("https://evil.example/2.0/a?q=1", "https://evil.example"),
        (
            "http://api.bitbucket.example/2.0/a",
            "http://api.bitbucket.example",
        ),
        ("//evil.example/2.0/a", "https://evil.example"),
        (
            "https://api.bitbucket.example.evil/a",
            "https://api.bitbucket.example.evil",
        ),
        ("https://api.bitbucket.example@evil/a", "https://evil"),
        (
            "https://reader:word@api.bitbucket.example/2.0/a",
            "https://api.bitbucket.example",
        ),
        (
            "https://api.bitbucket.example:444/a",
            "https://api.bitbucket.example:444",
        ),
        ("/\\evil.example/2.0/a", ""),
        ("https://api.bitbucket.example\t@evil/a", ""),
        ("https://", ""),
        ("data:text/plain,x", "null"),
    ] {
        let script = Script::of([token("t1"), to(location)]);
        let error = get(&script.account(), "/2.0/a?q=1").await.unwrap_err();
        let expected = Error::ForeignRedirect {
            path: "/2.0/a".to_owned(),
            host: host.to_owned(),
        };
        assert_eq!(error, expected, "{location}");
        assert_eq!(script.sent().len(), 2, "{location}");
    }
}

#[tokio::test]
async fn redirects_have_an_end_and_writes_do_not_follow_them() {
    let script = Script::of([token("t1")]);
    script.then(std::iter::repeat_with(|| to("/2.0/a")).take(6));
    let account = script.account();
    let expected = Error::TooManyRedirects {
        path: "/2.0/a".to_owned(),
        limit: 5,
    };
    assert_eq!(get(&account, "/2.0/a").await.unwrap_err(), expected);
    script.then([to("/2.0/b")]);
    let put = write(&account, Method::PUT, "/2.0/a");
    let expected = Error::Status {
        path: "/2.0/a".to_owned(),
        status: 302,
    };
    assert_eq!(put.await.unwrap_err(), expected);
}

#[tokio::test]
async fn a_path_off_the_api_is_never_called() {
    let script = Script::of([]);
    for path in [
        "@evil.example/2.0/",
        ".evil.example/2.0/",
        "/site/oauth2/access_token",
        "/2.0/../site/oauth2/access_token",
        "/2.0/%2e%2e/site/oauth2/access_token",
    ] {
        let error = get(&script.account(), path).await.unwrap_err();
        assert!(matches!(error, Error::ForeignPath { .. }), "{path}");
    }
    assert_eq!(script.sent().len(), 0);
}
