//! Ways through the sandbox's pages, as a person goes them.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use xtask::stack::Stack;

use crate::{browser::Browser, signed};

/// The frame of an app on the page: the first one where there are more.
pub const FRAME: &str = ".connect-frame iframe";
/// The frame of the card on the page of a pull request, on Forge.
pub const CARD: &str = "[data-module-key=pull-request-card] iframe";

/// An open pull request, as the sandbox's API tells it.
#[derive(Debug, Clone)]
pub struct PullRequest {
    /// Its number.
    pub id: u64,
    /// Its title.
    pub title: String,
    /// The branch that it brings.
    pub source: String,
    /// The branch that it goes to.
    pub destination: String,
    /// True if its author still works on it.
    pub is_draft: bool,
}

/// All open pull requests, newest activity first.
pub async fn open_pull_requests(stack: &Stack) -> Vec<PullRequest> {
    let addresses = stack.addresses();
    let list = format!(
        "{}/2.0/repositories{}/pullrequests?state=OPEN&pagelen=50",
        addresses.api, addresses.repository
    );
    let page = signed::api(&list).await;
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let values = page["values"].as_array().unwrap().iter();
    values
        .map(|pull| PullRequest {
            id: pull["id"].as_u64().unwrap(),
            title: text(&pull["title"]),
            source: text(&pull["source"]["branch"]["name"]),
            destination: text(&pull["destination"]["branch"]["name"]),
            is_draft: pull["draft"].as_bool().unwrap(),
        })
        .collect()
}

/// Opens a page with an app's frame, allows the app to act as the reader, and goes into the frame. An
/// app for Forge was allowed when it was installed.
pub async fn enter_allowing(browser: &Browser, page: &str) {
    browser.goto(page).await;
    browser.find(FRAME).await;
    let forge = "return document.querySelector('.connect-frame').classList.contains('forge-frame')";
    if browser.run(forge).await != true {
        browser.click("dialog[open] button[value=allow]").await;
    }
    browser.enter_frame(FRAME).await;
}

/// Opens a page with an app's frame, where the reader has allowed it before.
pub async fn enter(browser: &Browser, page: &str) {
    browser.goto(page).await;
    browser.enter_frame(FRAME).await;
}

/// The address that the page gave the app's frame, with Bitbucket's signature.
pub async fn frame_address(browser: &Browser) -> String {
    let frame = browser.find(FRAME).await;
    frame.attr("src").await.unwrap().unwrap()
}

/// Address of the app's frame on an open pull request, with Bitbucket's signature. Takes no browser.
pub async fn panel_address(stack: &Stack) -> String {
    let (_, page) = signed::get(&stack.some_pull_request().unwrap()).await;
    let (_, rest) = page.split_once("data-url=\"").expect("a frame");
    let (address, _) = rest.split_once('"').unwrap();
    address.replace("&amp;", "&")
}

/// The address of Sightline's page in the repository's side navigation.
pub async fn repository_page(browser: &Browser, stack: &Stack) -> String {
    browser.goto(&stack.addresses().repository_page()).await;
    let entry = "nav.side a[href*='/addon/sightline/'], nav.side a[href*='/forge/']";
    let entry = browser.find(entry).await;
    let path = entry.attr("href").await.unwrap().unwrap();
    format!("{}{path}", stack.addresses().web)
}

/// The workspace's installed apps.
pub fn installed_apps(stack: &Stack) -> String {
    let addresses = stack.addresses();
    let (web, workspace) = (&addresses.web, addresses.workspace());
    format!("{web}/{workspace}/workspace/settings/apps")
}

/// Makes the API answer calls whose path contains `path` with that status from now on.
pub async fn fail(stack: &Stack, path: &str, status: u16) {
    inject(stack, json!({ "path_contains": path, "status": status })).await;
}

/// Delays every answer of the API by that time from now on.
pub async fn delay(stack: &Stack, time: Duration) {
    let milliseconds = u64::try_from(time.as_millis()).unwrap();
    inject(stack, json!({ "delay_ms": milliseconds })).await;
}

/// Keeps the API from answering calls whose path contains `path` from now on.
pub async fn silence(stack: &Stack, path: &str) {
    let day = 24 * 60 * 60 * 1_000;
    inject(stack, json!({ "path_contains": path, "delay_ms": day })).await;
}

async fn inject(stack: &Stack, fault: Value) {
    let url = format!("{}/sandbox/faults", stack.addresses().api);
    let request = reqwest::Client::new().post(url).json(&fault);
    assert!(request.send().await.unwrap().status().is_success());
}

/// Changes a pull request as only the sandbox can: how many `comments` it gets, what is `gone`.
pub async fn change_pull_request(stack: &Stack, id: u64, change: Value) {
    let url = format!("{}/sandbox/pull-requests/{id}", stack.addresses().api);
    let request = reqwest::Client::new().post(url).json(&change);
    assert!(request.send().await.unwrap().status().is_success());
}

/// Deactivates the account with that UUID.
pub async fn deactivate(stack: &Stack, uuid: &str) {
    let uuid = uuid.replace('{', "%7B").replace('}', "%7D");
    let url = format!("{}/sandbox/people/{uuid}", stack.addresses().api);
    let request = reqwest::Client::new().delete(url);
    assert!(request.send().await.unwrap().status().is_success());
}

/// Pushes a commit to a branch that gives a file another content.
pub async fn push(stack: &Stack, branch: &str, path: &str, text: &str) {
    let url = format!("{}/sandbox/pushes", stack.addresses().api);
    let push = json!({ "branch": branch, "path": path, "text": text });
    let request = reqwest::Client::new().post(url).json(&push);
    assert!(request.send().await.unwrap().status().is_success());
}

/// Ends all of them.
pub async fn heal(stack: &Stack) {
    let url = format!("{}/sandbox/faults", stack.addresses().api);
    let request = reqwest::Client::new().delete(url);
    assert!(request.send().await.unwrap().status().is_success());
}

/// Forgets which calls the API has answered.
pub async fn forget_requests(stack: &Stack) {
    let url = format!("{}/sandbox/requests", stack.addresses().api);
    let request = reqwest::Client::new().delete(url);
    assert!(request.send().await.unwrap().status().is_success());
}

/// Paths of the calls that the API has answered since, with their queries.
pub async fn requests(stack: &Stack) -> Vec<String> {
    let url = format!("{}/sandbox/requests", stack.addresses().api);
    let calls: Vec<Value> = reqwest::get(url).await.unwrap().json().await.unwrap();
    let path = |call: &Value| call["path"].as_str().unwrap().to_owned();
    calls.iter().map(path).collect()
}

/// Waits until the server has logged these words: lines are written after the answer, by a thread of
/// their own.
///
/// # Panics
/// After ten seconds.
pub async fn until_it_logs(stack: &Stack, words: &str) {
    let started = Instant::now();
    while !stack.server_log().contains(words) {
        let log = stack.server_log();
        assert!(started.elapsed() < Duration::from_secs(10), "{log}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
