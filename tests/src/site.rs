//! Ways through the sandbox's pages, as a person goes them.

use xtask::stack::Stack;

use crate::{browser::Browser, signed};

/// The frame of an app on the page.
pub const FRAME: &str = ".connect-frame iframe";

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
        })
        .collect()
}

/// Opens a page with an app's frame, allows the app to act as the reader, and goes into the frame.
pub async fn enter_allowing(browser: &Browser, page: &str) {
    browser.goto(page).await;
    browser.click("dialog[open] button[value=allow]").await;
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

/// The address of Sightline's page in the repository's side navigation.
pub async fn repository_page(browser: &Browser, stack: &Stack) -> String {
    browser.goto(&stack.addresses().repository_page()).await;
    let entry = browser.find("nav.side a[href*='/addon/sightline/']").await;
    let path = entry.attr("href").await.unwrap().unwrap();
    format!("{}{path}", stack.addresses().web)
}

/// The workspace's installed apps.
pub fn installed_apps(stack: &Stack) -> String {
    let addresses = stack.addresses();
    let (web, workspace) = (&addresses.web, addresses.workspace());
    format!("{web}/{workspace}/workspace/settings/apps")
}
