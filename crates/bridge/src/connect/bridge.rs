//! The bridge itself.

use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

use super::{
    Call, Footer, Length,
    call::Module,
    ffi::{self, RequestFn},
    request::RequestOptions,
};
use crate::{
    Answer, Error, Method, StartedCall, deadline::within, ffi::global, pending::Pending, rejection,
};

/// The bridge of the page, `window.AP`. It is looked up at each call, as its script may run after
/// the app has started.
///
/// Calls are made at once and each on its own: how many run at a time is for the app to say.
/// Dropping the future of a call ends the wait, not the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bridge {
    timeout_seconds: u32,
}

impl Default for Bridge {
    fn default() -> Self {
        Self::new()
    }
}

impl Bridge {
    /// Seconds that a call may take. Includes the time for which Bitbucket waits for the user's
    /// consent, so this is long.
    pub const TIMEOUT_SECONDS: u32 = 30;

    /// The bridge, whether or not there is one yet. Without one, calls end in [`Error::NoBridge`].
    pub const fn new() -> Self {
        Self {
            timeout_seconds: Self::TIMEOUT_SECONDS,
        }
    }

    /// The bridge, if there is one by now.
    pub fn detect() -> Option<Self> {
        is_present().then(Self::new)
    }

    /// Sets the seconds that a call may take.
    #[must_use]
    pub const fn with_timeout(self, seconds: u32) -> Self {
        Self {
            timeout_seconds: seconds,
        }
    }

    /// Reads JSON of the REST API.
    ///
    /// # Errors
    /// [`Error`], as for every call.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.send(&Call::get(path)).await?.json()
    }

    /// Reads text of the REST API: a diff or a file.
    ///
    /// # Errors
    /// [`Error`], as for every call.
    pub async fn text(&self, path: &str) -> Result<String, Error> {
        self.send(&Call::get(path).as_text()).await?.text()
    }

    /// Replaces something in the REST API, and reads what it answers. `T` is `()` where it answers
    /// nothing.
    ///
    /// # Errors
    /// [`Error`], as for every call.
    pub async fn put<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &(impl Serialize + ?Sized),
    ) -> Result<T, Error> {
        let call = Call::new(Method::Put, path).with_body(body)?;
        self.send(&call).await?.json()
    }

    /// Asks the app's own server, without a body. See [`Call::via_proxy`].
    ///
    /// # Errors
    /// [`Error`], as for every call.
    pub async fn proxy_post<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        let call = Call::new(Method::Post, path).via_proxy();
        self.send(&call).await?.json()
    }

    /// Makes a call.
    ///
    /// # Errors
    /// [`Error`]; [`Error::Timeout`] after the seconds that a call may take.
    pub async fn send(&self, call: &Call) -> Result<Answer, Error> {
        within(self.timeout_seconds, async {
            let request = require(call.module).await?;
            let pending = Pending::new();
            let (success, error) = (pending.resolve().clone(), pending.reject().clone());
            let options = RequestOptions::new(call, success, error).to_js()?;
            request
                .send(&JsValue::UNDEFINED, &options)
                .map_err(|thrown| thrown_by(&thrown))?;
            answer(&pending).await
        })
        .await
    }

    /// Waits for a call that JavaScript has made. The time limit counts from now.
    ///
    /// # Errors
    /// [`Error`], as if the bridge had made the call itself.
    pub async fn adopt(&self, started: StartedCall) -> Result<Answer, Error> {
        within(self.timeout_seconds, async {
            answer(&Pending::following(&started.promise)).await
        })
        .await
    }

    /// Sets the size of the frame, within the bounds that the host keeps. Rarely needed: the frame
    /// follows the height of the element with the class `ac-content`.
    ///
    /// # Errors
    /// [`Error::NoBridge`], or [`Error::Thrown`] by the bridge.
    pub fn resize(&self, width: Length, height: Length) -> Result<(), Error> {
        ffi::resize(&width.to_string(), &height.to_string()).map_err(|thrown| thrown_by(&thrown))
    }

    /// Address of the host's page around the frame, with its fragment. Asks the user nothing.
    ///
    /// # Errors
    /// [`Error::NoBridge`], [`Error::Thrown`] by the bridge, [`Error::Decode`] for anything but a text;
    /// [`Error::Timeout`] after the seconds that a call may take.
    pub async fn location(&self) -> Result<String, Error> {
        within(self.timeout_seconds, async {
            let pending = Pending::new();
            ffi::get_location(pending.resolve()).map_err(|thrown| rejection::thrown(&thrown))?;
            // Nothing rejects it.
            let found = pending.settled().await.unwrap_or_default();
            found.as_string().ok_or_else(|| Error::Decode {
                member: ".".to_owned(),
                reason: "the location is no text".to_owned(),
            })
        })
        .await
    }

    /// Lets the frame of a full page fill that page, and stops it from following its content.
    ///
    /// # Errors
    /// [`Error::NoBridge`], or [`Error::Thrown`] by the bridge.
    pub fn size_to_parent(&self, footer: Footer) -> Result<(), Error> {
        ffi::size_to_parent(footer == Footer::Hidden).map_err(|thrown| thrown_by(&thrown))
    }
}

/// Returns whether there is a bridge.
fn is_present() -> bool {
    global()
        .variable("AP")
        .is_ok_and(|bridge| bridge.is_object())
}

fn thrown_by(value: &JsValue) -> Error {
    match is_present() {
        true => rejection::thrown(value),
        false => Error::NoBridge,
    }
}

async fn require(module: Module) -> Result<RequestFn, Error> {
    let pending = Pending::new();
    ffi::require(module.name(), pending.resolve()).map_err(|thrown| thrown_by(&thrown))?;
    // Nothing rejects it.
    let found = pending.settled().await.unwrap_or_default();
    found.dyn_into().map_err(|_| Error::NoModule {
        module: module.name().to_owned(),
    })
}

async fn answer(pending: &Pending) -> Result<Answer, Error> {
    let settled = pending.settled().await;
    let value = settled.map_err(|value| rejection::rejected(&value))?;
    Ok(Answer::new(value))
}
