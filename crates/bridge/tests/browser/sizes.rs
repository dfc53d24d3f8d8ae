//! Sizes of the frame.

use atlassian_bridge::{
    Error,
    connect::{Footer, Length},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stub::{no_bridge, replace, text};

#[wasm_bindgen_test]
fn sizes_are_handed_over() {
    let bridge = replace(
        "{
        resize(...given) { window.size = given.join(' '); },
        sizeToParent(...given) { window.size = given.join(' '); },
    }",
    );
    let size = || text("return window.size;");
    bridge
        .resize(Length::Percent(100), Length::Pixels(600))
        .unwrap();
    assert_eq!(size(), "100% 600px");
    bridge.size_to_parent(Footer::Hidden).unwrap();
    assert_eq!(size(), "true");
    bridge.size_to_parent(Footer::Shown).unwrap();
    assert_eq!(size(), "false");
}

#[wasm_bindgen_test]
fn without_a_bridge_there_is_no_size() {
    let bridge = no_bridge();
    let full = Length::Percent(100);
    assert_eq!(bridge.resize(full, full), Err(Error::NoBridge));
    assert_eq!(bridge.size_to_parent(Footer::Shown), Err(Error::NoBridge));
}

#[wasm_bindgen_test]
fn exceptions_are_errors() {
    let bridge = replace("{ resize() { throw new Error('boom'); } }");
    let full = Length::Percent(100);
    let message = "boom".to_owned();
    assert_eq!(bridge.resize(full, full), Err(Error::Thrown { message }));
    let missing = bridge.size_to_parent(Footer::Shown);
    assert!(matches!(missing, Err(Error::Thrown { .. })), "{missing:?}");
}
