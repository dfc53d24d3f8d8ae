//! Options of `requestBitbucket`.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::{Error, Method};

/// Second argument of `requestBitbucket(path, options)`, of the shape of the Fetch standard's
/// `RequestInit`. The bridge takes no `signal`.
#[derive(Debug, Serialize)]
pub(super) struct FetchOptions<'a> {
    method: Method,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<Headers>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Headers {
    #[serde(rename = "Content-Type")]
    content_type: &'static str,
}

impl<'a> FetchOptions<'a> {
    /// Options of a call; `json` is its body.
    pub(super) fn new(method: Method, json: Option<&'a str>) -> Self {
        let headers = json.map(|_| Headers {
            content_type: "application/json",
        });
        Self {
            method,
            headers,
            body: json,
        }
    }

    /// A plain object: no `Map`, and nothing is `null`.
    pub(super) fn to_js(&self) -> Result<JsValue, Error> {
        let serializer = Serializer::new().serialize_maps_as_objects(true);
        self.serialize(&serializer).map_err(|error| Error::Encode {
            reason: error.to_string(),
        })
    }
}
