//! The bridge in a browser, against every way in which `window.AP` can behave.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

mod failures;
mod forge;
mod options;
mod shapes;
mod silence;
mod sizes;
mod started;
mod stub;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
