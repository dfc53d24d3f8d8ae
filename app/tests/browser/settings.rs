//! A team's settings in the panel.

use crate::support::{
    Looked, asked, host, look,
    repository::{Repository, file, here},
};
use wasm_bindgen_test::wasm_bindgen_test;

const NOTE: &str = ".sizing > .note:not([hidden])";

fn opened(settings: &str) -> Looked {
    repository(settings).open();
    look(Some(here("off")), host())
}

fn repository(settings: &str) -> Repository {
    Repository {
        settings: settings.to_owned(),
        files: [file("api/a.rs", 3, 0), file("api/a.api.rs", 50, 0)].join(","),
        ..Repository::default()
    }
}

fn reads() -> usize {
    let asked = asked().into_iter();
    asked.filter(|url| url.contains("sightline.json")).count()
}

#[wasm_bindgen_test]
async fn without_a_file_everything_works() {
    let page = opened("");
    page.has(".kinds").await;
    assert_eq!(page.text_of(".kinds > li"), "Code 2 files +53 −0");
    assert_eq!(page.count(NOTE), 0);
}

#[wasm_bindgen_test]
async fn a_team_says_what_is_generated() {
    let page = opened(r#"{ "generated": ["*.api.rs"] }"#);
    page.has(".kinds").await;
    assert_eq!(page.text_of(".kinds > li"), "Code 1 file +3 −0");
    assert_eq!(
        page.text_of(".kinds > li:nth-child(3)"),
        "Generated 1 file +50 −0"
    );
    assert_eq!(page.count(NOTE), 0);
}

#[wasm_bindgen_test]
async fn the_file_is_read_where_the_pull_request_goes_and_kept_until_that_moves() {
    let page = opened(r#"{ "generated": ["/api/"] }"#);
    page.has(".kinds").await;
    let read = asked()
        .into_iter()
        .find(|url| url.contains("sightline.json"));
    assert!(
        read.unwrap()
            .contains("/src/d00d/.bitbucket/sightline.json")
    );
    drop(page);
    let page = look(Some(here("off")), host());
    page.has(".kinds").await;
    assert!(page.text_of(".kinds > li").starts_with("Generated"));
    assert_eq!(reads(), 1);
    drop(page);
    crate::support::run("window.moved = 'beef'");
    let page = look(Some(here("off")), host());
    page.has(".kinds").await;
    crate::support::run("delete window.moved");
    assert_eq!(reads(), 2);
}

#[wasm_bindgen_test]
async fn a_file_that_is_no_json_is_said_with_the_place() {
    let page = opened("{ \"generated\": [\"*.api.rs\" }");
    page.has(NOTE).await;
    let note = page.text_of(NOTE);
    assert!(
        note.starts_with(".bitbucket/sightline.json cannot be used"),
        "{note}"
    );
    assert!(note.contains("line 1 column 28"), "{note}");
    page.has(".kinds").await;
    assert_eq!(page.text_of(".kinds > li"), "Code 2 files +53 −0");
}

#[wasm_bindgen_test]
async fn a_setting_that_does_not_exist_is_said_and_nothing_applies() {
    let page = opened(r#"{ "generated": ["*.api.rs"], "test": [] }"#);
    page.has(NOTE).await;
    let note = page.text_of(NOTE);
    assert!(note.contains("unknown field `test`"), "{note}");
    page.has(".kinds").await;
    assert_eq!(page.text_of(".kinds > li"), "Code 2 files +53 −0");
}

#[wasm_bindgen_test]
async fn settings_that_cannot_be_read_are_said_and_can_be_asked_for_again() {
    crate::support::run("window.failing = 500");
    let page = opened(r#"{ "generated": ["*.api.rs"] }"#);
    page.has(NOTE).await;
    page.has(".kinds").await;
    assert_eq!(page.text_of(".kinds > li"), "Code 2 files +53 −0");
    crate::support::run("delete window.failing");
    page.click(".sizing > .note .button");
    page.says(".kinds > li", "Code 1 file +3 −0").await;
    assert_eq!(page.count(NOTE), 0);
}
