//! Both pages in a browser that stores nothing, or whose database never answers.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    Looked, asked, host, look,
    repository::{Repository, diff, here, page_of, pull},
    run,
};

const NOTE: &str = ".overlapping > p";
const TOTAL: &str = ".total";

/// Replaces `window.indexedDB` by what a getter with this body returns, as long as the value lives.
struct Replaced;

impl Replaced {
    fn by(getter: &str) -> Self {
        run(&format!(
            "window.storing = Object.getOwnPropertyDescriptor(window, 'indexedDB');
             Object.defineProperty(window, 'indexedDB',
               {{ configurable: true, get() {{ {getter} }} }});"
        ));
        Self
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        run("Object.defineProperty(window, 'indexedDB', window.storing);");
    }
}

fn opened() {
    let same = diff("api/a.rs", "@@ -11 +11 @@\\n-b\\n+theirs\\n");
    let repository = Repository {
        // As many lines as the diff has.
        files: "{ lines_added: 1, lines_removed: 3, old: { path: 'api/a.rs' }, \
                new: { path: 'api/a.rs' } }"
            .to_owned(),
        others: pull(8, ("b8", "b8"), "main", ""),
        diffs: format!("b8: '{same}'"),
        ..Repository::default()
    };
    repository.open();
}

fn now() -> f64 {
    run("return performance.now()").as_f64().unwrap()
}

async fn is_complete(page: &Looked) {
    page.says(NOTE, "Compared with 1 of 1 other open pull request.")
        .await;
    page.says(".progress > p", "Based on 0 merged pull requests.")
        .await;
    page.loses(".skeleton").await;
    assert_eq!(page.text_of(TOTAL), "1 file +1 −3");
}

#[wasm_bindgen_test]
async fn where_the_database_is_refused_the_panel_is_complete() {
    opened();
    let _refused = Replaced::by("throw new DOMException('refused', 'SecurityError');");
    is_complete(&look(Some(here("off")), host())).await;
}

#[wasm_bindgen_test]
async fn where_the_database_never_answers_the_first_number_does_not_wait_for_it() {
    opened();
    let _silent = Replaced::by("return { open: () => new EventTarget() };");
    let begun = now();
    let page = look(Some(here("off")), host());
    page.has(TOTAL).await;
    // Answers come at once here.
    assert!(now() - begun < 1_000.0, "{} ms", now() - begun);
    // What is read in the background begins once the database was given up.
    let listed = asked().iter().any(|url| url.contains("state=OPEN"));
    assert!(!listed, "{:?}", asked());
    is_complete(&page).await;
}

#[wasm_bindgen_test]
async fn where_the_database_never_answers_the_queue_is_shown() {
    opened();
    let _silent = Replaced::by("return { open: () => new EventTarget() };");
    let begun = now();
    run("location.hash = '#queue'");
    let page = look(Some(page_of("repository")), host());
    page.has("table.queue tbody tr").await;
    // The database is given up after five seconds.
    assert!(now() - begun < 4_000.0, "{} ms", now() - begun);
}
