//! JavaScript declarations, and nothing else.
//!
//! Each one has `catch`: without a bridge `AP` is a `ReferenceError`, and any member of a foreign
//! object can be a getter that throws. An exception that is not caught would pass through the
//! WebAssembly without running destructors.

use js_sys::Function;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// `AP.require(name, callback)`: hands the module to the callback, later.
    #[wasm_bindgen(js_namespace = AP, catch)]
    pub(super) fn require(name: &str, callback: &Function) -> Result<(), JsValue>;

    /// `AP.resize(width, height)` of the frame.
    #[wasm_bindgen(js_namespace = AP, catch)]
    pub(super) fn resize(width: &str, height: &str) -> Result<(), JsValue>;

    /// `AP.sizeToParent(hideFooter)`: lets the frame fill the page.
    #[wasm_bindgen(js_namespace = AP, js_name = sizeToParent, catch)]
    pub(super) fn size_to_parent(hide_footer: bool) -> Result<(), JsValue>;

    /// `AP.getLocation(callback)`: hands the address of the host's page to the callback, later.
    #[wasm_bindgen(js_namespace = AP, js_name = getLocation, catch)]
    pub(super) fn get_location(callback: &Function) -> Result<(), JsValue>;

    /// The modules `request` and `proxyRequest`, which are functions.
    #[derive(Debug, Clone)]
    #[wasm_bindgen(is_type_of = JsValue::is_function)]
    pub(super) type RequestFn;

    /// Makes a call; `options` hold the callbacks. Whatever is returned is not documented.
    #[wasm_bindgen(method, js_name = call, catch)]
    pub(super) fn send(
        this: &RequestFn,
        this_arg: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;
}
