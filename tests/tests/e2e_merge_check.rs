//! The merge check on Forge: from an event to the result on the page of a pull request, through the function that
//! `cargo xtask forge` builds, in Node.js. What collides, git says.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use sightline_tests::{
    axe,
    browser::{Browser, ColorScheme},
    git,
    host::Host,
    signed::get,
    site::{self, PullRequest},
};
use xtask::stack::Stack;

/// Long enough for a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);
const SETTINGS: &str = ".bitbucket/sightline.json";

/// Whether git cannot merge two branches.
fn stops(repository: &Path, one: &str, other: &str) -> bool {
    let merged = Command::new("git")
        .arg("-C")
        .arg(repository)
        .args(["merge-tree", "--write-tree", one, other])
        .output()
        .unwrap();
    match merged.status.code() {
        Some(0) => false,
        Some(1) => true,
        _ => panic!("{}", String::from_utf8_lossy(&merged.stderr)),
    }
}

/// Files that a pull request changes.
fn files(repository: &Path, pull: &PullRequest) -> Vec<String> {
    let range = format!("{}...{}", pull.destination, pull.source);
    let names = git::run(repository, &["diff", "--name-only", &range]);
    names.lines().map(str::to_owned).collect()
}

fn base(repository: &Path, pull: &PullRequest) -> String {
    let base = git::run(repository, &["merge-base", &pull.destination, &pull.source]);
    base.trim().to_owned()
}

/// A pull request of one file that can be merged, with another one from the same commit that git cannot merge with
/// it; and one whose files no other one changes.
fn chosen(repository: &Path, pulls: &[PullRequest]) -> (PullRequest, PullRequest, PullRequest) {
    let mut pairs = pulls
        .iter()
        .flat_map(|one| pulls.iter().map(move |other| (one, other)));
    let pair = pairs.find(|(one, other)| {
        one.id != other.id
            && !one.is_draft
            && !stops(repository, &one.source, &one.destination)
            && one.destination == other.destination
            && files(repository, one).len() == 1
            && base(repository, one) == base(repository, other)
            && stops(repository, &one.source, &other.source)
    });
    let (stopped, by) = pair.unwrap();
    let shares = |one: &PullRequest, other: &PullRequest| {
        let theirs = files(repository, other);
        let mut ours = files(repository, one).into_iter();
        one.id != other.id && ours.any(|file| theirs.contains(&file))
    };
    let mut rest = pulls
        .iter()
        .filter(|one| one.destination == stopped.destination);
    let alone = rest.find(|one| !pulls.iter().any(|other| shares(one, other)));
    (stopped.clone(), by.clone(), alone.unwrap().clone())
}

/// Presses the button with that name on the page that is shown.
async fn press(browser: &Browser, name: &str) {
    let script = format!(
        "[...document.querySelectorAll('main button')]
           .find((button) => button.textContent.trim() === '{name}').click()"
    );
    browser.run(&script).await;
}

/// The message of a check on a page once it has that outcome.
async fn message(page: &str, check: &str, outcome: &str) -> String {
    let shown = format!("data-check=\"{check}\" data-outcome=\"{outcome}\"");
    let started = Instant::now();
    loop {
        let (_, html) = get(page).await;
        if let Some((_, rest)) = html.split_once(&shown) {
            let (_, rest) = rest.split_once("class=\"small reason\">").unwrap();
            return rest.split("</p>").next().unwrap().to_owned();
        }
        assert!(started.elapsed() < PATIENCE, "{check} {outcome}: {html}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Calls that the API has answered: in whose name, which method, with which status.
async fn calls(stack: &Stack) -> Vec<Value> {
    let url = format!("{}/sandbox/requests", stack.addresses().api);
    reqwest::get(url).await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_pull_request_that_git_cannot_merge_with_another_fails_until_a_push_ends_that() {
    let stack = Stack::start(&Host::Forge.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let (stopped, by, alone) = chosen(stack.git(), &pulls);
    let settings = json!({ "thresholds": { "conflicts": 0 } }).to_string();
    site::push(&stack, &stopped.destination, SETTINGS, &settings).await;
    let page = stack.addresses().pull_request(stopped.id);
    browser.goto(&page).await;
    press(&browser, "Enable Sightline").await;
    browser.see("not run yet").await;
    site::forget_requests(&stack).await;

    // A review is the first event.
    press(&browser, "Approve").await;
    let failed = message(&page, "Sightline", "failed").await;
    assert!(
        failed.starts_with("Conflicts with open pull requests: "),
        "{failed}"
    );
    let title = by.title.replace('&', "&amp;");
    let named = format!("#{} {title}: 1 file, 1 in conflict.", by.id);
    assert!(failed.contains(&named), "{named}: {failed}");
    let others = pulls.len() - 1;
    let all = format!("Compared with {others} of {others} other open pull requests.");
    assert!(failed.contains(&all), "{all}: {failed}");
    let made = calls(&stack).await;
    let of_check = made.iter().filter(|call| {
        let caller = call["caller"].as_str().unwrap();
        caller.starts_with("installation ari:cloud:ecosystem::app/")
    });
    let of_check: Vec<&Value> = of_check.collect();
    // The pull request, settings, its own diff, the repository, the list; and a diff of each other one.
    assert_eq!(of_check.len(), 5 + others);
    assert!(of_check.iter().all(|call| call["method"] == "GET"));
    assert!(of_check.iter().all(|call| call["status"] == 200));

    // An attempt to merge is another, and merges nothing.
    browser.goto(&page).await;
    press(&browser, "Merge").await;
    let on_merge = message(&page, "Sightline on merge", "failed").await;
    assert_eq!(on_merge, failed);
    let open = site::open_pull_requests(&stack).await;
    assert!(open.iter().any(|pull| pull.id == stopped.id));

    // The file as the destination has it changes nothing any more, and collides with nothing.
    let file = files(stack.git(), &stopped).remove(0);
    let before = format!("{}:{file}", base(stack.git(), &stopped));
    let text = git::run(stack.git(), &["show", &before]);
    site::push(&stack, &stopped.source, &file, &text).await;
    let passed = message(&page, "Sightline", "passed").await;
    assert!(
        passed.starts_with("Conflicts with open pull requests: 0, at most 0."),
        "{passed}"
    );

    let page = stack.addresses().pull_request(alone.id);
    browser.goto(&page).await;
    press(&browser, "Run again Sightline").await;
    let passed = message(&page, "Sightline", "passed").await;
    let all = format!(
        "Conflicts with open pull requests: 0, at most 0. No other open pull request touches these files. {all}"
    );
    assert_eq!(passed, all);
    browser.close().await;
}

#[tokio::test]
async fn lines_to_read_are_counted_as_git_counts_them() {
    let stack = Stack::start(&Host::Forge.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let pull = &pulls[0];
    let settings = json!({ "thresholds": { "lines": 0 }, "code": ["**"] }).to_string();
    site::push(&stack, &pull.destination, SETTINGS, &settings).await;
    let change = git::change(stack.git(), &pull.destination, &pull.source);
    let page = stack.addresses().pull_request(pull.id);
    browser.goto(&page).await;
    press(&browser, "Enable Sightline").await;
    browser.see("not run yet").await;
    press(&browser, "Run again Sightline").await;
    let failed = message(&page, "Sightline", "failed").await;
    let lines = change.added + change.removed;
    assert_eq!(failed, format!("Lines to read: {lines}, more than 0."));

    browser.close().await;
}

#[tokio::test]
async fn what_cannot_be_read_fails_in_words_that_say_what_to_do() {
    let stack = Stack::start(&Host::Forge.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let page = stack.addresses().pull_request(pulls[0].id);
    browser.goto(&page).await;
    press(&browser, "Enable Sightline").await;
    browser.see("not run yet").await;
    site::delay(&stack, Duration::from_secs(8)).await;
    press(&browser, "Run again Sightline").await;
    let words = "This pull request could not be read: no answer within 6 s. Run the check again.";
    assert_eq!(message(&page, "Sightline", "failed").await, words);
    site::heal(&stack).await;

    site::fail(&stack, "/src/", 500).await;
    site::push(&stack, &pulls[0].source, "src/pushed.rs", "one").await;
    let started = Instant::now();
    let words = "The settings in .bitbucket/sightline.json could not be read";
    while !message(&page, "Sightline", "failed").await.contains(words) {
        assert!(started.elapsed() < PATIENCE);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for scheme in [ColorScheme::Light, ColorScheme::Dark] {
        browser.prefer(scheme).await;
        browser.goto(&page).await;
        browser.see(words).await;
        let mut faults = axe::violations(&browser).await;
        // Panel and card have the same name.
        faults.retain(|fault| !fault.starts_with("landmark-unique"));
        assert_eq!(faults, Vec::<String>::new());
    }
    browser.screenshot("merge-check").await;
    browser.close().await;
}
