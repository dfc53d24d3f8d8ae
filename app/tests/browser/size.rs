//! The size block in each of its states.

use crate::support::{
    Looked, host, look, never, patient,
    repository::{Repository, file, here, pull},
};
use wasm_bindgen_test::wasm_bindgen_test;

const ITEM: &str = ".kinds > li:nth-child";

fn opened(files: &[String]) -> Looked {
    shown(&Repository {
        files: files.join(","),
        ..Repository::default()
    })
}

fn shown(repository: &Repository) -> Looked {
    repository.open();
    look(Some(here("off")), host())
}

fn item(page: &Looked, place: u32) -> String {
    page.text_of(&format!("{ITEM}({place})"))
}

/// A merged pull request with a file of so many lines.
fn merged(id: u32, by: &str, lines: u32) -> (String, String) {
    let more = format!(
        "state: 'MERGED', created_on: ago({}), updated_on: ago({id}),
         author: {{ uuid: '{{{by}}}', display_name: '{by}', type: 'user' }}",
        id + 1
    );
    let pull = pull(id, ("gone", &format!("m{id}")), "main", &more);
    (pull, format!("m{id}: [{}]", file("api/z.rs", lines, 0)))
}

fn with_past(past: &[(String, String)]) -> Repository {
    let list = |part: fn(&(String, String)) -> &str| {
        let parts: Vec<&str> = past.iter().map(part).collect();
        parts.join(",")
    };
    Repository {
        files: file("api/a.rs", 20, 5),
        merged: list(|(pull, _)| pull),
        stats: list(|(_, stat)| stat),
        ..Repository::default()
    }
}

#[wasm_bindgen_test]
async fn kinds_are_told_apart_and_what_is_read_is_timed() {
    let page = opened(&[
        file("api/a.rs", 90, 10),
        file("api/tests/a.rs", 40, 10),
        file("web/dist/app.js", 5_000, 4_000),
        file("vendor/z.c", 7, 0),
        file("Cargo.lock", 300, 200),
    ]);
    page.has(".kinds").await;
    assert_eq!(page.text_of(".total"), "5 files +5,437 −4,220");
    assert_eq!(item(&page, 1), "Code 1 file +90 −10");
    assert_eq!(item(&page, 2), "Tests 1 file +40 −10");
    assert_eq!(item(&page, 3), "Generated 1 file +5,000 −4,000");
    assert_eq!(item(&page, 4), "Vendored 1 file +7 −0");
    assert_eq!(item(&page, 5), "Lock files 1 file +300 −200");
    // 150 lines: 18 minutes at 500 an hour, 30 at 300.
    let time = page.text_of(".kinds + p [title]");
    assert_eq!(
        time,
        "About 18 to 30 minutes to read, at 300 to 500 lines an hour."
    );
    let source = page.attribute(".kinds + p [title]", "title").unwrap();
    assert!(source.contains("SmartBear"), "{source}");
}

#[wasm_bindgen_test]
async fn code_without_tests_is_said() {
    let page = opened(&[file("api/a.rs", 1, 0)]);
    page.has(".kinds").await;
    assert_eq!(item(&page, 2), "Tests none changed");
    assert_eq!(page.count(".kinds > li"), 2);
}

#[wasm_bindgen_test]
async fn what_needs_no_reading_is_said() {
    let page = opened(&[file("Cargo.lock", 30, 9)]);
    page.has(".kinds + p").await;
    assert!(page.text_of(".kinds + p").starts_with("Nothing in here"));
    assert_eq!(page.count(".kinds > li"), 1);
}

#[wasm_bindgen_test]
async fn moved_files_and_files_without_lines_are_said() {
    let moved = "{ lines_added: 0, lines_removed: 0, old: { path: 'a' }, new: { path: 'b' } }";
    let page = opened(&[
        moved.to_owned(),
        file("logo.png", 0, 0),
        file("api/a.rs", 1, 0),
    ]);
    page.has(".kinds + p + p").await;
    assert_eq!(
        page.text_of(".kinds + p + p"),
        "1 file was moved. 2 files have no lines to count: binary, empty, or new only in name or \
         mode."
    );
}

#[wasm_bindgen_test]
async fn names_are_text() {
    let page = opened(&[file("<script>alert(1)<\\/script>/ä b\"c.rs", 1, 0)]);
    page.has(".folders").await;
    assert_eq!(page.count("script"), 0);
    let path = page.text_of(".folders tbody th");
    assert_eq!(path, "<script>alert(1)</script>/");
}

#[wasm_bindgen_test]
async fn three_thousand_files_are_all_counted() {
    let files: Vec<String> = (0..3_000)
        .map(|n| file(&format!("f{}/g{}/h{n}.rs", n % 40, n % 7), 2, 1))
        .collect();
    let page = opened(&files);
    page.has(".kinds").await;
    assert_eq!(page.text_of(".total"), "3,000 files +6,000 −3,000");
    assert_eq!(page.text_of(".more summary"), "34 more folders");
}

#[wasm_bindgen_test]
async fn it_is_compared_with_what_was_merged() {
    // 25 lines here; 9 of these 12 have fewer, 1 as many, 2 more.
    let lines = [1, 2, 3, 4, 5, 6, 7, 8, 24, 25, 26, 900];
    let past: Vec<_> = (100..)
        .zip(lines)
        .map(|(id, lines)| merged(id, "ann", lines))
        .collect();
    let page = shown(&with_past(&past));
    page.says(
        ".percentile",
        "Larger than 75 % of the last 12 merged pull requests.",
    )
    .await;
}

#[wasm_bindgen_test]
async fn too_few_are_not_compared_with() {
    let past: Vec<_> = (100..109).map(|id| merged(id, "ann", 3)).collect();
    let page = shown(&with_past(&past));
    page.says(
        ".percentile",
        "Too little history to compare with: 9 merged pull requests.",
    )
    .await;
}

#[wasm_bindgen_test]
async fn what_listed_bots_wrote_is_not_compared_with() {
    let mut past: Vec<_> = (100..110).map(|id| merged(id, "ann", 99)).collect();
    past.extend((110..120).map(|id| merged(id, "robbie", 1)));
    let page = shown(&Repository {
        settings: r#"{ "bots": ["robbie"] }"#.to_owned(),
        ..with_past(&past)
    });
    page.says(
        ".percentile",
        "Smaller than each of the last 10 merged pull requests.",
    )
    .await;
}

#[wasm_bindgen_test]
async fn while_history_is_read_that_is_said() {
    let repository = Repository {
        files: file("api/a.rs", 20, 5),
        ..Repository::default()
    };
    repository.open();
    never("state=MERGED");
    let page = look(Some(here("off")), patient());
    page.says(
        ".percentile",
        "How it compares is known when this repository’s history has been read.",
    )
    .await;
}
