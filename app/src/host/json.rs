//! JavaScript values as trees of JSON.

use bitbucket_cloud::Json;
use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

/// Deeper than any answer of the API; what lies below counts as missing.
const DEPTH: u32 = 32;

/// Reads `value`. What JSON does not have is `null`.
pub fn json(value: &JsValue) -> Json {
    tree(value, DEPTH)
}

fn tree(value: &JsValue, depth: u32) -> Json {
    let Some(below) = depth.checked_sub(1) else {
        return Json::Null;
    };
    if let Some(text) = value.as_string() {
        return Json::Text(text);
    }
    if let Some(number) = value.as_f64() {
        return Json::Number(number);
    }
    if let Some(truth) = value.as_bool() {
        return Json::Bool(truth);
    }
    let children = |values: &Array| values.iter().map(|value| tree(&value, below)).collect();
    match value.dyn_ref::<Array>() {
        Some(values) => Json::List(children(values)),
        None if value.is_object() => {
            let object: &Object = value.unchecked_ref();
            let names = Object::keys(object);
            let names = names
                .iter()
                .map(|name| name.as_string().unwrap_or_default());
            let values: Vec<Json> = children(&Object::values(object));
            Json::Object(names.zip(values).collect())
        }
        None => Json::Null,
    }
}
