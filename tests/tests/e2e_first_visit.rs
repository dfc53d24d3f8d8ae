//! The sample's fullest pull request on a first visit: its blocks have something to say, and say what git
//! holds. Whether files are listed that often change together hangs on the days of the sample: the list
//! needs more evidence than most merged pull requests gave, and a first visit knows few of them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::{
    path::Path,
    time::{Duration, Instant},
};

use sightline_tests::{browser::Browser, console, git, host::Host, on_both_hosts, site};
use xtask::stack::Stack;

on_both_hosts!(a_first_visit_says_what_git_holds,);

const ROUTE: &str = "api/routes/booking.rs";
const LIMITS: &str = "deploy/limits/booking.yaml";

/// Numbers of `in 9 of 11 known changes of a.rs`: a first visit knows a part of all changes.
fn counted(evidence: &str, path: &str) -> (usize, usize) {
    let (said, _) = evidence
        .split_once(&format!(" known changes of {path}"))
        .unwrap();
    let (_, numbers) = said.rsplit_once("in ").unwrap();
    let (shared, known) = numbers.split_once(" of ").unwrap();
    (shared.parse().unwrap(), known.parse().unwrap())
}

/// Commits that changed a file.
fn changes(repository: &Path, path: &str) -> Vec<String> {
    let arguments = ["log", "--no-merges", "--format=%H", "main", "--", path];
    let hashes = git::run(repository, &arguments);
    hashes.lines().map(str::to_owned).collect()
}

/// Pictures of people that have come, and those that failed.
async fn pictures(browser: &Browser) -> (u64, u64) {
    let count = |which: &str| {
        format!(
            "return [...document.querySelectorAll('.avatar img')]
               .filter((image) => image.complete && {which}).length"
        )
    };
    let come = browser.run(&count("image.naturalWidth > 0")).await;
    let failed = browser.run(&count("image.naturalWidth === 0")).await;
    (come.as_u64().unwrap(), failed.as_u64().unwrap())
}

async fn a_first_visit_says_what_git_holds(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let cancel = "Let customers cancel a booking";
    let pull = pulls.iter().find(|pull| pull.title == cancel).unwrap();
    site::enter_allowing(&browser, &stack.addresses().pull_request(pull.id)).await;
    browser.see("Based on").await;
    browser.gone(".is-waiting, .progress progress").await;

    assert_eq!(browser.texts(".missing.warned a code").await, [LIMITS]);
    let evidence = browser.text(".missing.warned li").await;
    let (shared, known) = counted(&evidence, ROUTE);
    let limits = changes(stack.git(), LIMITS);
    let (both, alone): (Vec<_>, Vec<_>) = changes(stack.git(), ROUTE)
        .into_iter()
        .partition(|commit| limits.contains(commit));
    assert!(shared > 5, "{evidence}");
    assert!(shared <= both.len(), "{evidence}, git: {}", both.len());
    assert!(
        known - shared <= alone.len(),
        "{evidence}, git: {}",
        alone.len()
    );
    for (block, least) in [
        (".overlaps > li", 1),
        (".knowing .known > li", 1),
        (".reviewers > li", 3),
    ] {
        let found = browser.texts(block).await;
        assert!(found.len() >= least, "{block}: {found:?}");
    }
    let panel = browser.text("body").await;
    for words in ["Waits for", "minutes to read", "Timeline"] {
        assert!(panel.contains(words), "{words}: {panel}");
    }

    let started = Instant::now();
    while pictures(&browser).await.0 < 3 {
        assert!(started.elapsed() < Duration::from_secs(20), "no pictures");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(pictures(&browser).await.1, 0);
    assert_eq!(
        console::unexpected(&browser.console().await),
        Vec::<String>::new()
    );
    browser.close().await;
}
