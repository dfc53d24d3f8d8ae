//! The host adapter against every way in which a bridge can behave.
use std::time::Duration;

use bitbucket_cloud::{Budget, Client, Error, FileChange, PullRequestState, Request, Transport};
use futures_util::FutureExt;
use sightline_app::host::Host;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    asked, bridge, client, context, host, look, no_bridge, repository, run, settled, sleep,
};

const PULL: &str = "{ id: 7, title: 'Hello', state: 'OPEN', draft: null, author: null,
    created_on: '2026-07-01T09:05:00+00:00', updated_on: '2026-07-01T09:05:00+00:00' }";

async fn error(request: &str) -> Error {
    bridge(request);
    let answer = client().pull_request(&repository(), 7).await;
    answer.unwrap_err()
}

fn status(status: u16, message: &str) -> Error {
    let message = message.to_owned();
    Error::Status { status, message }
}

#[wasm_bindgen_test]
async fn without_a_bridge_there_is_no_host() {
    no_bridge();
    assert!(matches!(Host::detect(), Host::Standalone(_)));
    bridge("");
    assert!(matches!(Host::detect(), Host::Connect(_)));
}

#[wasm_bindgen_test]
async fn a_bridge_that_goes_away_is_an_error() {
    no_bridge();
    let answer = client().pull_request(&repository(), 7).await;
    assert_eq!(answer, Err(Error::NoHost));
}

#[wasm_bindgen_test]
async fn an_object_is_decoded() {
    bridge(&format!("answer({PULL});"));
    let pull = client().pull_request(&repository(), 7).await.unwrap();
    assert_eq!((pull.id, pull.state), (7, PullRequestState::Open));
    assert_eq!(pull.created_on.unix(), 1_782_896_700);
}

#[wasm_bindgen_test]
async fn a_text_that_is_json_is_decoded_too() {
    bridge(&format!("answer(JSON.stringify({PULL}));"));
    let pull = client().pull_request(&repository(), 7).await.unwrap();
    assert_eq!(pull.title, "Hello");
}

#[wasm_bindgen_test]
async fn members_that_nobody_reads_may_be_anything() {
    for answer in ["answer(pull);", "answer(JSON.stringify(pull));"] {
        bridge(&format!(
            "let deep = {{}};
             for (let level = 0; level < 40; level += 1) deep = {{ deep }};
             const pull = {{ ...{PULL}, huge: 2 ** 53 + 2, deep }};
             {answer}"
        ));
        let pull = client().pull_request(&repository(), 7).await.unwrap();
        assert_eq!(pull.title, "Hello", "{answer}");
    }
}

#[wasm_bindgen_test]
async fn a_number_that_javascript_may_have_rounded_is_not_taken() {
    for (id, taken) in [
        ("3.0", true),
        ("2 ** 53 - 1", true),
        ("2 ** 53 + 2", false),
        ("0.5", false),
        ("-1", false),
    ] {
        let date = "'2026-07-01T09:05:00Z'";
        bridge(&format!(
            "answer({{ values: [{{ id: {id}, created_on: {date} }}] }});"
        ));
        match client().oldest_comments(&repository(), 7).await {
            Ok(_) => assert!(taken, "{id}"),
            Err(Error::Decode { reason, .. }) => {
                assert!(!taken, "{id}: {reason}");
                let start = "values[0].id: invalid type";
                assert!(reason.starts_with(start), "{id}: {reason}");
            }
            Err(error) => panic!("{id}: {error:?}"),
        }
    }
}

#[wasm_bindgen_test]
async fn text_is_asked_for_and_handed_over_as_text() {
    bridge("answer(options.responseType === 'text' ? 'diff --git' : {});");
    let request = Request::next("https://api.bitbucket.org/2.0/diff").unwrap();
    assert_eq!(host().text(&request).await, Ok("diff --git".to_owned()));
    assert_eq!(asked(), ["/2.0/diff"]);
}

#[wasm_bindgen_test]
async fn refusals_of_the_api_keep_status_and_explanation() {
    let body = r#"responseText: '{"type":"error","error":{"message":"Gone"}}'"#;
    let answer = error(&format!("refuse({{ status: 404, {body} }});")).await;
    assert_eq!(answer, status(404, "Gone"));
    let answer =
        error("refuse({ status: 403, responseJSON: { error: { message: 'No' } } });").await;
    assert_eq!(answer, status(403, "No"));
    let answer = error("refuse({ status: 502, responseText: '<html>' });").await;
    assert_eq!(answer, status(502, ""));
    assert_eq!(error("refuse({ status: 429 });").await, Error::RateLimited);
    assert_eq!(error("refuse({ status: 401 });").await, Error::Anonymous);
}

#[wasm_bindgen_test]
async fn a_reader_who_denies_is_told_apart() {
    let denied = |code: &str| Error::Denied {
        code: code.to_owned(),
    };
    let answer = error("refuse({ status: 0, statusText: 'USER_DENIED_ACCESS' });").await;
    assert_eq!(answer, denied("USER_DENIED_ACCESS"));
    let answer = error("refuse('USER_ALREADY_DENIED_ACCESS');").await;
    assert_eq!(answer, denied("USER_ALREADY_DENIED_ACCESS"));
    let answer = error("refuse({ status: 0, statusText: 'USER_NOT_AUTHENTICATED' });").await;
    assert_eq!(answer, Error::Anonymous);
    let answer = error("refuse({ status: 0, statusText: 'MODULE_NOT_FOUND' });").await;
    let code = "MODULE_NOT_FOUND".to_owned();
    assert_eq!(answer, Error::Refused { code });
}

#[wasm_bindgen_test]
async fn whatever_is_thrown_becomes_an_error() {
    let network = |message: &str| Error::Network {
        message: message.to_owned(),
    };
    assert_eq!(error("throw new Error('boom');").await, network("boom"));
    assert_eq!(error("throw 'boom';").await, network("boom"));
    assert_eq!(error("refuse(undefined);").await, network(""));
    assert_eq!(error("refuse(null);").await, network(""));
    assert_eq!(error("refuse(7);").await, network(""));
    assert_eq!(error("refuse({ status: 'x' });").await, network(""));
    let throwing = "refuse(new Proxy({}, { get() { throw 1; } }));";
    assert_eq!(error(throwing).await, network(""));
    let revoked = "const p = Proxy.revocable({}, {}); p.revoke(); refuse(p.proxy);";
    assert_eq!(error(revoked).await, network(""));
}

#[wasm_bindgen_test]
async fn answers_of_another_shape_are_not_taken() {
    for body in [
        "answer({ id: 'seven' });",
        "answer(undefined);",
        "answer([]);",
        "answer('<html>');",
        "refuse({ status: 200, responseText: '<html>' });",
    ] {
        let error = error(body).await;
        assert!(matches!(error, Error::Decode { .. }), "{body}: {error:?}");
    }
}

#[wasm_bindgen_test]
async fn a_call_that_never_settles_ends() {
    assert_eq!(error("").await, Error::Timeout { seconds: 1 });
}

#[wasm_bindgen_test]
async fn equal_calls_at_the_same_time_are_made_once() {
    bridge(&format!("answer({PULL});"));
    let client = std::rc::Rc::new(client());
    for _ in 0..3 {
        let client = client.clone();
        spawn_local(async move { drop(client.pull_request(&repository(), 7).await) });
    }
    sleep(Duration::from_millis(50)).await;
    assert_eq!(asked().len(), 1);
    client.pull_request(&repository(), 7).await.unwrap();
    assert_eq!(asked().len(), 2, "answers are not kept");
}

#[wasm_bindgen_test]
async fn equal_writes_are_each_made_with_their_body() {
    bridge(&format!(
        "window.sent = (window.sent || []);
         window.sent.push([options.type, options.contentType, options.data].join(' '));
         answer({PULL});"
    ));
    let client = std::rc::Rc::new(client());
    for _ in 0..2 {
        let client = client.clone();
        spawn_local(async move {
            drop(
                client
                    .replace_reviewers(&repository(), 7, "Hello", &[])
                    .await,
            );
        });
    }
    sleep(Duration::from_millis(50)).await;
    let sent = run("return window.sent.splice(0).join(', ');");
    let write = r#"PUT application/json {"title":"Hello","reviewers":[]}"#;
    assert_eq!(sent.as_string().unwrap(), format!("{write}, {write}"));
}

#[wasm_bindgen_test]
async fn a_read_after_a_write_does_not_join_one_from_before() {
    bridge(&format!(
        "if (options.type === 'PUT' || asked.length > 2) answer({PULL});"
    ));
    let client = std::rc::Rc::new(client());
    let early = client.clone();
    spawn_local(async move { drop(early.pull_request(&repository(), 7).await) });
    sleep(Duration::from_millis(20)).await;
    client
        .replace_reviewers(&repository(), 7, "Hello", &[])
        .await
        .unwrap();
    client.pull_request(&repository(), 7).await.unwrap();
    assert_eq!(asked().len(), 3);
}

#[wasm_bindgen_test]
async fn at_most_four_calls_are_on_their_way() {
    bridge(
        "window.release = (window.release || []); window.release.push(() => answer({ values: [] }));",
    );
    let client = std::rc::Rc::new(client());
    for id in 0..9 {
        let client = client.clone();
        spawn_local(async move {
            let files = client.pull_request_files(&repository(), id).await;
            assert_eq!(files, Ok(Vec::<FileChange>::new()));
        });
    }
    for expected in [4, 8, 9, 9] {
        sleep(Duration::from_millis(50)).await;
        assert_eq!(asked().len(), expected);
        run("window.release.splice(0).forEach((f) => f());");
    }
}

/// Makes a call as `boot.js` does.
fn started(url: &str) {
    run(&format!(
        "const url = '{url}';
         const promise = new Promise((success, error) => window.AP.require(
           'request',
           (request) => request({{ url, type: 'GET', responseType: 'json', success, error }}),
         ));
         promise.catch(() => {{}});
         window.sightlineFirst = {{ url, promise }};"
    ));
}

fn first_call() -> String {
    Request::pull_request(&repository(), 7).path().to_owned()
}

fn detected() -> Client<Host> {
    Client::new(Host::detect(), Budget::of(10))
}

#[wasm_bindgen_test]
async fn the_call_that_the_page_has_started_is_made_once() {
    bridge(&format!("answer({PULL});"));
    started(&first_call());
    let client = detected();
    sleep(Duration::from_millis(50)).await;
    let pull = client.pull_request(&repository(), 7).await.unwrap();
    assert_eq!(pull.title, "Hello");
    assert_eq!(asked(), [first_call()]);
    client.pull_request(&repository(), 7).await.unwrap();
    assert_eq!(asked().len(), 2, "its answer is used once");
}

#[wasm_bindgen_test]
async fn the_panel_takes_over_the_call_that_the_page_has_started() {
    bridge(&format!(
        "if (options.url.includes('/pullrequests/7?')) answer({PULL});"
    ));
    started(&first_call());
    let panel = context(
        r#"{ "page": "pull-request", "pull_request": 7, "workspace": "acme",
             "repository": { "uuid": "{2}", "full_name": "acme/widgets" },
             "host_url": "https://bitbucket.example" }"#,
    );
    let page = look(Some(panel), Host::detect());
    page.says("h2.title", "Hello").await;
    settled().await;
    let asked = asked();
    let made = asked.iter().filter(|url| **url == first_call()).count();
    assert_eq!(made, 1, "{asked:?}");
}

#[wasm_bindgen_test]
async fn a_started_call_of_another_path_is_not_used() {
    bridge(&format!(
        "answer(options.url === '/2.0/else' ? {{}} : {PULL});"
    ));
    started("/2.0/else");
    let pull = detected().pull_request(&repository(), 7).await.unwrap();
    assert_eq!(pull.title, "Hello");
    assert_eq!(asked(), ["/2.0/else".to_owned(), first_call()]);
}

#[wasm_bindgen_test]
async fn a_started_call_that_fails_is_reported_and_made_again_by_a_retry() {
    bridge(&format!(
        "if (asked.length === 1) refuse({{ status: 502 }}); else answer({PULL});"
    ));
    started(&first_call());
    let client = detected();
    let answer = client.pull_request(&repository(), 7).await;
    assert_eq!(answer, Err(status(502, "")));
    assert_eq!(asked().len(), 1);
    let pull = client.pull_request(&repository(), 7).await.unwrap();
    assert_eq!(pull.title, "Hello");
    assert_eq!(asked().len(), 2);
}

#[wasm_bindgen_test]
async fn a_started_call_is_not_used_after_a_write() {
    bridge(&format!("answer({PULL});"));
    started(&first_call());
    let client = detected();
    client
        .replace_reviewers(&repository(), 7, "Hello", &[])
        .await
        .unwrap();
    client.pull_request(&repository(), 7).await.unwrap();
    assert_eq!(asked().len(), 3);
}

#[wasm_bindgen_test]
async fn a_call_that_was_started_without_a_bridge_ends_as_without_a_host() {
    bridge("");
    run(&format!(
        "const promise = Promise.reject(new TypeError('AP is undefined'));
         promise.catch(() => {{}});
         window.sightlineFirst = {{ url: '{}', promise }};",
        first_call()
    ));
    let client = detected();
    no_bridge();
    let answer = client.pull_request(&repository(), 7).await;
    assert_eq!(answer, Err(Error::NoHost));
}

#[wasm_bindgen_test]
async fn waiting_for_an_answer_may_end_before_it_comes() {
    bridge(&format!("answer({PULL});"));
    let client = client();
    let given_up = client.pull_request(&repository(), 7).now_or_never();
    assert_eq!(given_up, None);
    let pull = client.pull_request(&repository(), 7).await.unwrap();
    assert_eq!(pull.title, "Hello");
    assert_eq!(asked().len(), 1, "the call goes on for whoever asks next");
}
