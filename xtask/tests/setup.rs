//! What counts as being installed.

use xtask::setup::{
    cargo_tools::{DENY, NEXTEST, TRUNK, WASM_BINDGEN},
    npm::same,
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

#[test]
fn wasm_bindgen_speaks_to_its_own_version_only() {
    assert!(WASM_BINDGEN.accepts("wasm-bindgen 0.2.129"));
    assert!(!WASM_BINDGEN.accepts("wasm-bindgen 0.2.130"));
}

#[test]
fn the_pinned_wasm_bindgen_is_the_one_that_the_app_is_built_with() {
    let lock = include_str!("../../Cargo.lock");
    let mut lines = lock
        .lines()
        .skip_while(|line| *line != r#"name = "wasm-bindgen""#);
    let version = lines.nth(1).unwrap_or_default();
    let version = version.trim_start_matches("version = ").trim_matches('"');
    assert!(
        WASM_BINDGEN.accepts(&format!("wasm-bindgen {version}")),
        "{version}"
    );
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
