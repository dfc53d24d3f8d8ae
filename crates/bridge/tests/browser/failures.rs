//! Bridges that refuse, throw or break their word.

use atlassian_bridge::{
    Error,
    connect::{Bridge, Call},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stub::{PATH, bridge, module, no_bridge, replace};

/// The error of a call, where `request(options)` has this JavaScript body.
async fn error(request: &str) -> Error {
    refused(bridge(request)).await
}

async fn refused(bridge: Bridge) -> Error {
    bridge.send(&Call::get(PATH)).await.unwrap_err()
}

fn status(status: u16, message: &str) -> Error {
    let message = message.to_owned();
    Error::Status { status, message }
}

fn no_answer(message: &str) -> Error {
    let message = message.to_owned();
    Error::NoAnswer { message }
}

fn thrown(message: &str) -> Error {
    let message = message.to_owned();
    Error::Thrown { message }
}

#[wasm_bindgen_test]
async fn a_bridge_is_detected_once_it_is_there() {
    no_bridge();
    assert_eq!(Bridge::detect(), None);
    for nothing in ["undefined", "null", "7", "'AP'"] {
        replace(nothing);
        assert_eq!(Bridge::detect(), None, "{nothing}");
    }
    bridge("");
    assert_eq!(Bridge::detect(), Some(Bridge::new()));
}

#[wasm_bindgen_test]
async fn without_a_bridge_calls_are_errors() {
    assert_eq!(refused(no_bridge()).await, Error::NoBridge);
    assert_eq!(refused(replace("undefined")).await, Error::NoBridge);
    assert_eq!(refused(replace("null")).await, Error::NoBridge);
}

#[wasm_bindgen_test]
async fn a_bridge_that_is_none_is_an_error() {
    let error = refused(replace("{}")).await;
    assert!(matches!(error, Error::Thrown { .. }), "{error:?}");
    let error = refused(replace("{ require: 7 }")).await;
    assert!(matches!(error, Error::Thrown { .. }), "{error:?}");
    let throwing = "{ get require() { throw new Error('boom'); } }";
    assert_eq!(refused(replace(throwing)).await, thrown("boom"));
}

#[wasm_bindgen_test]
async fn a_missing_module_is_named() {
    let no_module = |module: &str| Error::NoModule {
        module: module.to_owned(),
    };
    let bridge = module("flag", "");
    assert_eq!(refused(bridge).await, no_module("request"));
    let answer = bridge.proxy_post::<()>("/session").await;
    assert_eq!(answer, Err(no_module("proxyRequest")));
    let object = replace("{ require: (name, ready) => ready({}) }");
    assert_eq!(refused(object).await, no_module("request"));
}

#[wasm_bindgen_test]
async fn refusals_of_the_api_keep_status_and_explanation() {
    let body = r#"responseText: '{"type":"error","error":{"message":"Gone"}}'"#;
    let answer = error(&format!("refuse({{ status: 404, {body} }});")).await;
    assert_eq!(answer, status(404, "Gone"));
    let json = "refuse({ status: 403, responseJSON: { error: { message: 'No' } } });";
    assert_eq!(error(json).await, status(403, "No"));
    let html = "refuse({ status: 502, statusText: 'error', responseText: '<html>' });";
    assert_eq!(error(html).await, status(502, ""));
    assert_eq!(error("refuse({ status: 429 });").await, status(429, ""));
    assert_eq!(error("refuse({ status: 401 });").await, status(401, ""));
}

#[wasm_bindgen_test]
async fn a_genuine_request_is_read() {
    let request = "const xhr = new XMLHttpRequest();
        xhr.open('GET', '/no/such/file', true);
        xhr.onloadend = () => refuse(xhr, 'error', '');
        xhr.send();";
    assert_eq!(error(request).await, status(404, ""));
    let offline = "const xhr = new XMLHttpRequest();
        xhr.open('GET', 'http://127.0.0.1:1/', true);
        xhr.onloadend = () => refuse(xhr, 'error', '');
        xhr.send();";
    assert_eq!(error(offline).await, no_answer(""));
    // `responseText` of such a request throws.
    let blob = "const xhr = new XMLHttpRequest();
        xhr.open('GET', '/no/such/file', true);
        xhr.responseType = 'blob';
        xhr.onloadend = () => refuse(xhr);
        xhr.send();";
    assert_eq!(error(blob).await, status(404, ""));
}

#[wasm_bindgen_test]
async fn a_user_who_denies_is_told_apart() {
    let denied = |code: &str| Error::Denied {
        reason: code.to_owned(),
    };
    let answer = error("refuse({ status: 0, statusText: 'USER_DENIED_ACCESS' });").await;
    assert_eq!(answer, denied("USER_DENIED_ACCESS"));
    let answer = error("refuse('USER_ALREADY_DENIED_ACCESS');").await;
    assert_eq!(answer, denied("USER_ALREADY_DENIED_ACCESS"));
    let answer = error("throw new Error('USER_DENIED_ACCESS');").await;
    assert_eq!(answer, denied("USER_DENIED_ACCESS"));
    let answer = error("refuse({ status: 0, statusText: 'USER_NOT_AUTHENTICATED' });").await;
    assert_eq!(answer, Error::Anonymous);
    let answer = error("refuse({ status: 0, statusText: 'MODULE_NOT_FOUND' });").await;
    let code = "MODULE_NOT_FOUND".to_owned();
    assert_eq!(answer, Error::Refused { code });
}

#[wasm_bindgen_test]
async fn whatever_is_rejected_becomes_an_error() {
    for nothing in [
        "undefined",
        "null",
        "7",
        "{}",
        "[]",
        "Symbol('x')",
        "10n",
        "() => 7",
    ] {
        assert_eq!(
            error(&format!("refuse({nothing});")).await,
            no_answer(""),
            "{nothing}"
        );
    }
    assert_eq!(error("refuse();").await, no_answer(""));
    assert_eq!(error("refuse('boom');").await, no_answer("boom"));
    assert_eq!(error("refuse(new Error('boom'));").await, no_answer("boom"));
    assert_eq!(error("refuse({ code: 'E1' });").await, no_answer("E1"));
    let empty = "refuse({ status: 0, statusText: '', message: 7, responseText: 'late' });";
    assert_eq!(error(empty).await, no_answer("late"));
    for no_status in [
        "'x'", "'404'", "-404", "404.5", "NaN", "1e300", "{}", "null",
    ] {
        let answer = error(&format!("refuse({{ status: {no_status} }});")).await;
        assert_eq!(answer, no_answer(""), "{no_status}");
    }
}

#[wasm_bindgen_test]
async fn rejections_that_throw_when_read_become_errors_too() {
    let text = "refuse({ status: 502, get responseText() { throw 1; } });";
    assert_eq!(error(text).await, status(502, ""));
    let json = "const loop = {}; loop.loop = loop; refuse({ status: 502, responseJSON: loop });";
    assert_eq!(error(json).await, status(502, ""));
    let throwing = "refuse(new Proxy({}, { get() { throw 1; } }));";
    assert_eq!(error(throwing).await, no_answer(""));
    let revoked = "const p = Proxy.revocable({}, {}); p.revoke(); refuse(p.proxy);";
    assert_eq!(error(revoked).await, no_answer(""));
}

#[wasm_bindgen_test]
async fn exceptions_of_request_are_errors() {
    assert_eq!(error("throw new Error('boom');").await, thrown("boom"));
    assert_eq!(error("throw 'boom';").await, thrown("boom"));
    assert_eq!(error("throw undefined;").await, thrown(""));
    assert_eq!(error("throw null;").await, thrown(""));
    assert_eq!(error("throw { status: 404 };").await, status(404, ""));
}

#[wasm_bindgen_test]
async fn exceptions_of_require_are_errors() {
    let bridge = replace("{ require() { throw new Error('boom'); } }");
    assert_eq!(refused(bridge).await, thrown("boom"));
}

#[wasm_bindgen_test]
async fn a_success_that_could_not_be_parsed_is_an_error() {
    let answer = error("refuse({ status: 200, responseText: '<html>' }, 'parsererror');").await;
    let (member, reason) = (".".to_owned(), "it is not JSON".to_owned());
    assert_eq!(answer, Error::Decode { member, reason });
}

#[wasm_bindgen_test]
async fn the_first_callback_counts() {
    let get = async |request: &str| bridge(request).get::<u32>(PATH).await;
    assert_eq!(get("answer(1); answer(2);").await, Ok(1));
    assert_eq!(get("answer(1); refuse('boom');").await, Ok(1));
    assert_eq!(
        get("refuse('boom'); answer(1);").await,
        Err(no_answer("boom"))
    );
    assert_eq!(
        get("refuse('boom'); refuse('bang');").await,
        Err(no_answer("boom"))
    );
    assert_eq!(
        get("options.success(1); options.error('boom');").await,
        Ok(1)
    );
    assert_eq!(get("answer(1); throw 'boom';").await, Err(thrown("boom")));
    let twice = "{ require(name, ready) {
        ready((options) => options.success(1));
        ready((options) => options.success(2));
    } }";
    assert_eq!(replace(twice).get::<u32>(PATH).await, Ok(1));
}

#[wasm_bindgen_test]
async fn what_request_returns_does_not_matter() {
    let get = async |request: &str| bridge(request).get::<u32>(PATH).await;
    assert_eq!(get("answer(1); return 2;").await, Ok(1));
    assert_eq!(get("answer(1); return Promise.resolve(2);").await, Ok(1));
}
