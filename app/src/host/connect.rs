//! `window.AP`, as Bitbucket's `all.js` makes it.
//!
//! Callbacks are functions of JavaScript promises: nothing on this side has to be kept alive for
//! them, so a callback that is never called leaks nothing.

use js_sys::{Function, Object, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

use super::{Call, Kind};

/// Whether there is a bridge. Its script may load after the app, so this is read each time.
pub(super) fn is_present() -> bool {
    bridge().is_some()
}

/// Makes a call. The promise rejects with whatever the bridge calls an error.
pub(super) async fn call(call: &Call) -> Result<JsValue, JsValue> {
    let bridge = bridge().ok_or("window.AP is gone")?;
    let require = function(&bridge, "require")?;
    let (module, method, response) = match call.kind {
        Kind::Json => ("request", "GET", "json"),
        Kind::Put => ("request", "PUT", "json"),
        Kind::Text => ("request", "GET", "text"),
        Kind::Server => ("proxyRequest", "POST", "json"),
    };
    let module = attempt(|resolve, _| require.call2(&bridge, &module.into(), resolve)).await?;
    let request: Function = module.dyn_into()?;
    let options = Object::new();
    attempt(|resolve, reject| {
        let set = |name: &str, value: &JsValue| Reflect::set(&options, &name.into(), value);
        set("url", &call.path.as_str().into())?;
        set("type", &method.into())?;
        set("responseType", &response.into())?;
        set("success", resolve)?;
        set("error", reject)?;
        if let Some(json) = &call.body {
            set("contentType", &"application/json".into())?;
            set("data", &json.into())?;
        }
        request.call1(&JsValue::UNDEFINED, &options)
    })
    .await
}

fn bridge() -> Option<JsValue> {
    let bridge = Reflect::get(&global(), &"AP".into()).ok()?;
    bridge.is_object().then_some(bridge)
}

fn function(of: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(of, &name.into())?.dyn_into()
}

// A promise that `start` settles through the functions that it gets, or by throwing.
fn attempt(mut start: impl FnMut(&Function, &Function) -> Result<JsValue, JsValue>) -> Promise {
    Promise::new(&mut |resolve, reject| {
        if let Err(thrown) = start(&resolve, &reject) {
            // Rejecting does not throw.
            let _ = reject.call1(&JsValue::UNDEFINED, &thrown);
        }
    })
}
