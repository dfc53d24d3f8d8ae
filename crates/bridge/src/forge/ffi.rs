//! JavaScript declarations, and nothing else. `forgeBridge` is the page's name for the exports of the
//! module `@forge/bridge`.
//!
//! Everything is returned as a value, whatever the module promises: only `Promise.resolve` says that
//! it is a promise.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// `view.getContext()`
    #[wasm_bindgen(js_namespace = ["forgeBridge", "view"], js_name = getContext, catch)]
    pub(super) fn get_context() -> Result<JsValue, JsValue>;

    /// `view.theme.enable()`
    #[wasm_bindgen(js_namespace = ["forgeBridge", "view", "theme"], js_name = enable, catch)]
    pub(super) fn enable_theme() -> Result<JsValue, JsValue>;

    /// `router.navigate(url)`: in the tab of the page around the frame.
    #[wasm_bindgen(js_namespace = ["forgeBridge", "router"], js_name = navigate, catch)]
    pub(super) fn navigate(url: &str) -> Result<JsValue, JsValue>;

    /// `router.open(url)`: in another tab.
    #[wasm_bindgen(js_namespace = ["forgeBridge", "router"], js_name = open, catch)]
    pub(super) fn open(url: &str) -> Result<JsValue, JsValue>;

    /// `requestBitbucket(path, fetchOptions)`
    #[wasm_bindgen(js_namespace = forgeBridge, js_name = requestBitbucket, catch)]
    pub(super) fn request_bitbucket(path: &str, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `Response` of the Fetch standard.
    pub(super) type Response;

    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn status(this: &Response) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(super) fn text(this: &Response) -> Result<JsValue, JsValue>;
}
