//! Components and pages in a browser, against a stand-in for `window.AP`.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

mod activity;
mod boot;
mod bridge;
mod cache;
mod charts;
mod collisions;
mod companions;
mod configure;
mod flow;
mod forge;
mod halts;
mod history;
mod hotspots;
mod load;
mod overlaps;
mod pages;
mod panel;
mod people;
mod queue;
mod queue_sorting;
mod repository;
mod reviewers;
mod session;
mod settings;
mod size;
mod standalone;
mod storage;
mod summary;
mod support;
mod timeline;
mod waits;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
