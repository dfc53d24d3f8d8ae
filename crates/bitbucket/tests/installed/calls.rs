//! Calls, tried again where that helps.

use bitbucket_cloud::installed::{Error, NoAnswer};
use http::{Method, header::RETRY_AFTER};

use super::script::*;

#[tokio::test]
async fn a_401_brings_one_new_token_and_a_second_one_is_final() {
    let script = Script::of([token("t1"), status(401), token("t2"), status(200)]);
    let account = script.account();
    get(&account, "/2.0/a").await.unwrap();
    assert_eq!(script.urls(), ["token", "/2.0/a", "token", "/2.0/a"]);
    assert_eq!(authorization(&script.sent()[3]), "Bearer t2");
    script.then([status(401), token("t3"), status(401)]);
    let refused = get(&account, "/2.0/b?secret=1").await.unwrap_err();
    let expected = Error::Status {
        path: "/2.0/b".to_owned(),
        status: 401,
    };
    assert_eq!(refused, expected);
}

#[tokio::test]
async fn a_429_and_a_5xx_are_tried_again_with_growing_jittered_pauses() {
    let script = Script::of([
        token("t1"),
        status(502),
        status(429),
        status(503),
        status(200),
    ]);
    get(&script.account(), "/2.0/a").await.unwrap();
    // With a chance of one half: three quarters of 0.5, 1 and 2 seconds.
    assert_eq!(script.pauses(), [375, 750, 1500]);
}

#[tokio::test]
async fn a_fourth_failure_is_final() {
    let script = Script::of([token("t1")]);
    script.then([500, 500, 500, 500].map(status));
    let expected = Error::Status {
        path: "/2.0/a".to_owned(),
        status: 500,
    };
    assert_eq!(
        get(&script.account(), "/2.0/a").await.unwrap_err(),
        expected
    );
    assert_eq!(script.sent().len(), 5);
}

#[tokio::test]
async fn retry_after_is_waited_for_unless_nobody_would() {
    let wait = |seconds: u64| {
        let mut answer = status(429);
        answer.headers_mut().insert(RETRY_AFTER, seconds.into());
        answer
    };
    let script = Script::of([token("t1"), wait(7), status(200)]);
    let account = script.account();
    get(&account, "/2.0/a").await.unwrap();
    assert_eq!(script.pauses(), [7250]);
    script.then([wait(3600)]);
    let error = get(&account, "/2.0/a").await.unwrap_err();
    assert!(
        matches!(error, Error::Status { status: 429, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn silence_is_tried_again_for_what_may_be_done_twice_only() {
    let script = Script::of([token("t1")]);
    script.then_silence();
    script.then([status(200)]);
    let account = script.account();
    get(&account, "/2.0/a").await.unwrap();
    script.then_silence();
    let post = write(&account, Method::POST, "/2.0/a");
    let expected = Error::Unreachable {
        path: "/2.0/a".to_owned(),
        reason: "reset".to_owned(),
    };
    assert_eq!(post.await.unwrap_err(), expected);
    script.then([status(500)]);
    let post = write(&account, Method::POST, "/2.0/a");
    assert!(matches!(post.await, Err(Error::Status { status: 500, .. })));
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_asked_for_once() {
    let script = Script::of([token("t1")]);
    script.then_fail(NoAnswer::TooLong { limit: 8 });
    let account = script.account();
    let expected = Error::TooLong {
        path: "/2.0/a".to_owned(),
        limit: 8,
    };
    assert_eq!(get(&account, "/2.0/a").await.unwrap_err(), expected);
    assert_eq!(script.urls(), ["token", "/2.0/a"]);
}

#[tokio::test]
async fn the_descriptor_is_refreshed_with_a_jwt_and_without_an_exchange() {
    let script = Script::of([status(204)]);
    script
        .account()
        .refresh_descriptor(&identity())
        .await
        .unwrap();
    let sent = script.sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(url(&sent[0]), format!("{API}/2.0/addon"));
    assert_eq!(sent[0].method(), Method::PUT);
    assert_eq!(body(&sent[0]), ("application/json", "{}"));
    let qsh = "94279c4a9eace45af8d8487977c2699099dd85f45e287eea42f8e7c39ced5f3e";
    assert_eq!(claims(&sent[0])["qsh"], qsh);
}
