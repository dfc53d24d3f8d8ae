//! The function as Node.js calls it.

use bitbucket_cloud::{Error, Method, Request, Transport, decode_text};
use futures_util::{
    future::{Either, select},
    pin_mut,
};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Function, JsString, Promise, Reflect};
use serde::de::DeserializeOwned;
use sightline_findings::check::CheckResult;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{Answer, Event, check};

/// Milliseconds that a call may take.
const PATIENCE: u64 = 6_000;
/// Milliseconds after which no call is waited for: Forge ends a function after 25 seconds, without a word.
const END: u64 = 23_000;

/// Calls by a function of JavaScript, which takes a path and gives a promise of `{ status, body }`.
struct Calls {
    call: Function,
    /// Milliseconds since the Unix epoch.
    ends: u64,
}

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// Checks the pull request of an event. Gives `{ success, message }`.
///
/// # Errors
/// Where that cannot be made an object of JavaScript.
#[wasm_bindgen(js_name = "check")]
pub async fn check_event(event: JsValue, call: Function) -> Result<JsValue, JsValue> {
    let result = match serde_wasm_bindgen::from_value::<Event>(event) {
        Ok(event) => {
            let ends = now() + END;
            check(&event, Calls { call, ends }, now).await
        }
        Err(error) => CheckResult::of_unknown_event(&error.to_string()),
    };
    serde_wasm_bindgen::to_value(&result).map_err(JsValue::from)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since 1970 are a whole number"
)]
fn now() -> u64 {
    Date::now() as u64
}

impl Calls {
    async fn ask(&self, request: &Request) -> Result<String, Error> {
        if *request.method() != Method::Get {
            return Err(Error::Refused {
                code: "a check reads".to_owned(),
            });
        }
        let patience = self.ends.saturating_sub(now()).min(PATIENCE);
        let patience = u32::try_from(patience).unwrap_or(u32::MAX);
        let path = JsString::from(request.path());
        let promise = self.call.call1(&JsValue::NULL, &path);
        let promise = promise.map_err(|thrown| refused(&thrown))?;
        let answer = JsFuture::from(Promise::resolve(&promise));
        let late = TimeoutFuture::new(patience);
        pin_mut!(answer, late);
        let answer = match select(answer, late).await {
            Either::Left((answer, _)) => answer.map_err(|thrown| refused(&thrown))?,
            Either::Right(_) => {
                return Err(Error::Timeout {
                    seconds: patience / 1_000,
                });
            }
        };
        let answer: Answer =
            serde_wasm_bindgen::from_value(answer).map_err(|error| Error::Network {
                message: error.to_string(),
            })?;
        answer.text()
    }
}

impl Transport for Calls {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        decode_text(&self.ask(request).await?, request)
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        self.ask(request).await
    }
}

/// Forge did not make the call, for the reason that it throws.
fn refused(thrown: &JsValue) -> Error {
    let message = Reflect::get(thrown, &"message".into());
    let message = message.ok().and_then(|message| message.as_string());
    Error::Refused {
        code: message.unwrap_or_else(|| "without a reason".to_owned()),
    }
}
