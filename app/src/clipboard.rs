//! Handing text over to other programs, as far as the browser lets a framed page.

use js_sys::{Function, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// The browser keeps its clipboard to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused;

/// Puts text on the clipboard.
///
/// # Errors
/// Where the page that Sightline stands in does not allow it, or the browser does not.
pub(crate) async fn copy(text: &str) -> Result<(), Refused> {
    let navigator = member(&global(), "navigator").ok_or(Refused)?;
    let clipboard = member(&navigator, "clipboard").ok_or(Refused)?;
    let written = call(&clipboard, "writeText", &text.into()).ok_or(Refused)?;
    let written: Promise = written.dyn_into().map_err(|_| Refused)?;
    written.await.map(|_| ()).map_err(|_| Refused)
}

/// Selects an element's text, for readers to copy it themselves.
pub(crate) fn select(element: &HtmlElement) {
    let selection = call(&global(), "getSelection", &JsValue::UNDEFINED);
    let _selected = selection.and_then(|all| call(&all, "selectAllChildren", element));
}

/// Selects what stands in a text field, likewise.
pub(crate) fn select_field(field: &HtmlElement) {
    let _focused = field.focus();
    let _selected = call(field, "select", &JsValue::UNDEFINED);
}

fn call(on: &JsValue, name: &str, argument: &JsValue) -> Option<JsValue> {
    let function: Function = member(on, name)?.dyn_into().ok()?;
    function.call1(on, argument).ok()
}

fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    let member = Reflect::get(of, &name.into()).ok()?;
    member.is_truthy().then_some(member)
}
