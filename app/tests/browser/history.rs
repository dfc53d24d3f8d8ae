//! Status of the history that the page reads and keeps.

use std::time::Duration;

use crate::support::{
    Looked, asked, hold, holds, look, patient, release,
    repository::{Repository, page_of, path, pull},
    run, settled, sleep,
};
use wasm_bindgen_test::wasm_bindgen_test;

/// A repository in which so many were merged, one a day.
fn with(merged: u32) -> Repository {
    let pulls = (1..=merged).map(|id| {
        let more = format!(
            "state: 'MERGED', created_on: ago({}), updated_on: ago({id})",
            id + 1
        );
        pull(1_000 - id, ("gone", &format!("m{id}")), "main", &more)
    });
    let stats = (1..=merged).map(|id| format!("m{id}: [{}]", path("api/z.rs")));
    Repository {
        merged: pulls.collect::<Vec<String>>().join(","),
        stats: stats.collect::<Vec<String>>().join(","),
        ..Repository::default()
    }
}

fn shown() -> Looked {
    look(Some(page_of("repository")), patient())
}

/// Number of merged pull requests whose files were asked for.
fn files_asked() -> usize {
    let asked = asked();
    asked.iter().filter(|url| url.contains("/diffstat")).count()
}

/// The page of a repository with four merged pull requests, whose history is forgotten while calls are held.
async fn forgotten_while_it_is_read() -> Looked {
    with(4).open();
    hold("/diffstat");
    let page = shown();
    holds("window.held.length > 0").await;
    page.click(KEPT);
    page.says(KEPT, "Read it again").await;
    page
}

/// The button beside what is kept.
const KEPT: &str = ".history .subtle button";

#[wasm_bindgen_test]
async fn it_says_how_much_is_kept_and_that_this_is_all() {
    with(3).open();
    let page = shown();
    page.says(
        ".history [role=status]",
        "All merged pull requests are known.",
    )
    .await;
    let kept = page.text_of(".history");
    // Each record is 321 bytes of JSON with its key; how far the crawl came is kept beside them.
    assert!(
        kept.contains("3 merged pull requests are kept, 2 KB."),
        "{kept}"
    );
    assert_eq!(page.count(".history .depths:not([hidden])"), 0);
}

#[wasm_bindgen_test]
async fn more_is_read_when_somebody_asks_for_it() {
    with(130).open();
    let page = shown();
    let newest = "The newest merged pull requests are known.";
    page.says(".history .depths:not([hidden]) button", "200")
        .await;
    assert!(page.text_of(".history").contains(newest));
    let before = files_asked();
    assert!((80..=110).contains(&before), "{before}");
    page.click(".history .depths button");
    page.says(
        ".history [role=status]",
        "All merged pull requests are known.",
    )
    .await;
    assert_eq!(files_asked(), 130, "each of them once");
}

#[wasm_bindgen_test]
async fn what_is_forgotten_is_gone_and_can_be_read_again() {
    with(4).open();
    let page = shown();
    let kept = ".history .subtle button";
    page.says(kept, "Forget it").await;
    page.says(
        ".history [role=status]",
        "All merged pull requests are known.",
    )
    .await;
    page.click(kept);
    page.says(kept, "Read it again").await;
    assert!(
        page.text_of(".history")
            .contains("This browser has forgotten")
    );
    drop(page);
    let before = files_asked();
    let page = shown();
    page.says(
        ".history [role=status]",
        "All merged pull requests are known.",
    )
    .await;
    assert_eq!(files_asked() - before, 4, "all of it is read again");
}

#[wasm_bindgen_test]
async fn what_was_asked_before_it_is_forgotten_is_neither_kept_nor_shown() {
    let page = forgotten_while_it_is_read().await;
    release();
    settled().await;
    run("window.held = []");
    page.click(KEPT);
    holds("window.held.length > 0").await;
    let said = page.text_of(".history");
    assert!(said.contains("0 merged pull requests are kept"), "{said}");
    release();
    page.says(
        ".history [role=status]",
        "All merged pull requests are known.",
    )
    .await;
}

#[wasm_bindgen_test]
async fn it_is_read_again_at_once_though_answers_are_awaited() {
    let page = forgotten_while_it_is_read().await;
    page.click(KEPT);
    sleep(Duration::from_millis(300)).await;
    let said = page.text_of(".history .reading");
    assert!(!said.contains("nother tab"), "{said}");
    release();
    page.says(
        ".history [role=status]",
        "All merged pull requests are known.",
    )
    .await;
    let said = page.text_of(".history");
    assert!(said.contains("4 merged pull requests are kept"), "{said}");
}

#[wasm_bindgen_test]
async fn as_much_is_read_again_as_on_a_first_visit() {
    with(130).open();
    let page = shown();
    page.has(".history .depths:not([hidden]) button").await;
    let first = files_asked();
    page.click(KEPT);
    page.says(KEPT, "Read it again").await;
    page.click(KEPT);
    page.has(".history progress").await;
    page.says(
        ".history .reading [role=status]",
        "The newest merged pull requests are known.",
    )
    .await;
    let again = files_asked() - first;
    assert!((80..=110).contains(&again), "{again}");
}

#[wasm_bindgen_test]
async fn who_goes_further_after_forgetting_is_not_told_any_more_that_all_is_forgotten() {
    with(130).open();
    let page = shown();
    let deeper = ".history .depths:not([hidden]) button";
    page.has(deeper).await;
    page.click(KEPT);
    page.says(KEPT, "Read it again").await;
    holds("document.activeElement.textContent === 'Read it again'").await;
    page.click(deeper);
    page.says(KEPT, "Forget it").await;
    assert!(!page.text_of(".history").contains("has forgotten"));
}
