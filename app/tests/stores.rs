//! Stores that need no host, under an owner of their own.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use bitbucket_cloud::{Error, PullRequest, Timestamp};
use leptos::prelude::*;
use serde_json::json;
use sightline_app::{
    model::{
        history::MergedHistory,
        hotspots::{HotspotTree, name},
        period::Period,
        records::MergedPullRequest,
        shades::ShadeBy,
    },
    state::{
        Loading,
        hotspots::{FolderStore, HotspotStore},
        is_ready,
        scope::Scope,
    },
};
use sightline_insight::FileChange;

const NOW: &str = "2026-11-25T12:00:00Z";

/// Hotspots of one pull request that changed these files when it was merged.
fn tree(paths: &[&str]) -> Loading<Arc<HotspotTree>> {
    let pull_request: PullRequest = serde_json::from_value(json!({
        "id": 1, "title": "A change", "state": "MERGED",
        "source": { "branch": { "name": "a" }, "commit": { "hash": "m1" } },
        "destination": { "branch": { "name": "main" }, "commit": { "hash": "bb" } },
        "created_on": NOW, "updated_on": NOW,
    }))
    .unwrap();
    let mut merged = MergedPullRequest::of(&pull_request);
    let files = paths.iter().map(|path| FileChange {
        path: (*path).to_owned(),
        old_path: None,
        lines_added: 1,
        lines_removed: 0,
    });
    merged.files = files.collect();
    let past = Arc::new(MergedHistory::new(vec![Arc::new(merged)]));
    let now = Timestamp::parse(NOW).unwrap().unix();
    Some(Ok(Arc::new(HotspotTree::new(
        past,
        |_| None,
        Period::ThreeMonths,
        now,
    ))))
}

fn in_owner(test: impl FnOnce()) {
    Owner::new().with(test);
}

fn names(folder: FolderStore) -> Vec<String> {
    folder.spots.read().iter().map(name).collect()
}

#[test]
fn a_folder_follows_the_reader_and_what_is_known() {
    in_owner(|| {
        let known = RwSignal::new(None);
        let hotspots = HotspotStore {
            chosen: RwSignal::new(None),
            shade_by: RwSignal::new(ShadeBy::named("")),
            sorting: RwSignal::default(),
            period: Memo::new(|_| Period::ThreeMonths),
            folder: RwSignal::new(String::new()),
            tree: Memo::new(move |_| known.get()),
        };
        let folder = FolderStore::new(hotspots);
        assert!(names(folder).is_empty());
        known.set(tree(&["api/a.rs"]));
        assert_eq!(names(folder), ["api/"]);
        hotspots.enter("api".to_owned());
        assert_eq!(names(folder), ["a.rs"]);
        known.set(tree(&["api/a.rs", "api/b.rs"]));
        assert_eq!(names(folder), ["a.rs", "b.rs"]);
        known.set(Some(Err(Error::Anonymous)));
        assert!(names(folder).is_empty());
    });
}

#[test]
fn a_view_that_waits_is_told_when_a_value_comes_and_when_it_fails_but_of_no_other_change() {
    in_owner(|| {
        let value: RwSignal<Loading<u32>> = RwSignal::new(None);
        let ready = is_ready(Memo::new(move |_| value.get()));
        let told = RwSignal::new(0);
        let views = Memo::new(move |_| {
            ready.track();
            told.update_untracked(|times| *times += 1);
            told.get_untracked()
        });
        assert_eq!((ready.get(), views.get()), (None, 1));
        value.set(Some(Ok(1)));
        assert_eq!((ready.get(), views.get()), (Some(Ok(())), 2));
        value.set(Some(Ok(2)));
        assert_eq!((ready.get(), views.get()), (Some(Ok(())), 2));
        value.set(Some(Err(Error::Anonymous)));
        assert_eq!((ready.get(), views.get()), (Some(Err(Error::Anonymous)), 3));
    });
}

#[test]
fn work_of_a_store_runs_under_its_owner_and_not_after_its_end() {
    let page = Owner::new();
    let (scope, name) = page.with(|| {
        provide_context("the page");
        (Scope::current(), RwSignal::new(""))
    });
    let button = page.child();
    button.with(|| provide_context("the button"));
    button.with(|| scope.run(|| name.set(use_context().unwrap_or_default())));
    assert_eq!(name.get_untracked(), "the page");
    page.cleanup();
    drop(page);
    let mut ran = false;
    scope.run(|| ran = true);
    assert!(!ran);
}
