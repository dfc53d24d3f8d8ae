//! The session with the app's own server, over an open page's day.
use std::time::Duration;

use bitbucket_cloud::Error;
use sightline_app::{
    context::{SessionGrant, SessionToken},
    host::{Connect, Host, Session, Standalone},
};
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{asked, bridge, context, host, proxy, repository, run, sleep};

const PATH: &str = "/session/{2}/7";
/// The first answer is `renewed-1`, the next one `renewed-2`.
const RENEWED: &str = "answer({ session: 'renewed-' + asked.length, expires_in: 900 });";
const A_DAY: f64 = 24.0 * 60.0 * 60.0 * 1_000.0;

/// Moves the browser's clock on, from the real time.
fn later(milliseconds: f64) {
    run(&format!(
        "window.realNow = window.realNow || Date.now;
         Date.now = () => window.realNow.call(Date) + {milliseconds};"
    ));
}

fn visibility(hidden: bool) {
    run(&format!(
        "Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }});
         document.dispatchEvent(new Event('visibilitychange'));"
    ));
}

/// Kept through a bridge with a second of patience, pausing 20 ms after the first failure.
fn kept(expires_in: u64) -> Session {
    let granted = SessionGrant {
        token: SessionToken::new("first"),
        expires_in,
    };
    let connect = Connect::with_timeout(1);
    Session::keep_pausing(&connect, granted, PATH.to_owned(), 20)
}

async fn token(session: &Session) -> String {
    session.token().await.unwrap().expose().to_owned()
}

async fn milliseconds(time: u64) {
    sleep(Duration::from_millis(time)).await;
}

#[wasm_bindgen_test]
async fn a_session_is_renewed_before_it_ends_and_once() {
    later(0.0);
    proxy(RENEWED);
    let session = kept(1);
    milliseconds(800).await;
    assert_eq!(
        asked(),
        [] as [&str; 0],
        "nine tenths of a second are not over"
    );
    assert_eq!(token(&session).await, "first");
    milliseconds(150).await;
    assert_eq!(asked(), ["POST /session/{2}/7"]);
    assert_eq!(token(&session).await, "renewed-1");
    milliseconds(300).await;
    assert_eq!(asked().len(), 1);
}

#[wasm_bindgen_test]
async fn a_page_that_slept_over_the_end_renews_when_it_wakes() {
    later(0.0);
    proxy(RENEWED);
    let session = kept(900);
    visibility(true);
    later(A_DAY);
    milliseconds(50).await;
    assert_eq!(asked().len(), 0, "nobody looks");
    visibility(false);
    milliseconds(50).await;
    assert_eq!(asked().len(), 1);
    assert_eq!(token(&session).await, "renewed-1");
    // The new one is as long: looking away and back asks nothing.
    visibility(true);
    visibility(false);
    milliseconds(50).await;
    assert_eq!(asked().len(), 1);
    later(0.0);
}

#[wasm_bindgen_test]
async fn a_session_that_ends_unseen_is_not_renewed_until_somebody_looks() {
    later(0.0);
    proxy(RENEWED);
    visibility(true);
    let session = kept(1);
    milliseconds(1_200).await;
    assert_eq!(asked().len(), 0);
    visibility(false);
    milliseconds(50).await;
    assert_eq!(asked().len(), 1);
    drop(session);
}

#[wasm_bindgen_test]
async fn whoever_needs_an_ended_session_gets_a_new_one_and_all_get_the_same() {
    later(0.0);
    proxy(RENEWED);
    visibility(true);
    let session = kept(900);
    assert_eq!(token(&session).await, "first");
    later(A_DAY);
    let other = session.clone();
    spawn_local(async move { drop(other.token().await) });
    assert_eq!(token(&session).await, "renewed-1");
    assert_eq!(asked().len(), 1);
    later(0.0);
    visibility(false);
}

#[wasm_bindgen_test]
async fn failures_are_tried_again_after_growing_pauses() {
    later(0.0);
    proxy("refuse({ status: 502, responseText: '' });");
    let session = kept(900);
    later(A_DAY);
    visibility(false);
    // 20, 40, 80, 160, 320 ms: without growth there would be about fifty.
    milliseconds(1_000).await;
    let tried = asked().len();
    assert!((4..=7).contains(&tried), "{tried}");
    let message = String::new();
    let error = session.token().await.unwrap_err();
    assert_eq!(
        error,
        Error::Status {
            status: 502,
            message
        }
    );
    proxy(RENEWED);
    assert_eq!(token(&session).await, "renewed-1");
    later(0.0);
}

#[wasm_bindgen_test]
async fn answers_that_are_no_session_are_failures() {
    later(0.0);
    for answer in [
        "answer({});",
        "answer('<html>');",
        "answer({ session: 7, expires_in: 1 });",
    ] {
        proxy(answer);
        visibility(true);
        let session = kept(0);
        let error = session.token().await.unwrap_err();
        assert!(matches!(error, Error::Decode { .. }), "{answer}: {error:?}");
    }
    visibility(false);
}

#[wasm_bindgen_test]
async fn a_session_that_ends_at_once_is_not_asked_for_in_a_loop() {
    later(0.0);
    proxy("answer({ session: 'short', expires_in: 0 });");
    let session = kept(0);
    milliseconds(400).await;
    let tried = asked().len();
    assert!((2..=20).contains(&tried), "{tried}");
    drop(session);
}

#[wasm_bindgen_test]
async fn readers_who_said_no_are_not_asked_again_by_the_clock() {
    later(0.0);
    proxy("refuse({ status: 0, statusText: 'USER_DENIED_ACCESS' });");
    let session = kept(900);
    later(A_DAY);
    visibility(false);
    milliseconds(300).await;
    assert_eq!(asked().len(), 1);
    let code = "USER_DENIED_ACCESS".to_owned();
    assert_eq!(session.token().await.unwrap_err(), Error::Denied { code });
    later(0.0);
}

#[wasm_bindgen_test]
async fn readers_who_said_no_to_the_page_are_not_asked_for_its_session() {
    later(0.0);
    bridge("refuse('USER_DENIED_ACCESS');");
    let connect = Connect::with_timeout(1);
    let client = bitbucket_cloud::Client::new(
        Host::Connect(connect.clone()),
        bitbucket_cloud::Budget::of(10),
    );
    client.pull_request(&repository(), 7).await.unwrap_err();
    let granted = SessionGrant {
        token: SessionToken::new("first"),
        expires_in: 1,
    };
    proxy(RENEWED);
    let session = Session::keep_pausing(&connect, granted, PATH.to_owned(), 20);
    milliseconds(1_000).await;
    assert_eq!(asked().len(), 0);
    drop(session);
}

#[wasm_bindgen_test]
async fn nothing_is_asked_once_nobody_holds_the_session() {
    later(0.0);
    proxy(RENEWED);
    drop(kept(1));
    milliseconds(1_100).await;
    assert_eq!(asked().len(), 0);
}

#[wasm_bindgen_test]
async fn pages_keep_the_session_that_the_server_handed_over() {
    later(0.0);
    proxy(RENEWED);
    let page = |page: &str, more: &str| {
        context(&format!(
            r#"{{ "page": "{page}", "workspace": "acme", "user": "{{1}}", {more}
                  "host_url": "https://bitbucket.example", "session": "secret" }}"#
        ))
    };
    let place = r#""repository": { "uuid": "{2}", "full_name": "acme/widgets" }, "expires_in": 1,"#;
    let panel = page("pull-request", &format!(r#"{place} "pull_request": 7,"#));
    let overview = page("repository", place);
    let sessions = [&panel, &overview].map(|page| host().keep_session(page).unwrap());
    later(A_DAY);
    visibility(false);
    milliseconds(50).await;
    let mut paths = asked();
    paths.sort();
    assert_eq!(paths, ["POST /session/{2}", "POST /session/{2}/7"]);
    drop(sessions);
    assert!(
        Host::Standalone(Standalone::new(""))
            .keep_session(&panel)
            .is_none()
    );
    assert!(!format!("{panel:?}").contains("secret"));
}
