//! The sample repository shows what Sightline can say.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use sightline_tests::{browser::Browser, host::Host, site};
use xtask::stack::Stack;

/// Content of each block that has something to say.
const FULL: [(&str, &str); 7] = [
    ("waits", ".waits strong"),
    ("overlaps", ".overlaps > li"),
    ("probably forgotten", ".missing.warned > li"),
    ("often changes together", ".missing.often > li"),
    ("who else knows", ".known > li"),
    ("size", ".total"),
    ("timeline", ".steps > li:nth-child(3)"),
];

#[tokio::test]
async fn each_block_of_the_panel_is_full_in_a_pull_request_of_the_sample() {
    let stack = Stack::start(&Host::Connect.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let page = |id| stack.addresses().pull_request(id);
    let first = pulls.first().unwrap().id;
    site::enter_allowing(&browser, &page(first)).await;
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for pull in &pulls {
        site::forget_requests(&stack).await;
        browser.leave_frames().await;
        site::enter(&browser, &page(pull.id)).await;
        browser.find(".total, .empty").await;
        browser.gone(".skeleton").await;
        for (name, css) in FULL {
            let there = format!("return document.querySelector({css:?}) !== null");
            if browser.run(&there).await == true {
                seen.insert(name);
            }
        }
        if seen.len() == FULL.len() {
            break;
        }
    }
    let missing: Vec<&str> = FULL.map(|(name, _)| name).into_iter().collect();
    let missing = missing.into_iter().filter(|name| !seen.contains(name));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new());
    browser.close().await;
}
