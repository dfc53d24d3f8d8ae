//! Criteria by which tools and packages count as installed.
#![allow(clippy::unwrap_used, reason = "tests")]

use xtask::{
    Error,
    setup::{
        cargo_tools::{DENY, NEXTEST, TRUNK, wasm_bindgen},
        npm::same,
    },
};

#[test]
fn the_pinned_version_of_a_tool_or_a_later_one_will_do() {
    assert!(TRUNK.accepts("trunk 0.21.14\n"));
    assert!(TRUNK.accepts("trunk 0.22.0"));
    assert!(!TRUNK.accepts("trunk 0.21.9"));
    assert!(NEXTEST.accepts("cargo-nextest 0.9.143 (60fa45f63 2026-08-04)\nrelease: 0.9.143\n"));
    assert!(!DENY.accepts("cargo-deny 0.19.9"));
    assert!(!DENY.accepts("no such subcommand"));
}

const CARGO_LOCK: &str = r#"
[[package]]
name = "wasm-bindgen"
version = "0.2.129"
dependencies = [
 "cfg-if",
]

[[package]]
name = "wasm-bindgen-backend"
version = "0.2.100"
"#;

#[test]
fn the_fitting_wasm_bindgen_is_the_one_that_cargo_lock_names() {
    let tool = wasm_bindgen(CARGO_LOCK).unwrap();
    assert!(tool.accepts("wasm-bindgen 0.2.129"));
    assert!(!tool.accepts("wasm-bindgen 0.2.130"));
    assert!(!tool.accepts("wasm-bindgen 0.2.100"));
}

#[test]
fn a_lock_without_wasm_bindgen_is_refused() {
    let lock = CARGO_LOCK.replace("name = \"wasm-bindgen\"", "name = \"wasm\"");
    assert!(matches!(wasm_bindgen(&lock), Err(Error::Missing { .. })));
}

const LOCK: &str = r#"{ "packages": {
    "": { "name": "sightline" },
    "node_modules/a": { "version": "1.0.0" },
    "node_modules/b": { "version": "2.0.0", "optional": true }
} }"#;

#[test]
fn npm_packages_are_there_when_each_has_its_version() {
    let installed = r#"{ "packages": { "node_modules/a": { "version": "1.0.0" } } }"#;
    assert!(same(LOCK, installed));
    assert!(!same(LOCK, &installed.replace("1.0.0", "1.0.1")));
    assert!(!same(LOCK, r#"{ "packages": {} }"#));
    assert!(!same(LOCK, "half a fi"));
}
