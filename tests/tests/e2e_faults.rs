//! Faults of Bitbucket, and unusual content of pull requests: the panel says so and goes on.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::time::Duration;

use sightline_tests::{axe, browser::Browser, console, git, host::Host, on_both_hosts, site};
use xtask::stack::{Options, Stack};

on_both_hosts!(
    a_fault_in_one_place_is_said_there_and_mended_there,
    slow_answers_are_waited_for_in_the_open,
    one_diff_that_is_too_large_is_named_and_not_asked_for_again,
    where_the_browser_stores_nothing_the_panel_is_complete,
    every_open_pull_request_of_the_sample_is_shown_as_git_counts_it,
);

fn nothing() -> Vec<String> {
    Vec::new()
}

async fn opened(stack: &Stack) -> (Browser, String) {
    let browser = Browser::open().await;
    let id = site::open_pull_requests(stack).await[0].id;
    let page = stack.addresses().pull_request(id);
    site::enter_allowing(&browser, &page).await;
    browser.find("h2.title").await;
    browser.leave_frames().await;
    (browser, page)
}

async fn a_fault_in_one_place_is_said_there_and_mended_there(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let (browser, page) = opened(&stack).await;
    for (path, status, said) in [
        ("/activity", 500, "Bitbucket has a problem"),
        ("/activity", 403, "You may not see this"),
        ("/statuses", 500, "Not known: builds."),
        (
            "state=OPEN",
            500,
            "Reading this repository’s history failed.",
        ),
        ("state=OPEN", 429, "Bitbucket limits calls in an hour."),
    ] {
        site::fail(&stack, path, status).await;
        site::enter(&browser, &page).await;
        browser.see(said).await;
        // The rest is there.
        browser.find(".total, .empty").await;
        browser.find(".reviewers, .reviewing").await;
        assert_eq!(
            axe::violations(&browser).await,
            nothing(),
            "{path} {status}"
        );
        site::heal(&stack).await;
        let again = "[...document.querySelectorAll('button')]\
                     .filter((button) => button.textContent === 'Try again')";
        if browser.run(&format!("return {again}.length > 0")).await == true {
            browser
                .run(&format!("{again}.forEach((button) => button.click())"))
                .await;
            browser
                .holds(&format!("!document.body.textContent.includes({said:?})"))
                .await;
        }
        browser.leave_frames().await;
    }
    browser.close().await;
}

async fn slow_answers_are_waited_for_in_the_open(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let (browser, page) = opened(&stack).await;
    site::delay(&stack, Duration::from_secs(2)).await;
    site::enter(&browser, &page).await;
    browser.find(".skeleton[role=status]").await;
    assert_eq!(axe::violations(&browser).await, nothing());
    browser.find("h2.title").await;
    browser.find(".total, .empty").await;
    site::heal(&stack).await;
    browser.see("Based on").await;
    browser.gone(".skeleton").await;
    browser.close().await;
}

#[tokio::test]
async fn a_reader_who_says_no_is_told_what_that_means() {
    let stack = Stack::start(&Options::default()).unwrap();
    let browser = Browser::open().await;
    let id = site::open_pull_requests(&stack).await[0].id;
    browser.goto(&stack.addresses().pull_request(id)).await;
    browser.click("dialog[open] button[value=deny]").await;
    browser.enter_frame(site::FRAME).await;
    browser.see("Sightline may not read this for you").await;
    assert_eq!(axe::violations(&browser).await, nothing());
    browser.close().await;
}

async fn one_diff_that_is_too_large_is_named_and_not_asked_for_again(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let other = site::open_pull_requests(&stack).await[1].clone();
    // The API gives twelve digits.
    let head = git::run(stack.git(), &["rev-parse", "--short=12", &other.source]);
    let range = format!("{}%0D", head.trim());
    site::fail(&stack, &range, 555).await;
    let (browser, page) = opened(&stack).await;
    site::enter(&browser, &page).await;
    let said = format!(
        "#{} is not compared: Bitbucket cannot give its diff.",
        other.id
    );
    browser.see(&said).await;
    browser.see("Based on").await;
    browser.see("Compared with").await;
    browser.leave_frames().await;
    site::forget_requests(&stack).await;
    site::enter(&browser, &page).await;
    browser.see(&said).await;
    browser.see("Based on").await;
    let again = site::requests(&stack).await;
    let again: Vec<_> = again.iter().filter(|path| path.contains(&range)).collect();
    assert!(again.is_empty(), "{again:?}");
    browser.close().await;
}

async fn where_the_browser_stores_nothing_the_panel_is_complete(host: Host) {
    for getter in [
        "throw new DOMException('refused', 'SecurityError')",
        "return { open: () => new EventTarget() }",
    ] {
        let stack = Stack::start(&host.options()).unwrap();
        let (browser, page) = opened(&stack).await;
        let replaced =
            format!("Object.defineProperty(window, 'indexedDB', {{ get() {{ {getter}; }} }});");
        browser.before_pages(&replaced).await;
        site::enter(&browser, &page).await;
        browser.find(".total, .empty").await;
        browser.see("Based on").await;
        browser.gone(".skeleton").await;
        assert_eq!(
            console::unexpected(&browser.console().await),
            nothing(),
            "{getter}"
        );
        browser.close().await;
    }
}

async fn every_open_pull_request_of_the_sample_is_shown_as_git_counts_it(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let (browser, _) = opened(&stack).await;
    for pull in site::open_pull_requests(&stack).await {
        // Calls of all visits count against the reader's limit.
        site::forget_requests(&stack).await;
        site::enter(&browser, &stack.addresses().pull_request(pull.id)).await;
        browser.find(".total, .empty").await;
        let change = git::change(stack.git(), &pull.destination, &pull.source);
        if change.files > 0 {
            let noun = if change.files == 1 { "file" } else { "files" };
            let expected = format!(
                "{} {noun} +{} −{}",
                change.files, change.added, change.removed
            );
            let total = "return document.querySelector('.total').textContent";
            let shown = browser.run(total).await.as_str().unwrap().replace(',', "");
            assert!(
                shown.starts_with(&expected),
                "#{}: {shown}, {expected}",
                pull.id
            );
        }
        browser.gone(".skeleton").await;
        assert_eq!(axe::violations(&browser).await, nothing(), "#{}", pull.id);
        browser.leave_frames().await;
    }
    assert_eq!(console::unexpected(&browser.console().await), nothing());
    browser.close().await;
}
