//! Panic handling: shows a static panel in place of the app.

use std::panic;

use wasm_bindgen::JsCast;
use web_sys::{HtmlTemplateElement, window};

/// Id of the template that is shown instead of the app; `boot.js` uses it too.
const TEMPLATE: &str = "sightline-broken";

/// Logs panics to the console, and puts the static reload panel into the element `root`.
pub fn install(root: &'static str) {
    panic::set_hook(Box::new(move |info| {
        console_error_panic_hook::hook(info);
        // Nothing more can be done when this fails too.
        let _ = show(root);
    }));
}

fn show(root: &str) -> Option<()> {
    let document = window()?.document()?;
    let root = document.get_element_by_id(root)?;
    let template = document.get_element_by_id(TEMPLATE)?;
    let template: HtmlTemplateElement = template.dyn_into().ok()?;
    let panel = template.content().clone_node_with_deep(true).ok()?;
    root.set_text_content(None);
    root.append_child(&panel).ok().map(drop)
}
