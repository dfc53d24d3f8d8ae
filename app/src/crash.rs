//! What is left to do after a panic: say so.

use std::panic;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlTemplateElement, console, window};

/// Holds what is shown instead of the app; `boot.js` uses it too.
const TEMPLATE: &str = "sightline-broken";

/// Logs panics, and puts the static reload panel in the app's place.
pub(crate) fn install() {
    panic::set_hook(Box::new(|panic| {
        console::error_1(&JsValue::from_str(&panic.to_string()));
        // Nothing more can be done when this fails too.
        let _ = show();
    }));
}

fn show() -> Option<()> {
    let document = window()?.document()?;
    let root = document.get_element_by_id(crate::ROOT)?;
    let template = document.get_element_by_id(TEMPLATE)?;
    let template: HtmlTemplateElement = template.dyn_into().ok()?;
    let panel = template.content().clone_node_with_deep(true).ok()?;
    root.set_text_content(None);
    root.append_child(&panel).ok().map(drop)
}
