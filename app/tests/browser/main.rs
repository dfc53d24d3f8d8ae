//! Components and pages in a browser, against a stand-in for `window.AP`.
#![cfg(target_arch = "wasm32")]
#![allow(dead_code, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod boot;
mod bridge;
mod pages;
mod panel;
mod session;
mod standalone;
mod support;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
