//! What every other end-to-end test stands on.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::net::TcpStream;

use sightline_tests::{
    git,
    signed::{api, get},
};
use xtask::stack::{Options, Reach, Stack};

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
