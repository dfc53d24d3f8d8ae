//! Calls that the page's JavaScript has made.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};

use crate::ffi::{self, Started};

/// A call that JavaScript has made before the WebAssembly ran, so that the answer is on its way
/// while the app loads.
///
/// ```js
/// // In a script of the page, after all.js:
/// const url = '/2.0/repositories/acme/widgets/pullrequests/7';
/// const promise = new Promise((success, error) => {
///   AP.require('request', (request) => request({ url, success, error }));
/// });
/// promise.catch(() => {}); // It may fail before the app waits for it.
/// window.firstCall = { url, promise };
/// ```
#[derive(Debug, Clone)]
pub struct StartedCall {
    path: String,
    pub(crate) promise: Promise,
}

impl StartedCall {
    /// Call of `path`. The promise fulfils with what a bridge hands to `success`, and rejects with
    /// what it hands to `error`.
    pub fn new(path: impl Into<String>, promise: Promise) -> Self {
        Self {
            path: path.into(),
            promise,
        }
    }

    /// Takes `{ url, promise }` out of the global variable `name`, so that nothing takes it twice.
    /// `None` if there is no such object.
    pub fn take(name: &str) -> Option<Self> {
        Self::read(taken(name)?)
    }

    /// Takes an array of such objects as [`StartedCall::take`] does; anything else in it is skipped.
    pub fn take_all(name: &str) -> Vec<Self> {
        let Some(Ok(all)) = taken(name).map(JsCast::dyn_into::<Array>) else {
            return Vec::new();
        };
        all.iter().filter_map(Self::read).collect()
    }

    fn read(value: JsValue) -> Option<Self> {
        let started: Started = value.unchecked_into();
        let path = started.url().ok()?.as_string()?;
        let promise = started.promise().ok()?.dyn_into().ok()?;
        Some(Self { path, promise })
    }

    /// The call by another path that means the same, as one with names in the place of ids.
    #[must_use]
    pub fn by(self, path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            ..self
        }
    }

    /// Path or address that was called.
    pub fn path(&self) -> &str {
        &self.path
    }
}

fn taken(name: &str) -> Option<JsValue> {
    let global = ffi::global();
    let value = global.variable(name).ok()?;
    // A variable that cannot be deleted is no reason to make the call again.
    let _ = global.delete_variable(name);
    Some(value)
}
