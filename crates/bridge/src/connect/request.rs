//! Options of the bridge's request function.

use js_sys::Function;
use serde::Serialize;
use serde_wasm_bindgen::{Serializer, preserve};
use wasm_bindgen::JsValue;

use super::call::{Call, ResponseType};
use crate::{Error, Method};

/// Argument of `request(options)` and `proxyRequest(options)`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RequestOptions<'a> {
    url: &'a str,
    #[serde(rename = "type")]
    method: Method,
    response_type: ResponseType,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a str>,
    #[serde(serialize_with = "preserve::serialize")]
    success: Function,
    #[serde(serialize_with = "preserve::serialize")]
    error: Function,
}

impl<'a> RequestOptions<'a> {
    pub(super) fn new(call: &'a Call, success: Function, error: Function) -> Self {
        let data = call.body.as_deref();
        Self {
            url: &call.path,
            method: call.method,
            response_type: call.response_type,
            content_type: data.map(|_| "application/json"),
            data,
            success,
            error,
        }
    }

    /// A plain object, as jQuery-like code reads it: no `Map`, and nothing is `null`.
    pub(super) fn to_js(&self) -> Result<JsValue, Error> {
        let serializer = Serializer::new().serialize_maps_as_objects(true);
        self.serialize(&serializer).map_err(|error| Error::Encode {
            reason: error.to_string(),
        })
    }
}
