//! A headless Chromium with a fresh profile, seen as its user sees it.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, error::CmdError};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::driver::Driver;

/// Time that anything on a page may take to appear; CI is slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// Light or dark, as the operating system would ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorScheme {
    /// `prefers-color-scheme: dark`
    Dark,
    /// `prefers-color-scheme: light`
    Light,
}

/// A browser window and the driver behind it.
#[derive(Debug)]
pub struct Browser {
    /// The WebDriver session.
    pub client: Client,
    driver: Driver,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Opens an empty window of 1280 × 1000 pixels in light mode.
    pub async fn open() -> Self {
        let driver = Driver::start();
        let profile = tempfile::tempdir().unwrap();
        let mut args: Vec<String> = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,1000",
        ]
        .map(String::from)
        .into();
        args.push(format!("--user-data-dir={}", profile.path().display()));
        let capabilities = json!({
            "goog:chromeOptions": { "args": args },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let Value::Object(capabilities) = capabilities else {
            unreachable!("an object")
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.address)
            .await
            .expect("Chromium starts");
        Self {
            client,
            driver,
            _profile: profile,
        }
    }

    /// Opens `url` in the top frame.
    pub async fn goto(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// Waits for the first element that the CSS selector finds in the present frame.
    pub async fn find(&self, css: &str) -> Element {
        self.client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(css))
            .await
            .unwrap_or_else(|error| panic!("{css} does not appear: {error}"))
    }

    /// Text of that element as it is rendered.
    pub async fn text(&self, css: &str) -> String {
        patiently(css, async || self.find(css).await.text().await).await
    }

    /// Rendered texts of all elements that match now.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        patiently(css, async || {
            let mut texts = Vec::new();
            for element in self.client.find_all(Locator::Css(css)).await? {
                texts.push(element.text().await?);
            }
            Ok(texts)
        })
        .await
    }

    /// Waits until the frame's text holds `needle`.
    pub async fn see(&self, needle: &str) {
        self.see_within(PATIENCE, needle).await;
    }

    /// Waits as [`Browser::see`] does, for at most that time.
    pub async fn see_within(&self, patience: Duration, needle: &str) {
        let started = std::time::Instant::now();
        loop {
            let body = self.text("body").await;
            if body.contains(needle) {
                return;
            }
            if started.elapsed() > patience {
                panic!("“{needle}” does not appear in:\n{body}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until a JavaScript expression is true in the present frame.
    pub async fn holds(&self, expression: &str) {
        let started = std::time::Instant::now();
        while self.run(&format!("return {expression}")).await != true {
            assert!(started.elapsed() < PATIENCE, "{expression} does not hold");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until nothing matches any more.
    pub async fn gone(&self, css: &str) {
        let started = std::time::Instant::now();
        while !self
            .client
            .find_all(Locator::Css(css))
            .await
            .unwrap()
            .is_empty()
        {
            if started.elapsed() > PATIENCE {
                panic!("{css} stays in:\n{}", self.text("body").await);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Goes into the iframe that the selector finds.
    pub async fn enter_frame(&self, css: &str) {
        self.find(css).await.enter_frame().await.unwrap();
    }

    /// Goes back to the top frame.
    pub async fn leave_frames(&self) {
        self.post("frame", json!({"id": null})).await;
    }

    /// Clicks what the selector finds.
    pub async fn click(&self, css: &str) {
        patiently(css, async || self.find(css).await.click().await).await;
    }

    /// Runs a script in the present frame and returns its JSON value.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap()
    }

    /// Asks for light or dark from now on.
    pub async fn prefer(&self, scheme: ColorScheme) {
        let value = match scheme {
            ColorScheme::Dark => "dark",
            ColorScheme::Light => "light",
        };
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({"features": [{"name": "prefers-color-scheme", "value": value}]}),
        )
        .await;
    }

    /// Messages in the console of the window and its frames since the last call.
    pub async fn console(&self) -> Vec<Value> {
        let answer = self.post("se/log", json!({"type": "browser"})).await;
        answer["value"].as_array().cloned().unwrap_or_default()
    }

    /// Saves what the window shows as `target/screenshots/{name}.png`.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{name}.png"));
        let image = self.client.screenshot().await.unwrap();
        std::fs::write(&path, image).unwrap();
        path
    }

    /// Saves downloads of all pages in that folder from now on.
    pub async fn save_downloads(&self, folder: &Path) {
        let params = json!({"behavior": "allow", "downloadPath": folder});
        self.devtools("Browser.setDownloadBehavior", params).await;
    }

    /// Runs a script before all others in every page and frame that is loaded from now on.
    pub async fn before_pages(&self, script: &str) {
        let command = "Page.addScriptToEvaluateOnNewDocument";
        self.devtools(command, json!({ "source": script })).await;
    }

    /// The answer to a command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, params: Value) -> Value {
        let body = json!({"cmd": command, "params": params});
        self.post("goog/cdp/execute", body).await["value"].take()
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let session = self.client.session_id().await.unwrap().unwrap();
        let url = format!("{}/session/{session}/{path}", self.driver.address);
        let answer = reqwest::Client::new().post(url).json(&body).send().await;
        answer.unwrap().json().await.unwrap()
    }

    /// Ends the session; the driver ends with the value.
    pub async fn close(self) {
        self.client.clone().close().await.unwrap();
    }
}

/// Tries again what failed: a page that is being replaced takes its elements away between finding
/// and using them.
async fn patiently<T>(what: &str, attempt: impl AsyncFn() -> Result<T, CmdError>) -> T {
    let started = std::time::Instant::now();
    loop {
        match attempt().await {
            Ok(value) => return value,
            Err(error) if started.elapsed() > PATIENCE => panic!("{what}: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}
