//! Components and pages in a browser, against a stand-in for `window.AP`.
#![cfg(target_arch = "wasm32")]
#![allow(dead_code, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod cache;
mod load;
mod pages;
mod panel;
mod queue;
mod support;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
