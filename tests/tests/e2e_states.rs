//! States of the panel that pass, or that a fault or a reader brings about: accessible in light and
//! dark.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use std::{path::Path, time::Duration};

use sightline_tests::{
    axe,
    browser::{Browser, ColorScheme},
    git,
    host::Host,
    on_both_hosts,
    site::{self, PullRequest},
};
use xtask::stack::{Options, Stack};

on_both_hosts!(
    a_panel_that_loads_or_fails_in_all_blocks_is_accessible,
    what_was_dismissed_is_accessible_and_comes_back,
);

async fn accessible(browser: &Browser, state: &str) {
    for scheme in [ColorScheme::Light, ColorScheme::Dark] {
        browser.prefer(scheme).await;
        let violations = axe::violations(browser).await;
        assert_eq!(violations, Vec::<String>::new(), "{state}, {scheme:?}");
    }
}

async fn begun(options: Options) -> (Stack, Browser, Vec<PullRequest>) {
    let stack = Stack::start(&options).unwrap();
    let pulls = site::open_pull_requests(&stack).await;
    let browser = Browser::open().await;
    let page = stack.addresses().pull_request(pulls[0].id);
    site::enter_allowing(&browser, &page).await;
    browser.see("Based on").await;
    (stack, browser, pulls)
}

async fn a_panel_that_loads_or_fails_in_all_blocks_is_accessible(host: Host) {
    let (stack, browser, pulls) = begun(host.options()).await;
    let page = stack.addresses().pull_request(pulls[0].id);
    for (path, sign, state) in [
        ("/pullrequests/", ".problem", "the whole panel failed"),
        ("/activity", ".unknown", "comments and votes failed"),
        ("/statuses", ".unknown", "builds failed"),
    ] {
        browser.leave_frames().await;
        site::fail(&stack, path, 500).await;
        site::enter(&browser, &page).await;
        browser.find(sign).await;
        accessible(&browser, state).await;
        site::heal(&stack).await;
    }
    // Settings that were read before are kept.
    let newcomer = Browser::open().await;
    site::fail(&stack, "/src/", 500).await;
    site::enter(&newcomer, &page).await;
    newcomer.find("[aria-labelledby=size] .note").await;
    accessible(&newcomer, "settings failed").await;
    newcomer.close().await;
    site::heal(&stack).await;
    // Nothing is known of this one yet, so that its blocks fail with the repository's answers.
    let other = pulls[1].id;
    site::change_pull_request(&stack, other, serde_json::json!({ "gone": "fork" })).await;
    browser.leave_frames().await;
    site::enter(&browser, &stack.addresses().pull_request(other)).await;
    for block in ["size", "overlaps", "companions", "knowing"] {
        browser
            .find(&format!("[aria-labelledby={block}] .problem"))
            .await;
    }
    browser
        .run("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        .await;
    accessible(&browser, "all blocks failed").await;

    browser.leave_frames().await;
    site::delay(&stack, Duration::from_secs(8)).await;
    site::enter(&browser, &page).await;
    browser.find(".skeleton[role=status]").await;
    accessible(&browser, "nothing has come").await;
    assert_ne!(browser.texts(".skeleton").await.len(), 0, "it still loads");
    browser.find("h2.title").await;
    browser.find(".blocks .skeleton").await;
    accessible(&browser, "blocks have not come").await;
    assert_ne!(browser.texts(".blocks .skeleton").await.len(), 0);
    site::heal(&stack).await;
    browser.close().await;
}

/// Sixty merged pull requests that changed two files together, and one to be merged that changes one.
fn habit(path: &Path) {
    let run = |arguments: &[&str]| git::run(path, arguments);
    let commit = |branch: &str, files: &[&str]| {
        run(&["checkout", "--quiet", "-b", branch]);
        for file in files {
            std::fs::write(path.join(file), branch).unwrap();
        }
        run(&["add", "--all"]);
        run(&["commit", "--quiet", "--message=Change it"]);
        run(&["checkout", "--quiet", "trunk"]);
    };
    git::begin(path);
    for number in 1..=60 {
        let branch = format!("change-{number}");
        commit(&branch, &["code.rs", "guide.md"]);
        let message = format!("Merged in {branch} (pull request #{number})\n\nChange it");
        run(&["merge", "--quiet", "--no-ff", "-m", &message, &branch]);
        run(&["branch", "--quiet", "-d", &branch]);
    }
    commit("half", &["code.rs"]);
}

async fn what_was_dismissed_is_accessible_and_comes_back(host: Host) {
    let clone = tempfile::tempdir().unwrap();
    habit(clone.path());
    let (_stack, browser, _) = begun(Options {
        git: Some(clone.path().to_owned()),
        ..host.options()
    })
    .await;
    let row = ".missing > li .button";
    browser.see("guide.md").await;
    accessible(&browser, "missing").await;
    browser.click(row).await;
    browser
        .see("guide.md is dismissed for this pull request.")
        .await;
    browser.click(".companions details summary").await;
    accessible(&browser, "dismissed, unfolded").await;
    browser.click(".companions details .button").await;
    browser.gone(".companions details").await;
    browser.find(row).await;
    accessible(&browser, "brought back").await;
    browser.close().await;
}

// On Connect alone: the app for Forge has no permission to write.
#[tokio::test]
async fn every_step_of_asking_a_reviewer_is_accessible() {
    let (stack, browser, _) = begun(Options {
        server_args: vec!["--writing".to_owned()],
        ..Options::default()
    })
    .await;
    browser.gone(".skeleton").await;
    accessible(&browser, "before").await;
    site::delay(&stack, Duration::from_secs(6)).await;
    browser.click(".known > li .button").await;
    browser
        .holds("document.querySelector('.said').textContent !== ''")
        .await;
    let busy = browser.text(".said").await;
    accessible(&browser, "under way").await;
    assert_eq!(browser.text(".said").await, busy, "it is still under way");
    site::heal(&stack).await;
    browser.see("is now asked to review").await;
    accessible(&browser, "done").await;
    site::fail(&stack, "/pullrequests/", 403).await;
    browser.click(".said .button").await;
    browser
        .holds("!document.querySelector('.said').textContent.includes('is now asked')")
        .await;
    browser.gone(".said .button").await;
    accessible(&browser, "refused").await;
    browser.close().await;
}
