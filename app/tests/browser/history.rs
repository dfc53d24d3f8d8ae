//! What the page says of the history that it reads and keeps.

use crate::support::{
    Looked, asked, look, patient,
    repository::{Repository, page_of, path, pull},
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
    let before = asked()
        .iter()
        .filter(|url| url.contains("/diffstat"))
        .count();
    assert!((80..=110).contains(&before), "{before}");
    page.click(".history .depths button");
    page.says(
        ".history [role=status]",
        "All merged pull requests are known.",
    )
    .await;
    let files = asked()
        .iter()
        .filter(|url| url.contains("/diffstat"))
        .count();
    assert_eq!(files, 130, "each of them once");
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
    let before = asked()
        .iter()
        .filter(|url| url.contains("/diffstat"))
        .count();
    let page = shown();
    page.says(
        ".history [role=status]",
        "All merged pull requests are known.",
    )
    .await;
    let after = asked()
        .iter()
        .filter(|url| url.contains("/diffstat"))
        .count();
    assert_eq!(after - before, 4, "all of it is read again");
}
