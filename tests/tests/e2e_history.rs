//! History that is read in the background: how many calls it costs, and that it agrees with git.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::{collections::BTreeSet, time::Duration};

use serde_json::Value;
use sightline_tests::{browser::Browser, console, git, host::Host, on_both_hosts, signed, site};
use xtask::stack::Stack;

on_both_hosts!(
    pull_requests_that_touch_the_same_files_are_those_that_git_finds,
    the_first_visit_costs_at_most_110_calls_and_a_later_one_at_most_8,
    what_the_budget_does_not_allow_is_said_and_can_be_asked_for,
);

/// Paths of all calls to Bitbucket's API in a reader's name.
async fn calls(stack: &Stack) -> Vec<String> {
    let calls = signed::api(&format!("{}/sandbox/requests", stack.addresses().api)).await;
    let paths = calls.as_array().unwrap().iter();
    let paths = paths.map(|call: &Value| call["path"].as_str().unwrap().to_owned());
    paths.filter(|path| path.starts_with("/2.0/")).collect()
}

/// Waits until nothing is read any more, and no call was made for a while.
async fn all_read(browser: &Browser, stack: &Stack) {
    browser.see("Based on").await;
    let mut before = usize::MAX;
    loop {
        tokio::time::sleep(Duration::from_millis(700)).await;
        let now = calls(stack).await.len();
        if now == before {
            return;
        }
        before = now;
    }
}

fn merged(text: &str) -> u64 {
    let (_, rest) = text.split_once("Based on ").unwrap();
    let (number, _) = rest.split_once(" merged").unwrap();
    number.parse().unwrap()
}

async fn the_first_visit_costs_at_most_110_calls_and_a_later_one_at_most_8(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let page = stack.addresses().pull_request(pulls[0].id);
    let before = calls(&stack).await.len();
    site::enter_allowing(&browser, &page).await;
    all_read(&browser, &stack).await;
    let first = calls(&stack).await.len() - before;
    let most = 110 + host.further_calls();
    assert!((50..=most).contains(&first), "{first} calls");
    let others = pulls.len() - 1;
    let compared = format!("Compared with {others} of {others} other open pull requests.");
    browser.see(&compared).await;
    let known = merged(&browser.text(".progress").await);
    assert!(known > 50, "{known} merged pull requests");

    let before = calls(&stack).await.len();
    browser.leave_frames().await;
    site::enter(&browser, &page).await;
    browser.see(&compared).await;
    all_read(&browser, &stack).await;
    let later = calls(&stack).await;
    let later = &later[before..];
    assert!(later.len() <= 8 + host.further_calls(), "{later:#?}");
    assert_eq!(merged(&browser.text(".progress").await), known);

    // Another pull request of the same repository: its own calls, and nothing that is known.
    let before = calls(&stack).await.len();
    browser.leave_frames().await;
    site::enter(&browser, &stack.addresses().pull_request(pulls[1].id)).await;
    all_read(&browser, &stack).await;
    let other = calls(&stack).await;
    let other = &other[before..];
    assert!(other.len() <= 11 + host.further_calls(), "{other:#?}");
    assert_eq!(
        console::unexpected(&browser.console().await),
        Vec::<String>::new()
    );
    browser.close().await;
}

async fn pull_requests_that_touch_the_same_files_are_those_that_git_finds(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let paths: Vec<BTreeSet<String>> = pulls
        .iter()
        .map(|pull| {
            let range = format!("{}...{}", pull.destination, pull.source);
            // A rename touches both names.
            let arguments = ["diff", "--name-only", "--no-renames", &range];
            let names = git::run(stack.git(), &arguments);
            names.lines().map(str::to_owned).collect()
        })
        .collect();
    let sharing = |this: usize| -> BTreeSet<String> {
        let others = (0..pulls.len()).filter(|other| *other != this);
        let others = others.filter(|other| !paths[this].is_disjoint(&paths[*other]));
        others
            .map(|other| format!("#{}", pulls[other].id))
            .collect()
    };
    let most = (0..pulls.len())
        .max_by_key(|this| sharing(*this).len())
        .unwrap();
    assert!(!sharing(most).is_empty(), "the sample has overlaps");
    let page = stack.addresses().pull_request(pulls[most].id);
    site::enter_allowing(&browser, &page).await;
    all_read(&browser, &stack).await;
    // Some are folded away.
    let script = "return [...document.querySelectorAll('.overlap-title .subtle')]\
                  .map((number) => number.textContent)";
    let shown = browser.run(script).await;
    let shown = shown.as_array().unwrap().iter();
    let shown: BTreeSet<String> = shown.map(|id| id.as_str().unwrap().to_owned()).collect();
    assert_eq!(shown, sharing(most), "#{}", pulls[most].id);
    browser.close().await;
}

async fn what_the_budget_does_not_allow_is_said_and_can_be_asked_for(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let page = stack.addresses().pull_request(pulls[0].id);
    site::enter_allowing(&browser, &page).await;
    all_read(&browser, &stack).await;
    let before = merged(&browser.text(".progress").await);
    browser.click(".progress .button").await;
    browser.see("Reading this repository’s history").await;
    all_read(&browser, &stack).await;
    let after = merged(&browser.text(".progress").await);
    assert!(after > before, "{before} and then {after}");
    browser.close().await;
}
