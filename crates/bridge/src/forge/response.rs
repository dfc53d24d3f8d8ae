//! Reading of a `Response`. Total: each member may be missing, of any type, or a getter that throws.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};

use super::ffi;
use crate::{
    Answer, Error,
    pending::Pending,
    rejection::{rejected, status},
    xhr::Xhr,
};

/// Outcome of `promise`, which the bridge has returned.
pub(super) async fn settled(promise: &JsValue) -> Result<JsValue, Error> {
    let pending = Pending::following(&Promise::resolve(promise));
    pending.settled().await.map_err(|value| rejected(&value))
}

/// The body of a `Response` if its status is a success, as text.
pub(super) async fn answer(response: JsValue) -> Result<Answer, Error> {
    let response: ffi::Response = response.unchecked_into();
    let code = response.status().ok().and_then(status);
    let body = response.text().map_err(|thrown| rejected(&thrown))?;
    let body = settled(&body).await?;
    match code {
        Some(200..=299) => Ok(Answer::new(body)),
        status => Err(refused(status, &body)),
    }
}

fn refused(status: Option<u16>, body: &JsValue) -> Error {
    let xhr = Xhr {
        status,
        texts: Vec::new(),
        bodies: body.as_string().into_iter().collect(),
    };
    xhr.into_error(|message| Error::NoAnswer { message })
}
