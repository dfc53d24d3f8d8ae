//! Text for other programs, as far as the browser lets a framed page.

use js_sys::Promise;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Node;

/// The browser keeps its clipboard to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

/// Puts text on the clipboard.
///
/// # Errors
/// [`Refused`] where the page around the frame does not allow it, or the browser does not.
pub async fn copy(text: &str) -> Result<(), Refused> {
    let clipboard = window().navigator().clipboard();
    // Browsers without the right to one have none.
    if JsValue::from(clipboard.clone()).is_undefined() {
        return Err(Refused);
    }
    // Where an extension stands in for it, it may return anything.
    let written = JsValue::from(clipboard.write_text(text));
    let written: Promise = written.dyn_into().map_err(|_| Refused)?;
    let written = JsFuture::from(written).await;
    written.map(drop).map_err(|_| Refused)
}

/// Selects an element's text, for readers to copy it themselves.
pub fn select(element: &impl JsCast) {
    let selection = window().get_selection().ok().flatten();
    let node: &Node = element.unchecked_ref();
    // A detached element cannot be selected.
    let _selected = selection.map(|selection| selection.select_all_children(node));
}
