//! Getting a token, keeping it, sharing it.

use std::sync::Arc;

use atlassian_connect::{AppKey, ClientKey, RequestTarget, SharedSecret, UnverifiedToken};
use bitbucket_cloud::installed::{Body, Error, Identity, Permit, Scope};
use http::{Method, Response};

use super::script::*;

#[tokio::test]
async fn an_exchange_is_signed_for_its_path_and_narrowed_by_its_form() {
    let script = Script::of([token("t1"), status(200)]);
    get(&script.account(), "/2.0/user").await.unwrap();
    let sent = script.sent();
    assert_eq!(url(&sent[0]), TOKENS);
    assert_eq!(sent[0].method(), Method::POST);
    let form = ("application/x-www-form-urlencoded", FORM);
    assert_eq!(body(&sent[0]), form);
    let claims = claims(&sent[0]);
    assert_eq!(claims["qsh"], QSH_PATH);
    assert_eq!(claims["iss"], "demo-app");
    assert_eq!(claims["sub"], CLIENT);
    assert_eq!(claims["exp"], NOW + 180);
    let jwt = authorization(&sent[0]).strip_prefix("JWT ").unwrap();
    let target = RequestTarget {
        method: "POST",
        path: "/site/oauth2/access_token",
        query: "",
        base_path: "",
    };
    let call = UnverifiedToken::parse(jwt).unwrap().verify_api_call(
        &AppKey::new("demo-app"),
        &SharedSecret::new("demo-secret"),
        &target,
        NOW,
    );
    assert_eq!(call.unwrap().client_key().as_str(), CLIENT);
    assert_eq!(url(&sent[1]), format!("{API}/2.0/user"));
    assert_eq!(authorization(&sent[1]), "Bearer t1");
}

#[tokio::test]
async fn a_refused_exchange_is_tried_once_with_the_body_in_the_hash_and_the_form_is_remembered() {
    let script = Script::of([status(400), token("t1"), status(200)]);
    let account = script.account();
    get(&account, "/2.0/user").await.unwrap();
    let with_body = "5d69ef0679abffe420e934db28970f4221b7c87c5db1ea3107e4d5c97b354abb";
    assert_eq!(claims(&script.sent()[0])["qsh"], QSH_PATH);
    assert_eq!(claims(&script.sent()[1])["qsh"], with_body);
    account.forget(&ClientKey::new(CLIENT)).await;
    script.then([token("t2"), status(200)]);
    get(&account, "/2.0/user").await.unwrap();
    assert_eq!(claims(&script.sent()[3])["qsh"], with_body);
    assert_eq!(
        script.urls(),
        ["token", "token", "/2.0/user", "token", "/2.0/user"]
    );
}

#[tokio::test]
async fn an_exchange_refused_in_both_forms_is_refused() {
    let script = Script::of([status(401), status(400)]);
    let refused = get(&script.account(), "/2.0/user").await.unwrap_err();
    assert_eq!(refused, Error::TokenRefused { status: 401 });
    assert_eq!(script.sent().len(), 2);
}

#[tokio::test]
async fn a_token_serves_what_it_may_do_until_shortly_before_its_end() {
    let script = Script::of([token("t1"), status(200), status(200)]);
    let account = script.account();
    get(&account, "/2.0/a").await.unwrap();
    script.pass(7200 - 61);
    get(&account, "/2.0/b").await.unwrap();
    assert_eq!(script.urls(), ["token", "/2.0/a", "/2.0/b"]);
    script.pass(1);
    script.then([token("t2"), status(200)]);
    get(&account, "/2.0/c").await.unwrap();
    assert_eq!(authorization(&script.sent()[4]), "Bearer t2");
    // Another permit is another token.
    script.then([token("t3"), status(200)]);
    let wider = Permit::anywhere([Scope::parse("account").unwrap()]);
    account
        .call(&identity(), &wider, Method::GET, "/2.0/d", None)
        .await
        .unwrap();
    let sent = script.sent();
    assert_eq!(authorization(&sent[6]), "Bearer t3");
    let form = "grant_type=urn%3Abitbucket%3Aoauth2%3Ajwt&scope=account";
    assert_eq!(body(&sent[5]).1, form);
}

#[tokio::test]
async fn another_installation_never_gets_the_token() {
    let script = Script::of([token("t1"), status(200), token("t2"), status(200)]);
    let account = script.account();
    get(&account, "/2.0/a").await.unwrap();
    let other = Identity {
        client: ClientKey::new("other"),
        ..identity()
    };
    account
        .call(&other, &permit(), Method::GET, "/2.0/a", None)
        .await
        .unwrap();
    assert_eq!(authorization(&script.sent()[3]), "Bearer t2");
}

#[tokio::test]
async fn concurrent_calls_share_one_exchange() {
    let script = Script::of([token("t1")]);
    script.then(std::iter::repeat_with(|| status(200)).take(20));
    let account = Arc::new(script.account());
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let account = account.clone();
            tokio::spawn(async move { get(&account, "/2.0/a").await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let exchanges = script.urls().iter().filter(|url| *url == "token").count();
    assert_eq!(exchanges, 1);
}

#[tokio::test]
async fn concurrent_calls_share_a_failed_exchange_and_the_next_call_tries_again() {
    let script = Script::of([status(401), status(401)]);
    let account = Arc::new(script.account());
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let account = account.clone();
            tokio::spawn(async move { get(&account, "/2.0/a").await })
        })
        .collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(error, Error::TokenRefused { status: 401 });
    }
    assert_eq!(script.sent().len(), 2);
    script.then([token("t1"), status(200)]);
    get(&account, "/2.0/a").await.unwrap();
}

#[tokio::test]
async fn proving_a_secret_asks_anew_and_keeps_nothing() {
    let script = Script::of([token("t1"), status(401), status(401), token("t2")]);
    let account = script.account();
    let prove = || async { account.prove(&identity(), &permit()).await };
    prove().await.unwrap();
    assert_eq!(prove().await, Err(Error::TokenRefused { status: 401 }));
    let kept = account.token(&identity(), &permit()).await.unwrap();
    assert_eq!(kept.expose(), "t2");
}

#[tokio::test]
async fn an_unreadable_grant_is_refused() {
    for body in [
        "",
        "{}",
        r#"{"access_token":""}"#,
        r#"{"access_token":"a\r\nb"}"#,
        "<html>",
    ] {
        let script = Script::of([Response::new(Body::from(body.to_owned()))]);
        let error = get(&script.account(), "/2.0/a").await.unwrap_err();
        assert_eq!(error, Error::ExchangeUnreadable, "{body}");
    }
}

#[tokio::test]
async fn nothing_prints_a_token() {
    let script = Script::of([token("t1-printed")]);
    let account = script.account();
    let token = account.token(&identity(), &permit()).await.unwrap();
    let printed = format!("{token:?} {:?} {account:?}", script.sent());
    assert!(!printed.contains("t1-printed"), "{printed}");
    assert!(!printed.contains("eyJ"), "{printed}");
}
