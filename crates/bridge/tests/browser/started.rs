//! Calls that JavaScript has made.

use atlassian_bridge::{
    Error,
    connect::{Bridge, StartedCall},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stub::{no_bridge, run};

fn started(promise: &str) -> StartedCall {
    run(&format!(
        "window.firstCall = {{ url: '/2.0/x', promise: {promise} }};"
    ));
    StartedCall::take("firstCall").unwrap()
}

async fn adopt(promise: &str) -> Result<u32, Error> {
    Bridge::new().adopt(started(promise)).await?.json()
}

#[wasm_bindgen_test]
async fn a_started_call_is_taken_once_and_has_a_path() {
    let first = started("Promise.resolve(7)");
    assert_eq!(first.path(), "/2.0/x");
    assert!(StartedCall::take("firstCall").is_none());
    assert_eq!(run("return 'firstCall' in window;"), false);
}

#[wasm_bindgen_test]
async fn its_answer_is_decoded_like_any_other() {
    no_bridge();
    assert_eq!(adopt("Promise.resolve(7)").await, Ok(7));
    assert_eq!(adopt("Promise.resolve('7')").await, Ok(7));
    assert_eq!(
        adopt("new Promise((done) => setTimeout(() => done(7), 20))").await,
        Ok(7)
    );
}

#[wasm_bindgen_test]
async fn its_rejection_is_read_like_any_other() {
    let (status, message) = (404, String::new());
    let rejected = adopt("Promise.reject({ status: 404 })").await;
    assert_eq!(rejected, Err(Error::Status { status, message }));
    let reason = "USER_DENIED_ACCESS".to_owned();
    let denied = adopt("Promise.reject({ status: 0, statusText: 'USER_DENIED_ACCESS' })").await;
    assert_eq!(denied, Err(Error::Denied { reason }));
}

#[wasm_bindgen_test]
async fn other_variables_are_no_started_call() {
    assert!(StartedCall::take("noSuchVariable").is_none());
    for value in [
        "undefined",
        "null",
        "7",
        "{}",
        "{ url: '/2.0/x' }",
        "{ url: '/2.0/x', promise: 7 }",
        "{ url: 7, promise: Promise.resolve(7) }",
        "{ get url() { throw 1; } }",
    ] {
        run(&format!("window.firstCall = {value};"));
        assert!(StartedCall::take("firstCall").is_none(), "{value}");
    }
}
