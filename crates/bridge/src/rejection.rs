//! Reading of what a bridge rejects with or throws. Total: each member may be missing, of any type,
//! or a getter that throws.

use js_sys::JSON;
use wasm_bindgen::{JsCast, JsValue};

use crate::{Error, ffi, xhr::Xhr};

/// The error that the bridge handed to its `error` callback.
pub(crate) fn rejected(value: &JsValue) -> Error {
    read(value).into_error(|message| Error::NoAnswer { message })
}

/// The error that the bridge threw where it was called.
pub(crate) fn thrown(value: &JsValue) -> Error {
    read(value).into_error(|message| Error::Thrown { message })
}

fn read(value: &JsValue) -> Xhr {
    let rejection: &ffi::Rejection = value.unchecked_ref();
    let text = |member: Result<JsValue, JsValue>| member.ok()?.as_string();
    let texts = [
        value.as_string(),
        text(rejection.status_text()),
        text(rejection.message()),
        text(rejection.code()),
    ];
    let bodies = [
        rejection.response_json().ok().and_then(|body| json(&body)),
        text(rejection.response_text()),
    ];
    Xhr {
        status: rejection.status().ok().and_then(status),
        texts: texts.into_iter().flatten().collect(),
        bodies: bodies.into_iter().flatten().collect(),
    }
}

pub(crate) fn status(member: JsValue) -> Option<u16> {
    serde_wasm_bindgen::from_value(member).ok()
}

fn json(body: &JsValue) -> Option<String> {
    if body.is_undefined() || body.is_null() {
        return None;
    }
    // Nothing where JSON has no such value.
    JSON::stringify(body).ok()?.as_string()
}
