//! The other pages in each of their states.
#![cfg(target_arch = "wasm32")]
#![allow(dead_code, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod support;

use std::time::Duration;

use sightline_app::{context::Context, host::Host};
use support::{asked, bridge, context, host, look, sleep};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const HELPERS: &str = "
    const pull = (id, minutes, extra) => ({
      id, title: 'Pull ' + id, state: 'OPEN', author: { uuid: '{ann}', display_name: 'Ann Lee' },
      source: { commit: { hash: 'a' + id } }, destination: { commit: { hash: 'b' } },
      created_on: new Date(Date.now() - 40 * 86400e3).toISOString(),
      updated_on: new Date(Date.now() - minutes * 60e3).toISOString(),
      reviewers: [{ uuid: '{bob}', display_name: 'Bob' }],
      participants: [{ user: { uuid: '{bob}', display_name: 'Bob' }, state: 'approved' }], ...extra });
    const files = { values: [
      { lines_added: 10, lines_removed: 2, new: { path: 'a' } },
      { lines_added: 5, lines_removed: 0, new: { path: 'b' } } ] };
    const list = (values, more) => answer({ size: 40, values, ...more });
    const size = options.url.includes('/diffstat');";

fn answering(body: &str) {
    bridge(&format!("{HELPERS} {body}"));
}

fn here() -> Context {
    context(
        r#"{ "page": "repository", "workspace": "acme", "user": "{1}",
             "repository": { "uuid": "{2}", "full_name": "acme/widgets" },
             "host_url": "https://bitbucket.example", "session": "secret" }"#,
    )
}

#[wasm_bindgen_test]
async fn open_pull_requests_are_listed_last_active_first() {
    answering(
        "size ? answer(files) : list([pull(1, 300), pull(3, 5), pull(2, 130, { draft: true })]);",
    );
    let page = look(Some(here()), host());
    page.has("tbody tr").await;
    let title = |row: u32| page.text_of(&format!("tbody tr:nth-child({row}) th"));
    assert_eq!(title(1).trim(), "Pull 3 #3");
    assert_eq!(title(2), "Pull 2 #2 Draft");
    assert_eq!(title(3).trim(), "Pull 1 #1");
    assert_eq!(page.text_of(".count"), "3 of 40 open, last active first");
    assert_eq!(page.text_of("tbody tr td:nth-child(3)"), "1 month ago");
    assert_eq!(page.text_of("tbody tr td:nth-child(4)"), "5 minutes ago");
    assert_eq!(page.text_of("tbody tr .stack"), "BBob: Approved");
    let link = "tbody tr th a";
    let address = "https://bitbucket.example/acme/widgets/pull-requests/3";
    assert_eq!(page.attribute(link, "href").unwrap(), address);
    assert_eq!(page.attribute(link, "target").unwrap(), "_top");
    page.has("tr:nth-child(3) .size .files").await;
    assert_eq!(page.text_of("tbody tr .size"), "2 files +15 −2");
    assert_eq!(asked().len(), 4);
}

#[wasm_bindgen_test]
async fn a_size_that_fails_is_not_known_and_the_others_are() {
    answering(
        "if (!size) list([pull(1, 1), pull(2, 2)]);
         else if (options.url.includes('/1/')) refuse({ status: 555 }); else answer(files);",
    );
    let page = look(Some(here()), host());
    page.has("tr:nth-child(2) .size .files").await;
    page.has("tr:nth-child(1) .size .subtle").await;
    assert_eq!(page.text_of("tr:nth-child(1) .size"), "not known");
    assert_eq!(page.count(".note"), 0);
}

#[wasm_bindgen_test]
async fn sizes_stop_when_no_more_calls_are_allowed() {
    answering(
        "if (!size) list(Array.from({ length: 30 }, (_, n) => pull(n + 1, n)));
         else refuse({ status: 429 });",
    );
    let page = look(Some(here()), host());
    page.has(".note").await;
    sleep(Duration::from_millis(100)).await;
    assert!(page.text_of(".note").starts_with("Some sizes are missing"));
    assert_eq!(page.count(".size .subtle"), 30);
    assert!(asked().len() <= 1 + 8, "{} calls", asked().len());
}

#[wasm_bindgen_test]
async fn more_pages_are_read_on_demand_and_no_row_comes_twice() {
    answering(
        "if (size) answer(files);
         else if (options.url.endsWith('page=2')) list([pull(2, 20), pull(1, 1)], { size: 3 });
         else list([pull(3, 10), pull(2, 20)], { size: 3, next: 'https://api.example/2.0/x?page=2' });",
    );
    let page = look(Some(here()), host());
    page.has("tbody tr").await;
    assert_eq!(page.count("tbody tr"), 2);
    page.click("button");
    page.has("tbody tr:nth-child(3)").await;
    assert_eq!(page.count("tbody tr"), 3);
    assert_eq!(page.text_of("tbody tr th").trim(), "Pull 1 #1");
    assert_eq!(page.text_of(".count"), "3 open, last active first");
    assert_eq!(page.count("button:not([hidden])"), 0);
}

#[wasm_bindgen_test]
async fn a_next_page_that_fails_keeps_the_list() {
    answering(
        "if (size) answer(files);
         else if (options.url.endsWith('page=2')) refuse({ status: 500 });
         else list([pull(3, 10)], { next: 'https://api.example/2.0/x?page=2' });",
    );
    let page = look(Some(here()), host());
    page.has("button:not([hidden])").await;
    page.click("button");
    page.has(".problem").await;
    assert_eq!(page.count("tbody tr"), 1);
}

#[wasm_bindgen_test]
async fn an_empty_list_is_said() {
    answering("answer({ size: 0, values: [] });");
    let page = look(Some(here()), host());
    page.has(".empty").await;
    assert_eq!(page.text_of(".empty-title"), "No pull request is open");
}

#[wasm_bindgen_test]
async fn a_list_that_fails_can_be_tried_again() {
    answering("asked.length === 1 ? refuse({ status: 500 }) : answer({ size: 0, values: [] });");
    let page = look(Some(here()), host());
    page.has(".problem").await;
    page.click(".problem button");
    page.has(".empty").await;
}

#[wasm_bindgen_test]
async fn admins_read_what_the_app_is_and_may_do() {
    bridge("");
    let configure = r#"{ "page": "configure", "workspace": "{3}", "user": "{1}",
        "host_url": "https://bitbucket.example", "session": "secret" }"#;
    let page = look(Some(context(configure)), host());
    assert_eq!(page.text_of("h1"), "Sightline");
    assert!(page.text().contains("Read pull requests: "));
    assert!(page.text().contains(env!("CARGO_PKG_VERSION")));
    assert_eq!(asked().len(), 0);
}

#[wasm_bindgen_test]
async fn outside_bitbucket_the_app_says_so() {
    let page = look(None, host());
    assert_eq!(page.text_of("h1"), "Sightline lives inside Bitbucket");
}

#[wasm_bindgen_test]
async fn a_bridge_that_did_not_load_is_said() {
    let page = look(Some(here()), Host::Standalone);
    page.has(".problem").await;
    let title = page.text_of(".problem-title");
    assert_eq!(title, "Bitbucket’s script is missing");
}
