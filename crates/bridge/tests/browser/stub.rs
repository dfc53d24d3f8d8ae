//! A stand-in for `window.AP`.

use atlassian_bridge::connect::Bridge;
use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use wasm_bindgen::JsValue;

/// Path of calls where any will do.
pub(crate) const PATH: &str = "/2.0/repositories/acme/widgets";

/// Makes a bridge whose `request(options)` has this JavaScript body. `answer(value)` and
/// `refuse(value)` call back later, as a real bridge does.
pub(crate) fn bridge(request: &str) -> Bridge {
    module("request", request)
}

/// Makes a bridge with another module.
pub(crate) fn module(name: &str, request: &str) -> Bridge {
    run(&format!(
        "const later = (callback) => (...values) => setTimeout(() => callback(...values), 2);
         window.AP = {{
           require(name, ready) {{
             if (this !== window.AP) throw new Error('require lost its bridge');
             setTimeout(() => ready(name !== '{name}' ? undefined : function (options) {{
               const answer = later(options.success);
               const refuse = later(options.error);
               {request}
             }}), 1);
           }},
         }};"
    ));
    Bridge::new().with_timeout(1)
}

/// Makes `window.AP` of a JavaScript expression.
pub(crate) fn replace(bridge: &str) -> Bridge {
    run(&format!("window.AP = {bridge};"));
    Bridge::new().with_timeout(1)
}

pub(crate) fn no_bridge() -> Bridge {
    run("delete window.AP;");
    Bridge::new().with_timeout(1)
}

/// Runs JavaScript, and returns what it returns.
pub(crate) fn run(script: &str) -> JsValue {
    Function::new_no_args(script).call0(&JsValue::NULL).unwrap()
}

pub(crate) fn text(script: &str) -> String {
    run(script).as_string().unwrap()
}

pub(crate) async fn milliseconds(time: u32) {
    TimeoutFuture::new(time).await;
}
