//! The bridge of Forge: what crosses over, and what comes back.

use atlassian_bridge::{
    Error, Method, StartedCall,
    forge::{Bridge, ColorMode, Context, Extension, PullRequestRef, RepositoryRef, Theme},
};
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stub::{PATH, run, text};

/// Makes a bridge whose `requestBitbucket(path, options)` has this JavaScript body, and keeps the
/// arguments of each call in `window.sent`.
fn bridge(request: &str) -> Bridge {
    run(&format!(
        "window.sent = [];
         const later = (value) => new Promise((ready) => setTimeout(() => ready(value), 2));
         const kept = (name) => function (...given) {{
           window.sent.push([name, ...given]);
           return later(undefined);
         }};
         window.forgeBridge = {{
           async requestBitbucket(path, options) {{
             window.sent.push(['requestBitbucket', path, options]);
             {request}
           }},
           view: {{ getContext: () => later(window.forgeContext), theme: {{ enable: kept('enable') }} }},
           router: {{ navigate: kept('navigate'), open: kept('open') }},
         }};"
    ));
    Bridge::new().with_timeout(1)
}

fn sent() -> String {
    text("return JSON.stringify(window.sent);")
}

async fn context(value: &str) -> Result<Context, Error> {
    run(&format!("window.forgeContext = {value};"));
    bridge("").context().await
}

async fn error(request: &str) -> Error {
    let answer = bridge(request).send(Method::Get, PATH, None).await;
    answer.unwrap_err()
}

fn status(status: u16, message: &str) -> Error {
    let message = message.to_owned();
    Error::Status { status, message }
}

#[wasm_bindgen_test]
async fn a_page_offers_a_bridge_or_none() {
    run("delete window.forgeBridge;");
    assert_eq!(Bridge::detect(), None);
    let bridge = Bridge::new();
    assert_eq!(bridge.context().await, Err(Error::NoBridge));
    assert_eq!(bridge.navigate(PATH).await, Err(Error::NoBridge));
    let answer = bridge.send(Method::Get, PATH, None).await;
    assert_eq!(answer.unwrap_err(), Error::NoBridge);
    self::bridge("");
    assert!(Bridge::detect().is_some());
}

#[wasm_bindgen_test]
async fn a_context_says_on_what_the_module_stands() {
    let read = context(
        "{ accountId: '557058:1', cloudId: undefined, workspaceId: '{1}', localId: 'a', locale: 'en_US',
           moduleKey: 'panel', theme: { colorMode: 'dark', dark: 'dark' },
           extension: { type: 'bitbucket:repoPullRequestOverviewPanel', location: 'x',
                        repository: { uuid: '{2}' }, pullRequest: { id: 7 } } }",
    );
    let expected = Context {
        account_id: Some("557058:1".to_owned()),
        workspace_id: Some("{1}".to_owned()),
        module_key: Some("panel".to_owned()),
        theme: Some(Theme {
            color_mode: Some(ColorMode::Dark),
        }),
        extension: Extension {
            kind: Some("bitbucket:repoPullRequestOverviewPanel".to_owned()),
            repository: Some(RepositoryRef {
                uuid: "{2}".to_owned(),
            }),
            pull_request: Some(PullRequestRef { id: 7 }),
        },
    };
    assert_eq!(read.await, Ok(expected));
}

#[wasm_bindgen_test]
async fn a_context_may_lack_all_but_the_extension() {
    let read = context("{ extension: {}, theme: { colorMode: 'sepia' } }").await;
    let read = read.unwrap();
    assert_eq!((read.account_id, read.extension.pull_request), (None, None));
    let color_mode = Some(ColorMode::Auto);
    assert_eq!(read.theme, Some(Theme { color_mode }));
    let missing = context("{ accountId: null }").await.unwrap_err();
    assert!(matches!(missing, Error::Decode { .. }), "{missing:?}");
}

#[wasm_bindgen_test]
async fn the_number_of_a_pull_request_may_be_text() {
    for (id, number) in [
        ("7", Some(7)),
        ("'7'", Some(7)),
        ("-7", None),
        ("'x'", None),
    ] {
        let read = context(&format!(
            "{{ extension: {{ pullRequest: {{ id: {id} }} }} }}"
        ))
        .await;
        let read = read.ok().and_then(|it| it.extension.pull_request);
        assert_eq!(read.map(|it| it.id), number, "{id}");
    }
}

#[wasm_bindgen_test]
async fn reads_have_a_method_and_no_body() {
    let bridge = bridge("return new Response('{\"id\": 7}');");
    let answer = bridge.send(Method::Get, PATH, None).await.unwrap();
    assert_eq!(answer.text(), Ok("{\"id\": 7}".to_owned()));
    let expected = format!(r#"[["requestBitbucket","{PATH}",{{"method":"GET"}}]]"#);
    assert_eq!(sent(), expected);
}

#[wasm_bindgen_test]
async fn writes_have_a_body_of_json_in_a_plain_object() {
    let bridge = bridge("return new Response('');");
    let answer = bridge.send(Method::Put, PATH, Some(r#"{"a":1}"#)).await;
    assert_eq!(answer.unwrap().json::<Option<u32>>(), Ok(None));
    let headers = r#"{"Content-Type":"application/json"}"#;
    let options = format!(r#"{{"method":"PUT","headers":{headers},"body":"{{\"a\":1}}"}}"#);
    assert_eq!(
        sent(),
        format!(r#"[["requestBitbucket","{PATH}",{options}]]"#)
    );
    let plain = "return String(Object.getPrototypeOf(window.sent[0][2]) === Object.prototype);";
    assert_eq!(text(plain), "true");
}

#[wasm_bindgen_test]
async fn refusals_of_the_api_keep_status_and_explanation() {
    let body = r#"'{"type":"error","error":{"message":"Gone"}}'"#;
    let refused = error(&format!("return new Response({body}, {{ status: 404 }});")).await;
    assert_eq!(refused, status(404, "Gone"));
    let refused = error("return new Response('<html>', { status: 502 });").await;
    assert_eq!(refused, status(502, ""));
}

#[wasm_bindgen_test]
async fn whatever_else_comes_back_is_an_error() {
    let no_answer = |message: &str| Error::NoAnswer {
        message: message.to_owned(),
    };
    assert_eq!(
        error("throw new Error('offline');").await,
        no_answer("offline")
    );
    assert_eq!(error("throw undefined;").await, no_answer(""));
    assert_eq!(error("return { text: () => 'x' };").await, no_answer("x"));
    let torn =
        "const r = new Response('x'); r.text = async () => { throw new Error('torn'); }; return r;";
    assert_eq!(error(torn).await, no_answer("torn"));
    for nothing in [
        "return undefined;",
        "return null;",
        "return {};",
        "return 7;",
    ] {
        let error = error(nothing).await;
        assert!(
            matches!(error, Error::NoAnswer { .. }),
            "{nothing} {error:?}"
        );
    }
    let never = error("return new Promise(() => {});").await;
    assert_eq!(never, Error::Timeout { seconds: 1 });
}

#[wasm_bindgen_test]
async fn a_bridge_that_throws_at_once_is_told_apart() {
    bridge("");
    run("window.forgeBridge.requestBitbucket = () => { throw new Error('closed'); };");
    let answer = Bridge::new().send(Method::Get, PATH, None).await;
    let message = "closed".to_owned();
    assert_eq!(answer.unwrap_err(), Error::Thrown { message });
}

#[wasm_bindgen_test]
async fn a_call_that_javascript_made_is_taken_over() {
    let bridge = bridge("");
    let promise: Promise =
        run("return Promise.resolve(new Response('diff', { status: 200 }));").unchecked_into();
    let answer = bridge.adopt(StartedCall::new(PATH, promise)).await.unwrap();
    assert_eq!(answer.text(), Ok("diff".to_owned()));
    assert_eq!(sent(), "[]");
}

#[wasm_bindgen_test]
async fn several_started_calls_are_taken_once() {
    run("const promise = Promise.resolve(1);
         window.firstCalls = [{ url: '/a', promise }, 7, { url: '/b' }, { url: '/c', promise }];");
    let paths = || -> Vec<String> {
        let started = StartedCall::take_all("firstCalls").into_iter();
        started.map(|call| call.path().to_owned()).collect()
    };
    assert_eq!(paths(), ["/a", "/c"]);
    assert!(paths().is_empty());
    run("window.firstCalls = { url: '/a' };");
    assert!(paths().is_empty());
}

#[wasm_bindgen_test]
async fn navigation_and_theme_reach_the_host() {
    let bridge = bridge("");
    let address = "https://bitbucket.org/acme/widgets/pull-requests/7";
    bridge.navigate(address).await.unwrap();
    bridge.open(address).await.unwrap();
    bridge.enable_theme().await.unwrap();
    let expected = format!(r#"[["navigate","{address}"],["open","{address}"],["enable"]]"#);
    assert_eq!(sent(), expected);
}
