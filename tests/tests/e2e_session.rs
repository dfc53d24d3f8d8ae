//! A panel that is left open over night has a session in the morning.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::time::Duration;

use serde_json::Value;
use sightline_tests::{browser::Browser, signed, site};
use xtask::stack::{Options, Stack};

const A_NIGHT: &str = "const real = Date.now; Date.now = () => real.call(Date) + 8 * 3600e3;
                       document.dispatchEvent(new Event('visibilitychange'));";

/// The answers to calls that Bitbucket forwarded to the app.
async fn renewals(stack: &Stack) -> Vec<(String, u64)> {
    let calls = signed::api(&format!("{}/sandbox/requests", stack.addresses().api)).await;
    let calls = calls.as_array().unwrap().iter().filter_map(|call| {
        let path = call["path"].as_str()?;
        let (_, path) = path.split_once("/proxy/sightline")?;
        Some((path.to_owned(), call["status"].as_u64()?))
    });
    calls.collect()
}

#[tokio::test]
async fn a_panel_that_is_looked_at_again_in_the_morning_gets_a_new_session() {
    let stack = Stack::start(&Options::default()).unwrap();
    let browser = Browser::open().await;
    let id = site::open_pull_requests(&stack).await.first().unwrap().id;
    site::enter_allowing(&browser, &stack.addresses().pull_request(id)).await;
    browser.find("h2.title").await;
    let handed = "return document.getElementById('sightline-context').textContent";
    let context = browser.run(handed).await;
    let context: Value = serde_json::from_str(context.as_str().unwrap()).unwrap();
    assert_eq!(renewals(&stack).await, []);

    browser.run(A_NIGHT).await;
    let mut tries = 0;
    while renewals(&stack).await.is_empty() && tries < 100 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        tries += 1;
    }
    let uuid = context["repository"]["uuid"].as_str().unwrap();
    let uuid = uuid.replace('{', "%7B").replace('}', "%7D");
    assert_eq!(
        renewals(&stack).await,
        [(format!("/session/{uuid}/{id}"), 200)],
        "{}",
        stack.server_log()
    );
    browser.close().await;
}
