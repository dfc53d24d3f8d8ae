//! `trunk serve`: the app without a host, with live data and hot reload.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use sightline_tests::{browser::Browser, checkout::Checkout, site};
use xtask::{
    process::{Process, leashed},
    stack::{Options, Ports, Stack},
    workspace,
};

/// Time to build all of the app's dependencies on a slow machine.
const FIRST_BUILD: Duration = Duration::from_secs(900);
/// Time to build the app again.
const NEXT_BUILD: Duration = Duration::from_secs(300);

const TEXTS: &str = "app/src/text/waits/mod.rs";
const BEFORE: &str = "What it waits for";
const AFTER: &str = "What this one waits for";

#[tokio::test]
async fn trunk_serve_shows_the_demos_pull_request_and_each_change_of_a_file() {
    let stack = Stack::start(&Options::default()).unwrap();
    let pulls = site::open_pull_requests(&stack).await;
    let newest = pulls.first().unwrap();
    let checkout = Checkout::copy();
    let port = Ports::Free.first().unwrap();
    let mut trunk = leashed("trunk");
    trunk
        .args(["serve", "--port", &port.to_string()])
        .current_dir(checkout.root())
        .env("CARGO_TARGET_DIR", checkout.target())
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env_remove("NO_COLOR");
    let log = workspace::target().join("e2e-logs/trunk.log");
    std::fs::create_dir_all(log.parent().unwrap()).unwrap();
    let mut trunk = Process::start("trunk serve", trunk, log).unwrap();
    let built = |output: &str| output.contains("server listening").then_some(());
    trunk.wait_for(FIRST_BUILD, built).unwrap();

    let browser = Browser::open().await;
    let api = &stack.addresses().api;
    browser
        .goto(&format!("http://localhost:{port}/?api={api}"))
        .await;
    browser.see(&format!("reading from {api}")).await;
    let title = serde_json::json!(newest.title);
    browser
        .holds(&format!(
            "document.querySelector('.title').textContent === {title}"
        ))
        .await;
    browser.see(BEFORE).await;
    browser.screenshot("standalone").await;

    checkout.replace(TEXTS, BEFORE, AFTER);
    browser.see_within(NEXT_BUILD, AFTER).await;
    browser.close().await;
}
