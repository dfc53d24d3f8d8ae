//! The panel where nothing more is read in the background: it is complete all the same, and says why.

use bitbucket_cloud::Budget;
use js_sys::Date;
use sightline_app::cache::Lock;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    Looked, host, look,
    repository::{Repository, diff, here, page_of, pull},
    run,
};

const NOTE: &str = ".overlapping > p";

/// A pull request beside another one that was never compared.
fn opened() {
    let same = diff("api/a.rs", "@@ -11 +11 @@\\n-b\\n+theirs\\n");
    let repository = Repository {
        others: pull(8, ("b8", "b8"), "main", ""),
        diffs: format!("b8: '{same}'"),
        ..Repository::default()
    };
    repository.open();
}

/// Refuses calls of URLs with this in them with that status, until `window.heal()`.
fn refuse(url: &str, status: u16) {
    run(&format!(
        "let refusing = true;
         window.heal = () => {{ refusing = false; }};
         const ready = window.AP.require;
         window.AP.require = (name, go) => ready(name, (call) => go((options) => {{
           if (refusing && options.url.includes('{url}')) options.error({{ status: {status} }});
           else call(options);
         }}));"
    ));
}

async fn is_complete(page: &Looked, note: &str) {
    page.has(NOTE).await;
    page.loses(".skeleton").await;
    let said = page.text_of(NOTE);
    assert!(said.starts_with(note), "{said}");
}

const NONE_READ: &str = "No overlap so far. Compared with 0 of 1 other open pull request. ";

#[wasm_bindgen_test]
async fn at_the_limit_of_calls_it_says_until_when_others_are_not_compared() {
    opened();
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    let slot = (Date::now() / 300_000.0).floor();
    let calls = format!("[[{slot},{}]]", Budget::HOURLY);
    storage.set_item("sightline calls", &calls).unwrap();
    let page = look(Some(here("off")), host());
    is_complete(&page, &format!("{NONE_READ}The others wait for ")).await;
    let status = page.text_of(".progress");
    assert!(status.contains("Reading goes on at"), "{status}");
    storage.remove_item("sightline calls").unwrap();
}

#[wasm_bindgen_test]
async fn while_another_tab_reads_it_lists_what_is_open() {
    opened();
    let name = format!("sightline {}", here("off").scope());
    let lock = Lock::take(&name).await;
    let page = look(Some(here("off")), host());
    is_complete(&page, &format!("{NONE_READ}Another tab is reading")).await;
    drop(lock);
    page.says(NOTE, "Compared with 1 of 1 other open pull request.")
        .await;
}

#[wasm_bindgen_test]
async fn whoever_stops_it_at_once_sees_what_is_open() {
    opened();
    let page = look(Some(here("off")), host());
    page.has(".progress button").await;
    page.click(".progress button");
    is_complete(&page, &format!("{NONE_READ}Reading the others was stopped")).await;
}

#[wasm_bindgen_test]
async fn a_list_that_bitbucket_refuses_is_read_once_somebody_tries_again() {
    opened();
    refuse("state=OPEN", 429);
    let page = look(Some(here("off")), host());
    page.has(".overlapping .problem").await;
    page.loses(".skeleton").await;
    run("window.heal()");
    page.click(".overlapping .problem button");
    page.says(NOTE, "Compared with 1 of 1 other open pull request.")
        .await;
    let status = page.text_of(".progress");
    assert!(!status.contains("limits calls"), "{status}");
}

const NOTHING_SAID: [&str; 4] = [
    "No pull request was merged",
    "Nothing was",
    "Nothing that",
    "Nobody",
];

/// Shows a view of the repository while its past cannot be read, and waits until it says why.
async fn is_not_known(view: &str, why: &str) {
    run(&format!("history.replaceState(null, '', '#{view}')"));
    let page = look(Some(page_of("repository")), host());
    page.says(".empty-title", "Not known yet").await;
    let said = page.text_of(".empty");
    assert!(said.contains(why), "{said}");
    for nothing in NOTHING_SAID {
        assert!(!page.text_of("section.view").contains(nothing), "{nothing}");
    }
    run("history.replaceState(null, '', '#')");
}

#[wasm_bindgen_test]
async fn views_of_the_past_claim_nothing_at_the_limit_of_calls() {
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    for view in ["flow", "hotspots"] {
        // Even what is open is not counted as opened.
        Repository::default().open();
        let slot = (Date::now() / 300_000.0).floor();
        let calls = format!("[[{slot},{}]]", Budget::HOURLY);
        storage.set_item("sightline calls", &calls).unwrap();
        is_not_known(view, "Reading goes on at").await;
        storage.remove_item("sightline calls").unwrap();
    }
}

#[wasm_bindgen_test]
async fn views_of_the_past_claim_nothing_where_its_reading_failed() {
    for view in ["flow", "hotspots"] {
        Repository::default().open();
        refuse("state=MERGED", 500);
        is_not_known(view, "failed").await;
    }
}

#[wasm_bindgen_test]
async fn views_of_the_past_claim_nothing_while_another_tab_reads() {
    let name = format!("sightline {}", page_of("repository").scope());
    let lock = Lock::take(&name).await;
    for view in ["flow", "hotspots"] {
        Repository::default().open();
        is_not_known(view, "Another tab").await;
    }
    drop(lock);
}
