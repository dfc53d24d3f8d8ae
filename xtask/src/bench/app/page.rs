//! A tab with a page of the sandbox, and the app's frame in it.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{chromium::Chromium, conditions::Conditions, problem};
use crate::Error;

/// Runs before all other scripts of every document.
const WATCH: &str = include_str!("watch.js");
/// The scripts of this bench run beside those of the app, and share nothing with them but the DOM.
const WORLD: &str = "bench";
/// Time that anything on a page may take.
const PATIENCE: Duration = Duration::from_secs(90);
const PAUSE: Duration = Duration::from_millis(100);

/// A profile without files. Dropping it removes what it holds, with its tabs.
pub(super) struct Profile<'a> {
    chromium: &'a Chromium,
    context: Value,
}

impl<'a> Profile<'a> {
    /// A new one, empty.
    ///
    /// # Errors
    /// Those of the browser.
    pub(super) fn new(chromium: &'a Chromium) -> Result<Self, Error> {
        let mut made = chromium.call("Target.createBrowserContext", json!({}))?;
        let context = part(&mut made, "/browserContextId");
        Ok(Self { chromium, context })
    }

    /// An empty tab.
    ///
    /// # Errors
    /// Those of the browser.
    pub(super) fn tab(&self, app: &'a str, conditions: Conditions) -> Result<Page<'a>, Error> {
        let chromium = self.chromium;
        let tab = json!({"url": "about:blank", "browserContextId": self.context});
        let mut made = chromium.call("Target.createTarget", tab)?;
        let target = part(&mut made, "/targetId");
        let attach = json!({"targetId": target, "flatten": true});
        let attached = chromium.call("Target.attachToTarget", attach)?;
        let session = text(&attached, "/sessionId").to_owned();
        let page = Page {
            chromium,
            target,
            session,
            app,
        };
        page.call("Page.enable", json!({}))?;
        page.call("Network.enable", json!({"maxTotalBufferSize": 0}))?;
        let script = json!({"source": WATCH, "worldName": WORLD});
        page.call("Page.addScriptToEvaluateOnNewDocument", script)?;
        conditions.apply(&page)?;
        Ok(page)
    }
}

impl Drop for Profile<'_> {
    fn drop(&mut self) {
        let gone = json!({"browserContextId": self.context});
        let _ = self.chromium.call("Target.disposeBrowserContext", gone);
    }
}

/// A tab.
pub(super) struct Page<'a> {
    chromium: &'a Chromium,
    target: Value,
    session: String,
    /// Origin of the app's frames.
    app: &'a str,
}

impl Page<'_> {
    /// Makes a call of the DevTools protocol to this tab.
    ///
    /// # Errors
    /// Those of the browser.
    pub(super) fn call(&self, method: &str, params: Value) -> Result<Value, Error> {
        self.chromium.call_in(&self.session, method, params)
    }

    /// Opens an address.
    ///
    /// # Errors
    /// Those of the browser.
    pub(super) fn go(&self, url: &str) -> Result<(), Error> {
        self.call("Page.navigate", json!({"url": url})).map(drop)
    }

    /// Value of an expression on the host page.
    ///
    /// # Errors
    /// Those of the browser; [`Error::Bench`] when it throws.
    pub(super) fn on_host(&self, expression: &str) -> Result<Value, Error> {
        self.evaluate(json!({"expression": expression, "returnByValue": true}))
    }

    /// Value of an expression in the app's frame; nothing while there is no such frame. Of several, as on
    /// Forge, the first in which it has one.
    ///
    /// # Errors
    /// Those of the browser; [`Error::Bench`] when it throws.
    pub(super) fn in_frame(&self, expression: &str) -> Result<Value, Error> {
        let tree = self.call("Page.getFrameTree", json!({}))?;
        let frames = tree.pointer("/frameTree/childFrames");
        let frames = frames.and_then(Value::as_array).into_iter().flatten();
        for frame in frames.filter(|frame| text(frame, "/frame/url").starts_with(self.app)) {
            let value = self.in_one(frame, expression)?;
            if is_something(&value) {
                return Ok(value);
            }
        }
        Ok(Value::Null)
    }

    fn in_one(&self, frame: &Value, expression: &str) -> Result<Value, Error> {
        let world = json!({"frameId": text(frame, "/frame/id"), "worldName": WORLD});
        // A frame that is being replaced has none for a moment.
        let Ok(world) = self.call("Page.createIsolatedWorld", world) else {
            return Ok(Value::Null);
        };
        let world = world.get("executionContextId");
        self.evaluate(json!({
            "expression": expression, "contextId": world,
            "returnByValue": true, "awaitPromise": true,
        }))
    }

    /// Waits until an expression in the app's frame is neither null nor false, and gives its value.
    ///
    /// # Errors
    /// [`Error::Bench`] when that takes too long.
    pub(super) fn wait_for(&self, what: &str, expression: &str) -> Result<Value, Error> {
        self.wait(what, || self.in_frame(expression))
    }

    /// Opens an address for the first time, and lets the app act for the reader.
    ///
    /// # Errors
    /// [`Error::Bench`] when nobody is asked for that.
    pub(super) fn go_allowing(&self, url: &str) -> Result<(), Error> {
        self.go(url)?;
        let allow = "(() => {
            const button = document.querySelector('dialog[open] button[value=allow]');
            button?.click();
            return button !== null;
        })()";
        self.wait("the question whether the app may act", || {
            self.on_host(allow)
        })?;
        Ok(())
    }

    fn wait(&self, what: &str, look: impl Fn() -> Result<Value, Error>) -> Result<Value, Error> {
        let started = Instant::now();
        loop {
            let value = look()?;
            if is_something(&value) {
                return Ok(value);
            }
            if started.elapsed() > PATIENCE {
                let text = self.in_frame("document.body?.innerText")?;
                return Err(problem(format!("{what} does not come; there is\n{text}")));
            }
            sleep(PAUSE);
        }
    }

    fn evaluate(&self, params: Value) -> Result<Value, Error> {
        let mut answer = self.call("Runtime.evaluate", params)?;
        match answer.get("exceptionDetails") {
            Some(thrown) => Err(problem(format!("a script of the bench fails: {thrown}"))),
            None => Ok(part(&mut answer, "/result/value")),
        }
    }
}

fn is_something(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false))
}

fn text<'v>(answer: &'v Value, pointer: &str) -> &'v str {
    let text = answer.pointer(pointer).and_then(Value::as_str);
    text.unwrap_or_default()
}

fn part(answer: &mut Value, pointer: &str) -> Value {
    let part = answer.pointer_mut(pointer);
    part.map(Value::take).unwrap_or_default()
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        let gone = json!({"targetId": self.target});
        let _ = self.chromium.call("Target.closeTarget", gone);
    }
}
