//! Stack that every other end-to-end test relies on.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::net::TcpStream;

use fantoccini::Locator;
use sightline_tests::{
    browser::Browser,
    git,
    signed::{api, get},
};
use xtask::stack::{Forge, Options, Reach, Stack};

/// Frames of apps on a page.
const FRAMES: Locator<'_> = Locator::Css(".connect-frame iframe");

#[tokio::test]
async fn a_stack_that_is_dropped_leaves_nothing_running_and_no_files() {
    let stack = Stack::start(&Options {
        reach: Reach::Started,
        ..Options::default()
    })
    .unwrap();
    let addresses = stack.addresses().clone();
    let origins = [&addresses.web, &addresses.api, &addresses.app];
    let listeners = origins.map(|origin| origin.trim_start_matches("http://"));
    for listener in listeners {
        assert!(TcpStream::connect(listener).is_ok(), "{listener}");
    }
    let files = stack.git().to_owned();
    assert!(files.exists());
    drop(stack);
    for listener in listeners {
        assert!(TcpStream::connect(listener).is_err(), "{listener}");
    }
    assert!(!files.exists());
}

#[tokio::test]
async fn any_clone_can_be_shown_and_is_left_as_it_was() {
    let clone = tempfile::tempdir().unwrap();
    let path = clone.path();
    let run = |arguments: &[&str]| git::run(path, arguments);
    git::begin(path);
    run(&["checkout", "--quiet", "-b", "greeting"]);
    std::fs::write(path.join("hello.txt"), "hello\nworld\n").unwrap();
    run(&["add", "hello.txt"]);
    run(&["commit", "--quiet", "--message=Greet the world"]);
    run(&["checkout", "--quiet", "trunk"]);
    let before = run(&["for-each-ref"]);

    let stack = Stack::start(&Options {
        git: Some(path.to_owned()),
        ..Options::default()
    })
    .unwrap();
    let page = stack.some_pull_request().unwrap();
    assert_eq!(get(&page).await.0, 200);
    let (_, number) = page.rsplit_once('/').unwrap();
    let addresses = stack.addresses();
    let pull = api(&format!(
        "{}/2.0/repositories{}/pullrequests/{number}",
        addresses.api, addresses.repository
    ))
    .await;
    let branch = |end: &str| pull.pointer(&format!("/{end}/branch/name")).cloned();
    assert_eq!(branch("source").unwrap(), "greeting");
    assert_eq!(branch("destination").unwrap(), "trunk");
    drop(stack);
    assert_eq!(run(&["for-each-ref"]), before);
    assert_eq!(run(&["status", "--porcelain"]), "");
}

#[tokio::test]
async fn with_the_reach_of_the_demo_a_pull_request_shows_both_panels_and_the_card() {
    let stack = Stack::start(&Options {
        forge: Forge::Installed,
        reach: Reach::Installed,
        ..Options::default()
    })
    .unwrap();
    let browser = Browser::open().await;
    browser.goto(&stack.some_pull_request().unwrap()).await;
    browser.click("dialog[open] button[value=allow]").await;
    let (mut panels, mut cards) = (Vec::new(), 0);
    for frame in browser.client.find_all(FRAMES).await.unwrap() {
        let source = frame.attr("src").await.unwrap().unwrap();
        frame.enter_frame().await.unwrap();
        browser.find("h2.title, .waits").await;
        match browser.texts("h2.title").await.is_empty() {
            true => cards += 1,
            false => panels.push(source),
        }
        browser.leave_frames().await;
    }
    assert_eq!(cards, 1);
    let addresses = stack.addresses();
    for origin in [addresses.app.clone(), addresses.frames().unwrap()] {
        let own = panels.iter().filter(|panel| panel.starts_with(&origin));
        assert_eq!(own.count(), 1, "{origin} {panels:?}");
    }
    browser.screenshot("demo").await;
    browser.close().await;
}
