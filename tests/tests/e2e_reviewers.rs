//! Asking somebody who knows the change, where the operator allows the app to write.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use serde_json::Value;
use sightline_tests::{axe, browser::Browser, host::Host, on_both_hosts, signed, site};
use xtask::stack::{Options, Stack};

on_both_hosts!(without_the_operators_leave_nobody_can_be_added,);

async fn pull_request(stack: &Stack, id: u64) -> Value {
    let addresses = stack.addresses();
    let (api, repository) = (&addresses.api, &addresses.repository);
    signed::api(&format!(
        "{api}/2.0/repositories{repository}/pullrequests/{id}"
    ))
    .await
}

fn reviewers(pull: &Value) -> Vec<String> {
    let names = pull["reviewers"].as_array().unwrap().iter();
    names
        .map(|account| account["display_name"].as_str().unwrap().to_owned())
        .collect()
}

/// All that a change of reviewers must leave alone.
fn rest(mut pull: Value) -> Value {
    let members = pull.as_object_mut().unwrap();
    for changed in ["reviewers", "participants", "updated_on"] {
        members.remove(changed);
    }
    pull
}

// On Connect alone: the app for Forge has no permission to write.
#[tokio::test]
async fn one_click_asks_one_more_person_and_undo_takes_only_that_back() {
    let stack = Stack::start(&Options {
        server_args: vec!["--writing".to_owned()],
        ..Options::default()
    })
    .unwrap();
    let browser = Browser::open().await;
    let id = site::open_pull_requests(&stack).await[0].id;
    let before = pull_request(&stack, id).await;
    site::enter_allowing(&browser, &stack.addresses().pull_request(id)).await;
    browser.see("Based on").await;
    let who = browser.text(".known > li .name").await;
    assert!(!reviewers(&before).contains(&who), "{who}");

    browser.click(".known > li .button").await;
    browser.see("is now asked to review").await;
    let asked = pull_request(&stack, id).await;
    let mut expected = reviewers(&before);
    expected.push(who.clone());
    assert_eq!(reviewers(&asked), expected);
    assert_eq!(rest(asked), rest(before.clone()));
    assert_eq!(axe::violations(&browser).await, Vec::<String>::new());

    browser.click(".said .button").await;
    browser.see("is no longer asked to review").await;
    let after = pull_request(&stack, id).await;
    assert_eq!(reviewers(&after), reviewers(&before));
    assert_eq!(rest(after), rest(before));
    browser.close().await;
}

async fn without_the_operators_leave_nobody_can_be_added(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let id = site::open_pull_requests(&stack).await[0].id;
    site::enter_allowing(&browser, &stack.addresses().pull_request(id)).await;
    browser.see("Based on").await;
    let words = browser.texts(".known > li .button").await;
    assert!(!words.is_empty());
    assert!(
        words.iter().all(|word| word.starts_with("Copy")),
        "{words:?}"
    );
    browser.close().await;
}

// On Connect alone: the app for Forge has no permission to write.
#[tokio::test]
async fn a_deactivated_reviewer_is_left_out_and_named() {
    let stack = Stack::start(&Options {
        server_args: vec!["--writing".to_owned()],
        ..Options::default()
    })
    .unwrap();
    let browser = Browser::open().await;
    let id = site::open_pull_requests(&stack).await[0].id;
    let before = pull_request(&stack, id).await;
    let gone = &before["reviewers"][0];
    site::deactivate(&stack, gone["uuid"].as_str().unwrap()).await;
    site::enter_allowing(&browser, &stack.addresses().pull_request(id)).await;
    browser.see("Based on").await;
    let who = browser.text(".known > li .name").await;

    browser.click(".known > li .button").await;
    browser.see(&format!("{who} is now asked to review.")).await;
    let name = gone["display_name"].as_str().unwrap();
    browser
        .see(&format!("{name} is no longer a reviewer"))
        .await;
    let mut expected = reviewers(&before);
    expected.retain(|reviewer| reviewer != name);
    expected.push(who);
    let after = pull_request(&stack, id).await;
    assert_eq!(reviewers(&after), expected);
    assert_eq!(rest(after), rest(before.clone()));
    browser.close().await;
}
