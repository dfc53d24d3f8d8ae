//! Files that usually change together, in each state of their block.

use std::time::Duration;

use crate::support::{
    Looked, host, look, never, patient,
    repository::{Repository, file, here, pull},
    sleep,
};
use wasm_bindgen_test::wasm_bindgen_test;

const BLOCK: &str = "[aria-labelledby=companions]";

/// Repository with so many merged pull requests, the last one first, that changed these files.
fn past(count: u32, files: &[&str]) -> Repository {
    let ids = 100..100 + count;
    let files: Vec<String> = files.iter().map(|path| file(path, 1, 0)).collect();
    let files = files.join(",");
    let merged = ids.clone().map(|id| merged(id, id));
    let stats = ids.map(|id| format!("m{id}: [{files}]"));
    Repository {
        merged: merged.collect::<Vec<_>>().join(","),
        stats: stats.collect::<Vec<_>>().join(","),
        files: file("api/a.rs", 1, 0),
        ..Repository::default()
    }
}

fn merged(id: u32, days: u32) -> String {
    let more = format!(
        "state: 'MERGED', created_on: ago({}), updated_on: ago({days})",
        days + 1
    );
    pull(id, ("gone", &format!("m{id}")), "main", &more)
}

/// Sixty changes of three files.
fn three() -> Repository {
    past(60, &["api/a.rs", "api/a.md", "web/ä #1?.ts"])
}

#[wasm_bindgen_test]
async fn missing_files_are_named_with_evidence() {
    three().open();
    let page = look(Some(here("off")), host());
    page.has(".missing > li").await;
    assert_eq!(page.count(".missing > li"), 2);
    let first = page.text_of(".missing > li:first-child");
    assert_eq!(
        first,
        "api/a.mdin 60 of 60 known changes of api/a.rsDismiss api/a.md"
    );
    assert_eq!(
        page.attribute(".missing > li:last-child a", "href")
            .unwrap(),
        "https://bitbucket.example/acme/widgets/src/a7/web/%C3%A4%20%231%3F.ts"
    );
    assert_eq!(page.attribute(".missing a", "target").unwrap(), "_top");
}

#[wasm_bindgen_test]
async fn a_dismissed_file_stays_away_and_comes_back() {
    three().open();
    let page = look(Some(here("off")), host());
    page.has(".missing > li").await;
    page.click(".missing > li:first-child .button");
    page.has(".companions details").await;
    assert_eq!(page.count(".companions > div > .missing > li"), 1);
    assert_eq!(page.text_of(".companions summary"), "1 dismissed file");
    let said = ".companions > [role=status]";
    let gone = "api/a.md is dismissed for this pull request.";
    assert_eq!(page.text_of(said), gone);
    assert_eq!(
        crate::support::run("return document.activeElement.textContent")
            .as_string()
            .unwrap(),
        gone,
        "the focus is not lost"
    );
    js_sys::eval(
        "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })",
    )
    .unwrap();
    page.click(".copy button");
    page.has(".copy textarea:not([hidden])").await;
    let summary = page.text_of(".copy textarea");
    assert!(summary.contains("web/"), "{summary}");
    assert!(!summary.contains("api/a.md"), "{summary}");
    drop(page);
    sleep(Duration::from_millis(100)).await;
    let page = look(Some(here("off")), host());
    page.has(".companions details").await;
    assert_eq!(page.count(".companions > div > .missing > li"), 1);
    page.click(".companions details .button");
    page.says(said, "api/a.md is listed again.").await;
    assert_eq!(page.count(".companions > div > .missing > li"), 2);
    assert_eq!(page.count(".companions details"), 0);
}

#[wasm_bindgen_test]
async fn without_anything_missing_the_block_is_absent() {
    let repository = past(60, &["web/x.ts", "web/y.ts"]);
    repository.open();
    let page = look(Some(here("off")), host());
    is_absent(&page, 60).await;
}

#[wasm_bindgen_test]
async fn a_file_that_was_removed_is_not_missing() {
    let mut repository = past(60, &["api/a.rs", "api/a.md"]);
    repository.merged = [merged(99, 1), repository.merged].join(",");
    let removed = "{ lines_added: 0, lines_removed: 9, old: { path: 'api/a.md' }, new: null }";
    repository.stats = format!("m99: [{removed}], {}", repository.stats);
    repository.open();
    let page = look(Some(here("off")), host());
    is_absent(&page, 61).await;
}

#[wasm_bindgen_test]
async fn a_team_has_files_ignored() {
    let repository = Repository {
        settings: r#"{ "companions": { "ignore": ["*.md"] } }"#.to_owned(),
        ..three()
    };
    repository.open();
    let page = look(Some(here("off")), host());
    page.has(".missing > li").await;
    assert_eq!(page.count(".missing > li"), 1);
    assert!(page.text_of(".missing").starts_with("web/"));
}

#[wasm_bindgen_test]
async fn a_team_wants_more_evidence() {
    let repository = Repository {
        settings: r#"{ "companions": { "together": 61 } }"#.to_owned(),
        ..three()
    };
    repository.open();
    let page = look(Some(here("off")), host());
    page.has(".often > li").await;
    assert_eq!(page.count(".warned"), 0, "{}", page.text());
}

#[wasm_bindgen_test]
async fn few_merged_pull_requests_give_a_quiet_list() {
    past(30, &["api/a.rs", "api/a.md"]).open();
    let page = look(Some(here("off")), host());
    page.has(".often > li").await;
    assert_eq!(page.count(".warned"), 0, "{}", page.text());
    let first = page.text_of(".often > li:first-child");
    assert_eq!(
        first,
        "api/a.mdin 30 of 30 known changes of api/a.rsDismiss api/a.md"
    );
}

#[wasm_bindgen_test]
async fn too_little_history_and_history_that_is_not_read_yet_show_no_block() {
    past(12, &["api/a.rs", "api/a.md"]).open();
    let page = look(Some(here("off")), host());
    is_absent(&page, 12).await;
    drop(page);
    past(12, &["api/a.rs"]).open();
    never("state=MERGED");
    let page = look(Some(here("off")), patient());
    page.has(".kinds").await;
    page.has(&format!("{BLOCK}[hidden]")).await;
}

/// Waits until everything is read, and sees that the block is not shown.
async fn is_absent(page: &Looked, merged: u32) {
    let done = format!("Based on {merged} merged pull requests.");
    page.says(".progress p", &done).await;
    assert_eq!(
        page.count(&format!("{BLOCK}[hidden]")),
        1,
        "{}",
        page.text()
    );
}

#[wasm_bindgen_test]
async fn a_merged_pull_request_misses_nothing() {
    let repository = Repository {
        pull: pull(7, ("feature", "a7"), "main", "state: 'MERGED'"),
        ..three()
    };
    repository.open();
    let page = look(Some(here("off")), host());
    page.has(".kinds").await;
    page.has(&format!("{BLOCK}[hidden]")).await;
}

#[wasm_bindgen_test]
async fn files_that_cannot_be_read_are_said_with_a_way_on() {
    crate::support::run("window.unreadable = 1");
    three().open();
    crate::support::run(
        "const request = window.AP.require;
         window.AP.require = (name, ready) => request(name, (call) => ready((options) => {
           if (window.unreadable && options.url.includes('a7'))
             setTimeout(() => options.error({ status: 500 }), 5);
           else call(options);
         }));",
    );
    let page = look(Some(here("off")), host());
    page.has(&format!("{BLOCK} .problem")).await;
    crate::support::run("delete window.unreadable");
    page.click(&format!("{BLOCK} .problem .button"));
    page.has(".missing > li").await;
}
