//! The bridge itself.

use wasm_bindgen::JsValue;

use super::{
    Context, ffi,
    request::FetchOptions,
    response::{answer, settled},
};
use crate::{Answer, Error, Method, StartedCall, deadline::within, ffi::global, rejection};

/// Global variable in which the page's script leaves the exports of `@forge/bridge`.
const VARIABLE: &str = "forgeBridge";

/// The bridge of a page that Forge shows, `window.forgeBridge`. It is looked up at each call.
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
    /// Seconds that a call may take. Includes the time for which the host waits for the user's
    /// consent, so this is long.
    pub const TIMEOUT_SECONDS: u32 = 30;

    /// The bridge, whether or not there is one. Without one, calls end in [`Error::NoBridge`].
    pub const fn new() -> Self {
        Self {
            timeout_seconds: Self::TIMEOUT_SECONDS,
        }
    }

    /// The bridge, if the page offers one.
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

    /// Says where the app was opened.
    ///
    /// # Errors
    /// [`Error`], as for every call.
    pub async fn context(&self) -> Result<Context, Error> {
        let context = self.promised(ffi::get_context).await?;
        Answer::new(context).json()
    }

    /// Calls Bitbucket's REST API as the user. `path` starts with `/2.0/`; `json` is the body. The
    /// answer is text, which [`Answer::json`] parses.
    ///
    /// # Errors
    /// [`Error`], as for every call.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        json: Option<&str>,
    ) -> Result<Answer, Error> {
        let options = FetchOptions::new(method, json).to_js()?;
        within(self.timeout_seconds, async {
            let made = ffi::request_bitbucket(path, &options);
            let response = made.map_err(|thrown| thrown_by(&thrown))?;
            answer(settled(&response).await?).await
        })
        .await
    }

    /// Waits for a call that JavaScript has made with `requestBitbucket`. The time limit counts from
    /// now.
    ///
    /// # Errors
    /// [`Error`], as if the bridge had made the call itself.
    pub async fn adopt(&self, started: StartedCall) -> Result<Answer, Error> {
        within(self.timeout_seconds, async {
            answer(settled(&started.promise).await?).await
        })
        .await
    }

    /// Lets the page follow the host's theme: the host sets `data-color-mode` and its design tokens.
    ///
    /// # Errors
    /// [`Error`], as for every call.
    pub async fn enable_theme(&self) -> Result<(), Error> {
        self.promised(ffi::enable_theme).await.map(drop)
    }

    /// Leads the tab to another page; a frame cannot by itself.
    ///
    /// # Errors
    /// [`Error`], as for every call.
    pub async fn navigate(&self, url: &str) -> Result<(), Error> {
        self.promised(|| ffi::navigate(url)).await.map(drop)
    }

    /// Opens a page in another tab.
    ///
    /// # Errors
    /// [`Error`], as for every call.
    pub async fn open(&self, url: &str) -> Result<(), Error> {
        self.promised(|| ffi::open(url)).await.map(drop)
    }

    async fn promised(
        &self,
        call: impl FnOnce() -> Result<JsValue, JsValue>,
    ) -> Result<JsValue, Error> {
        within(self.timeout_seconds, async {
            let promise = call().map_err(|thrown| thrown_by(&thrown))?;
            settled(&promise).await
        })
        .await
    }
}

/// Returns whether there is a bridge.
fn is_present() -> bool {
    let bridge = global().variable(VARIABLE);
    bridge.is_ok_and(|bridge| bridge.is_object())
}

fn thrown_by(value: &JsValue) -> Error {
    match is_present() {
        true => rejection::thrown(value),
        false => Error::NoBridge,
    }
}
