//! An end to waiting.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::Poll,
};

use js_sys::{Function, Promise, Symbol};
use wasm_bindgen::JsValue;
use web_sys::window;

/// Rings once; stopped when it is dropped.
#[derive(Debug)]
pub(crate) struct Timer {
    promise: Promise,
    end: Function,
    handle: Option<i32>,
}

impl Timer {
    pub(crate) fn start(seconds: u32) -> Self {
        let milliseconds = i32::try_from(seconds.saturating_mul(1_000)).unwrap_or(i32::MAX);
        let mut end = Function::from(JsValue::UNDEFINED);
        let mut handle = None;
        let promise = Promise::new(&mut |resolve, reject| {
            end = resolve;
            handle = window().and_then(|window| {
                window
                    .set_timeout_with_callback_and_timeout_and_arguments_1(
                        &reject,
                        milliseconds,
                        &sentinel(),
                    )
                    .ok()
            });
        });
        Self {
            promise,
            end,
            handle,
        }
    }

    /// What `call` comes to, unless this rings first.
    pub(crate) async fn or(
        self,
        mut call: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>> + '_>>,
    ) -> Result<JsValue, JsValue> {
        let mut ring = pin!(self.promise.clone().into_future());
        poll_fn(|context| match call.as_mut().poll(context) {
            Poll::Pending => ring.as_mut().poll(context),
            ready @ Poll::Ready(_) => ready,
        })
        .await
    }

    /// Whether a call ended with this value because a timer rang.
    pub(super) fn rang(thrown: &JsValue) -> bool {
        *thrown == sentinel()
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(window), Some(handle)) = (window(), self.handle) {
            window.clear_timeout_with_handle(handle);
        }
        // What waits for a promise is kept until that is settled. Resolving does not throw.
        let _ = self.end.call0(&JsValue::UNDEFINED);
    }
}

// Nothing that a bridge throws by itself.
fn sentinel() -> JsValue {
    Symbol::for_("sightline.timeout").into()
}
