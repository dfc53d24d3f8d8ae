//! Callbacks as futures.

use js_sys::{Array, Function, Promise, futures::JsFuture};
use wasm_bindgen::JsValue;

/// A promise that JavaScript settles by calling one of two functions.
///
/// The functions are those of the promise, not closures of Rust. A closure would have to live until
/// the bridge calls it, which may be never: freed early, a late call throws inside the bridge; kept,
/// it leaks with all it captured. Functions of a promise belong to JavaScript's garbage collector,
/// and whatever is called second or late has no effect.
///
/// Waiting does create closures of Rust, which are freed once the promise settles. So dropping this
/// settles it.
#[derive(Debug)]
pub(crate) struct Pending {
    promise: Promise,
    resolve: Function,
    reject: Function,
}

impl Pending {
    pub(crate) fn new() -> Self {
        let mut resolve = Function::from(JsValue::UNDEFINED);
        let mut reject = Function::from(JsValue::UNDEFINED);
        // Runs at once, before the constructor returns.
        let promise = Promise::new(&mut |on_success, on_error| {
            resolve = on_success;
            reject = on_error;
        });
        Self {
            promise,
            resolve,
            reject,
        }
    }

    /// Settles with `promise`, which need not settle at all.
    pub(crate) fn following(promise: &Promise) -> Self {
        let mut pending = Self::new();
        let both = Array::of2(promise, &pending.promise);
        pending.promise = Promise::race(&both);
        pending
    }

    /// Callback that ends the wait with its first argument.
    pub(crate) fn resolve(&self) -> &Function {
        &self.resolve
    }

    /// Callback that ends the wait with its first argument as an error.
    pub(crate) fn reject(&self) -> &Function {
        &self.reject
    }

    pub(crate) async fn settled(&self) -> Result<JsValue, JsValue> {
        JsFuture::from(self.promise.clone()).await
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        // Resolving does not throw, and does nothing where the promise is settled.
        let _ = self.resolve.call0(&JsValue::UNDEFINED);
    }
}
