//! Calls that a first visit makes about the past of a pull request's files: their order, and their number
//! at most.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::{
    cell::{Cell, RefCell},
    future::ready,
    pin::pin,
    task::{Context, Poll, Waker},
};

use bitbucket_cloud::{AuthoredCommit, Error, FileChange};
use serde_json::json;
use sightline_app::history::{
    change_plan::{changes, each, histories},
    limits::{AT_ONCE, FIRST_VISIT},
};

fn file(old: Option<&str>, new: Option<&str>, lines: u32) -> FileChange {
    FileChange::new(old.map(str::to_owned), new.map(str::to_owned), lines, 0)
}

fn commit(hash: &str, day: u32) -> AuthoredCommit {
    let commit = json!({
        "hash": hash, "date": format!("2026-11-{day:02}T00:00:00+00:00"), "author": null,
    });
    serde_json::from_value(commit).unwrap()
}

/// Runs a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("it waits"),
    }
}

fn numbers(count: usize) -> Vec<String> {
    (1..=count).map(|number| number.to_string()).collect()
}

#[test]
fn the_weightiest_twenty_files_that_have_a_past_come_first() {
    let names = numbers(30);
    let mut files: Vec<FileChange> = names
        .iter()
        .zip(1..)
        .map(|(name, lines)| file(Some(name), Some(name), lines))
        .collect();
    files.push(file(None, Some("new"), 1_000));
    files.push(file(Some("before"), Some("after"), 900));
    files.push(file(Some("removed"), None, 800));
    let mut expected = vec!["before".to_owned(), "removed".to_owned()];
    expected.extend((13..=30).rev().map(|number: u32| number.to_string()));
    assert_eq!(histories(&files), expected);
    assert_eq!(histories(&[]), Vec::<String>::new());
}

#[test]
fn a_commit_that_touched_more_of_the_files_comes_first_then_a_newer_one() {
    let read = [
        commit("once", 3),
        commit("twice", 1),
        commit("newer", 9),
        commit("twice", 1),
    ];
    assert_eq!(changes(&read), ["twice", "newer", "once"]);
    let many: Vec<_> = numbers(90).iter().map(|hash| commit(hash, 2)).collect();
    assert_eq!(changes(&many).len(), 40);
}

#[test]
fn four_calls_are_made_at_a_time_and_none_after_the_last() {
    let asked = RefCell::new(Vec::new());
    let at_looks = RefCell::new(Vec::new());
    let goes_on = || {
        at_looks.borrow_mut().push(asked.borrow().len());
        asked.borrow().len() < 6
    };
    let found = now(each(&numbers(20), goes_on, async |item: &str| {
        asked.borrow_mut().push(item.to_owned());
        Ok(item.len())
    }));
    assert_eq!(*asked.borrow(), numbers(8));
    assert_eq!(*at_looks.borrow(), [0, 4, 8]);
    assert_eq!(found.len(), 8);
}

#[test]
fn what_bitbucket_does_not_know_is_left_out_and_a_failure_ends_it() {
    let answer = |item: &str| match item {
        "2" => Err(Error::from_status(404, "")),
        "7" => Err(Error::RateLimited),
        item => Ok(item.to_owned()),
    };
    let found = now(each(
        &numbers(20),
        || true,
        async |item: &str| ready(answer(item)).await,
    ));
    let found: Vec<String> = found.into_iter().map(|(item, _)| item).collect();
    assert_eq!(found, ["1", "3", "4", "5", "6"]);
}

#[test]
fn both_parts_together_leave_calls_for_what_is_open() {
    let made = Cell::new(0);
    let call = async |_: &str| -> Result<(), Error> {
        made.set(made.get() + 1);
        Ok(())
    };
    let names = numbers(300);
    let files: Vec<_> = names
        .iter()
        .map(|name| file(Some(name), Some(name), 1))
        .collect();
    let commits: Vec<_> = names.iter().map(|name| commit(name, 2)).collect();
    now(each(&histories(&files), || true, &call));
    now(each(&changes(&commits), || true, &call));
    assert_eq!(made.get(), 60);
    assert!(made.get() + 2 * AT_ONCE < FIRST_VISIT as usize);
}
