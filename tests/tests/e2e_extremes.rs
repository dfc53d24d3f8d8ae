//! Pull requests out of the ordinary: the panel says what they are, and nothing hangs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use serde_json::json;
use sightline_tests::{
    axe,
    browser::Browser,
    console, git,
    host::Host,
    on_both_hosts,
    site::{self, PullRequest},
};
use xtask::stack::{Options, Stack};

const GONE: &str = "One of its branches or its fork is gone. Not known:";
const NOT_THERE: &str = "It, its branch or its fork may have been removed or renamed.";

on_both_hosts!(
    a_pull_request_that_changes_nothing_says_so,
    a_first_pull_request_of_empty_commits_is_shown_without_any_history,
    a_fork_that_is_gone_is_said_and_all_else_is_shown,
    a_branch_that_is_gone_changes_what_its_commit_changed,
    commits_that_are_gone_are_said_and_all_else_is_shown,
    ten_thousand_comments_are_read_from_both_ends_and_that_is_said,
);

fn nothing() -> Vec<String> {
    Vec::new()
}

/// Panel of a pull request, all of it, in a browser that has opened no other.
async fn whole(stack: &Stack, pull: &PullRequest) -> Browser {
    let browser = Browser::open().await;
    site::enter_allowing(&browser, &stack.addresses().pull_request(pull.id)).await;
    browser.find("h2.title").await;
    browser.see("Based on").await;
    browser.gone(".skeleton").await;
    browser
        .run("document.querySelectorAll('.fold').forEach((one) => (one.open = true))")
        .await;
    assert_eq!(axe::violations(&browser).await, nothing());
    browser
}

async fn ten_thousand_comments_are_read_from_both_ends_and_that_is_said(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let pull = &site::open_pull_requests(&stack).await[1];
    site::change_pull_request(&stack, pull.id, json!({ "comments": 10_000 })).await;
    let browser = whole(&stack, pull).await;
    let said = browser.text(".timeline > .subtle").await;
    let start = "There is much here: nothing was read of the time from";
    assert!(said.starts_with(start), "{said}");
    // Of each end a hundred; no more is claimed than was read.
    let line = browser.text(".waits").await;
    let (_, threads) = line.split_once("to resolve at least ").unwrap();
    let (threads, _) = threads.split_once(" open threads").unwrap();
    let threads: u32 = threads.parse().unwrap();
    assert!((100..=200).contains(&threads), "{line}");
    let chips = browser.texts(".chips li").await;
    let more = format!("at least {} more open threads", threads - 3);
    assert_eq!(chips.last().unwrap(), &more);
    // The rest is there.
    browser.find(".total").await;
    browser.see("Compared with").await;
    assert_eq!(console::unexpected(&browser.console().await), nothing());
    browser.close().await;
}

async fn a_pull_request_that_changes_nothing_says_so(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let pulls = site::open_pull_requests(&stack).await;
    let changes =
        |pull: &&PullRequest| git::change(stack.git(), &pull.destination, &pull.source).files;
    let empty = pulls.iter().find(|pull| changes(pull) == 0).unwrap();
    let browser = whole(&stack, empty).await;
    let size = browser.text("[aria-labelledby=size] .empty").await;
    assert_eq!(
        size,
        "No changes: the destination branch already has everything in the source branch."
    );
    browser
        .see("No other open pull request touches these files.")
        .await;
    // Nothing changes, so nothing is missing.
    browser
        .holds(
            "getComputedStyle(document.querySelector('[aria-labelledby=companions]')).display \
             === 'none'",
        )
        .await;
    assert_eq!(browser.texts(".problem").await, nothing());
    assert_eq!(console::unexpected(&browser.console().await), nothing());
    browser.close().await;
}

async fn a_first_pull_request_of_empty_commits_is_shown_without_any_history(host: Host) {
    let clone = tempfile::tempdir().unwrap();
    let path = clone.path();
    let run = |arguments: &[&str]| git::run(path, arguments);
    git::begin(path);
    run(&["checkout", "--quiet", "-b", "idea"]);
    run(&["commit", "--quiet", "--allow-empty", "--message=Think"]);
    run(&["checkout", "--quiet", "trunk"]);
    let stack = Stack::start(&Options {
        git: Some(path.to_owned()),
        ..host.options()
    })
    .unwrap();
    let pull = &site::open_pull_requests(&stack).await[0];
    let browser = whole(&stack, pull).await;
    browser.find("[aria-labelledby=size] .empty").await;
    browser.see("Based on 0 merged pull requests.").await;
    assert_eq!(browser.texts(".problem").await, nothing());
    browser.close().await;
}

async fn a_fork_that_is_gone_is_said_and_all_else_is_shown(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let pull = &site::open_pull_requests(&stack).await[1];
    site::change_pull_request(&stack, pull.id, json!({ "gone": "fork" })).await;
    let browser = whole(&stack, pull).await;
    let notes = browser.texts(".waits-parts .subtle").await;
    assert_eq!(
        notes,
        [format!(
            "{GONE} conflicts, commits behind, changed files, code owners."
        )]
    );
    let size = browser.text("[aria-labelledby=size] .problem").await;
    assert!(size.contains(NOT_THERE), "{size}");
    for there in [".waits", ".reviewing, .reviewers", ".timeline li"] {
        browser.find(there).await;
    }
    browser.close().await;
}

async fn a_branch_that_is_gone_changes_what_its_commit_changed(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let pull = &site::open_pull_requests(&stack).await[1];
    let change = git::change(stack.git(), &pull.destination, &pull.source);
    site::change_pull_request(&stack, pull.id, json!({ "gone": "branch" })).await;
    // Bitbucket keeps the commit for a while, for which git wants a reference.
    let branch = format!("refs/heads/{}", pull.source);
    let kept = ["update-ref", "refs/kept", &branch];
    git::run(stack.git(), &kept);
    git::run(stack.git(), &["update-ref", "-d", &branch]);
    let browser = whole(&stack, pull).await;
    let expected = format!(
        "{} files +{} −{}",
        change.files, change.added, change.removed
    );
    assert_eq!(browser.text(".total").await, expected);
    assert_eq!(browser.texts(".problem").await, nothing());
    browser.close().await;
}

async fn commits_that_are_gone_are_said_and_all_else_is_shown(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let pull = &site::open_pull_requests(&stack).await[1];
    let branch = format!("refs/heads/{}", pull.source);
    git::run(stack.git(), &["update-ref", "-d", &branch]);
    git::run(stack.git(), &["gc", "--quiet", "--prune=now"]);
    let browser = whole(&stack, pull).await;
    let notes = browser.texts(".waits-parts .subtle").await;
    assert_eq!(
        notes,
        [format!(
            "{GONE} conflicts, commits behind, changed files, code owners."
        )]
    );
    let size = browser.text("[aria-labelledby=size] .problem").await;
    assert!(size.contains(NOT_THERE), "{size}");
    for there in [".waits", ".reviewing, .reviewers", ".timeline li"] {
        browser.find(there).await;
    }
    browser.close().await;
}
