//! The page of a repository around its views.

use crate::support::{
    Looked, asked,
    floor::{Floor, again},
    run, settled,
};
use wasm_bindgen_test::wasm_bindgen_test;

fn current(page: &Looked) -> String {
    page.text_of("nav [aria-current=page]")
}

#[wasm_bindgen_test]
async fn five_views_are_a_click_away_and_the_last_one_is_kept() {
    let page = Floor::of("[pull(1, asks(bob))]").look();
    page.has("tbody tr").await;
    assert_eq!(current(&page), "Queue");
    assert_eq!(page.text_of("nav ul"), "QueueFlowHotspotsOverlapsLoad");
    settled().await;
    let before = asked().len();
    page.click("nav a[href='#load']");
    page.has("table.load").await;
    assert_eq!(current(&page), "Load");
    assert_eq!(page.count("nav [aria-current]"), 1);
    let hash = run("return location.hash").as_string().unwrap();
    assert_eq!(hash, "#load");
    run("history.back()");
    page.has("#queue").await;
    assert_eq!(current(&page), "Queue");
    assert_eq!(page.count("tbody tr"), 1);
    page.click("nav a[href='#load']");
    page.has("table.load").await;
    assert_eq!(asked().len(), before, "views share what was read");
    drop(page);
    run("history.replaceState(null, '', '#')");
    let page = again();
    page.has("table.load").await;
    drop(page);
    run("history.replaceState(null, '', '#overlaps')");
    let page = again();
    page.has("#overlaps").await;
    drop(page);
    run("history.replaceState(null, '', '#no-such-view')");
    let page = again();
    page.has("nav [aria-current]").await;
}
