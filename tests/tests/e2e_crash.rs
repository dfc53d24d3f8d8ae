//! A panic of the app's own code: a way to reload, never a blank frame.
//!
//! The browser is made to refuse what the app takes for certain, that elements can be made. That is a
//! panic in the app as it is shipped, wherever it builds a view next.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use sightline_tests::{axe, browser::Browser, host::Host, on_both_hosts, site};
use xtask::stack::Stack;

on_both_hosts!(
    a_panic_in_something_under_way_shows_the_reload_panel,
    a_panic_after_a_click_shows_the_reload_panel,
    a_panic_before_anything_is_shown_shows_the_reload_panel,
    a_page_whose_files_are_gone_is_loaded_anew_once_and_gets_on,
    a_page_whose_files_stay_away_says_so_after_one_more_attempt,
);

/// Elements cannot be made from now on.
const REFUSE: &str = "document.createElement = () => { throw new Error('refused'); };";
/// The program's file is gone from now on.
const GONE: &str = "window.fetch = async () => new Response('', { status: 404 });";
/// Counts how often the page is loaded.
const COUNT: &str = "localStorage.loads = Number(localStorage.loads || 0) + 1;";
/// Condition: the script runs in the frame, in a document that was not reloaded.
const FIRST: &str =
    "window !== top && performance.getEntriesByType('navigation')[0].type !== 'reload'";
/// Message of the panic, as the panic hook prints it.
const PANIC: &str = "JsValue(Error: refused";

fn nothing() -> Vec<String> {
    Vec::new()
}

async fn stack(host: Host) -> (Stack, Browser, String) {
    let stack = Stack::start(&host.options()).unwrap();
    let id = site::open_pull_requests(&stack).await[0].id;
    let page = stack.addresses().pull_request(id);
    (stack, Browser::open().await, page)
}

/// The frame says so and nothing else, the console says why, and a click loads the app again.
async fn stopped_and_comes_back(browser: &Browser) {
    browser.find("#sightline > [role=alert]").await;
    let shown = browser.text("#sightline").await;
    assert!(shown.starts_with("Sightline has stopped"), "{shown}");
    assert!(shown.ends_with("Reload"), "{shown}");
    assert_eq!(browser.texts("#sightline > *").await.len(), 1);
    let lines = browser.console().await;
    let messages = lines.iter().filter_map(|line| line["message"].as_str());
    let panics = messages.filter(|message| message.contains(PANIC)).count();
    assert!(panics > 0, "{lines:?}");
    // What was under way comes back to a page that has stopped.
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(browser.text("#sightline").await, shown);
    // The tool makes elements too.
    browser.run("delete document.createElement").await;
    assert_eq!(axe::violations(browser).await, nothing());
    browser.leave_frames().await;
    let height = "document.querySelector('.connect-frame iframe').clientHeight > 40";
    browser.holds(height).await;
    browser.enter_frame(site::FRAME).await;
    browser.click("[data-reload]").await;
    browser.find("h2.title").await;
}

async fn a_panic_in_something_under_way_shows_the_reload_panel(host: Host) {
    let (stack, browser, page) = stack(host).await;
    // Answers come late, and views are built of them by futures.
    site::enter_allowing(&browser, &page).await;
    browser.see("Based on").await;
    site::delay(&stack, Duration::from_secs(2)).await;
    browser.leave_frames().await;
    site::enter(&browser, &page).await;
    browser.find(".skeleton").await;
    browser.run(REFUSE).await;
    site::heal(&stack).await;
    stopped_and_comes_back(&browser).await;
    browser.close().await;
}

async fn a_panic_after_a_click_shows_the_reload_panel(host: Host) {
    let (_stack, browser, page) = stack(host).await;
    site::enter_allowing(&browser, &page).await;
    browser.see("Based on").await;
    browser.run(REFUSE).await;
    browser.click(".known > li .button").await;
    stopped_and_comes_back(&browser).await;
    browser.close().await;
}

async fn a_panic_before_anything_is_shown_shows_the_reload_panel(host: Host) {
    let (_stack, browser, page) = stack(host).await;
    site::enter_allowing(&browser, &page).await;
    browser.see("Based on").await;
    browser.leave_frames().await;
    // Not again: a page that is loaded anew gets on.
    let once = format!("if ({FIRST}) {REFUSE}");
    browser.before_pages(&once).await;
    site::enter(&browser, &page).await;
    stopped_and_comes_back(&browser).await;
    browser.close().await;
}

async fn a_page_whose_files_are_gone_is_loaded_anew_once_and_gets_on(host: Host) {
    let (_stack, browser, page) = stack(host).await;
    site::enter_allowing(&browser, &page).await;
    browser.see("Based on").await;
    browser.leave_frames().await;
    let once = format!("if ({FIRST}) {GONE}");
    browser.before_pages(&once).await;
    site::enter(&browser, &page).await;
    browser.find("h2.title").await;
    browser.close().await;
}

async fn a_page_whose_files_stay_away_says_so_after_one_more_attempt(host: Host) {
    let (_stack, browser, page) = stack(host).await;
    site::enter_allowing(&browser, &page).await;
    browser.see("Based on").await;
    browser.leave_frames().await;
    let always = format!("if (window !== top) {{ {COUNT} {GONE} }}");
    browser.before_pages(&always).await;
    site::enter(&browser, &page).await;
    browser.see("Sightline has stopped").await;
    // All frames count in one place.
    let twice = 2 * host.frames_of_a_pull_request();
    browser
        .holds(&format!("localStorage.loads === '{twice}'"))
        .await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    browser.see("Sightline has stopped").await;
    assert_eq!(
        browser.run("return localStorage.loads").await,
        twice.to_string()
    );
    browser.close().await;
}
