//! Answers that never come, or late.

use atlassian_bridge::{
    Error,
    connect::{Bridge, Call, StartedCall},
};
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use wasm_bindgen::externref_heap_live_count;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stub::{PATH, bridge, milliseconds, replace, run, text};

const TIMEOUT: Error = Error::Timeout { seconds: 1 };

/// A bridge that keeps callbacks, and calls none.
const SILENT: &str = "window.kept = window.kept || []; window.kept.push(options);";

/// Makes a call, and gives up on it after a moment, which is long enough for a busy browser to ask
/// the bridge.
async fn abandon(bridge: Bridge) {
    let call = Call::get(PATH);
    let call = std::pin::pin!(bridge.send(&call));
    assert!(matches!(
        select(call, TimeoutFuture::new(100)).await,
        Either::Right(_)
    ));
}

/// JavaScript values that the WebAssembly holds, once settled promises have told.
async fn held() -> u32 {
    milliseconds(20).await;
    externref_heap_live_count()
}

#[wasm_bindgen_test]
async fn a_call_that_is_never_answered_ends() {
    assert_eq!(bridge(SILENT).get::<()>(PATH).await, Err(TIMEOUT));
}

#[wasm_bindgen_test]
async fn a_module_that_never_comes_ends_the_call() {
    let bridge = replace("{ require() {} }");
    assert_eq!(bridge.get::<()>(PATH).await, Err(TIMEOUT));
}

#[wasm_bindgen_test]
async fn a_started_call_that_is_never_answered_ends() {
    let never = Promise::new(&mut |_, _| {});
    let bridge = Bridge::new().with_timeout(1);
    let answer = bridge.adopt(StartedCall::new(PATH, never)).await;
    assert_eq!(answer.unwrap_err(), TIMEOUT);
}

#[wasm_bindgen_test]
async fn late_answers_have_no_effect() {
    run("window.kept = []; window.problems = [];
         window.onerror = (message) => { window.problems.push(message); };
         window.onunhandledrejection = (event) => { window.problems.push(event.reason); };");
    abandon(bridge(SILENT)).await;
    abandon(bridge(SILENT)).await;
    run("kept[0].success({}); kept[0].error('late'); kept[1].error('late'); kept[1].success({});");
    milliseconds(20).await;
    let problems = text(
        "window.onerror = null; window.onunhandledrejection = null;
        return `${window.kept.length} ${window.problems}`;",
    );
    assert_eq!(problems, "2 ");
}

#[wasm_bindgen_test]
async fn calls_that_are_never_answered_hold_nothing() {
    // The first ones fill caches.
    abandon(bridge(SILENT)).await;
    abandon(replace("{ require() {} }")).await;
    let before = held().await;
    for _ in 0..10 {
        abandon(bridge(SILENT)).await;
        abandon(replace("{ require() {} }")).await;
    }
    let after = held().await;
    assert!(after <= before, "{before}, then {after}");
    assert_eq!(bridge(SILENT).get::<()>(PATH).await, Err(TIMEOUT));
    let after = held().await;
    assert!(after <= before, "{before}, then {after} after a timeout");
}

#[wasm_bindgen_test]
async fn calls_that_are_answered_hold_nothing() {
    let bridge = bridge("answer({ id: 7 });");
    let count = async || {
        bridge.send(&Call::get(PATH)).await.unwrap();
        held().await
    };
    let before = count().await;
    for _ in 0..10 {
        let after = count().await;
        assert!(after <= before, "{before}, then {after}");
    }
}

#[wasm_bindgen_test]
async fn started_calls_that_are_never_answered_hold_nothing() {
    run("window.never = new Promise(() => {});");
    let abandon = async || {
        run("window.first = { url: '/2.0/x', promise: window.never };");
        let started = StartedCall::take("first").unwrap();
        let bridge = Bridge::new();
        let adopted = std::pin::pin!(bridge.adopt(started));
        assert!(matches!(
            select(adopted, TimeoutFuture::new(100)).await,
            Either::Right(_)
        ));
    };
    abandon().await;
    let before = held().await;
    for _ in 0..10 {
        abandon().await;
    }
    let after = held().await;
    assert!(after <= before, "{before}, then {after}");
}
