//! JavaScript declarations that every host shares, and nothing else.
//!
//! Each one has `catch`: any member of a foreign object can be a getter that throws. An exception that
//! is not caught would pass through the WebAssembly without running destructors.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// `globalThis`.
    pub(crate) type Global;

    /// A global variable. Bridges are read each time, as their script may run after the app started.
    #[wasm_bindgen(method, structural, indexing_getter, catch)]
    pub(crate) fn variable(this: &Global, name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, indexing_deleter, catch)]
    pub(crate) fn delete_variable(this: &Global, name: &str) -> Result<(), JsValue>;

    /// `{ url, promise }`: a call that the page's JavaScript has made.
    pub(crate) type Started;

    #[wasm_bindgen(method, getter, catch)]
    pub(crate) fn url(this: &Started) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    pub(crate) fn promise(this: &Started) -> Result<JsValue, JsValue>;

    /// Anything that a bridge rejects with or throws: an `XMLHttpRequest` or something like it, an
    /// `Error`, a text, `undefined`.
    pub(crate) type Rejection;

    #[wasm_bindgen(method, getter, catch)]
    pub(crate) fn status(this: &Rejection) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, js_name = statusText, catch)]
    pub(crate) fn status_text(this: &Rejection) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    pub(crate) fn message(this: &Rejection) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    pub(crate) fn code(this: &Rejection) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, js_name = responseText, catch)]
    pub(crate) fn response_text(this: &Rejection) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, js_name = responseJSON, catch)]
    pub(crate) fn response_json(this: &Rejection) -> Result<JsValue, JsValue>;
}

/// The object of global variables.
pub(crate) fn global() -> Global {
    wasm_bindgen::JsCast::unchecked_into(js_sys::global())
}
