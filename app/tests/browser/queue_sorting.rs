//! Columns of the queue sort it.

use crate::{
    queue::{hash, shown},
    support::{floor::Floor, settled},
};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn columns_sort_and_say_so() {
    let page = Floor::of(
        "[pull(1, { created_on: ago(3) }), pull(2, { created_on: ago(8) }), pull(3, { created_on: ago(5) })]",
    )
    .look();
    page.has("tbody tr").await;
    let head = "thead th.opened";
    assert_eq!(
        page.attribute("thead th.why", "aria-sort").unwrap(),
        "ascending"
    );
    page.click("thead th.opened .sort");
    page.has("thead th.opened[aria-sort]").await;
    settled().await;
    assert_eq!(shown(&page), ["#2", "#3", "#1"]);
    assert_eq!(page.attribute(head, "aria-sort").unwrap(), "ascending");
    assert!(page.attribute("thead th.why", "aria-sort").is_none());
    page.click("thead th.opened .sort");
    page.has("thead th.opened[aria-sort=descending]").await;
    settled().await;
    assert_eq!(shown(&page), ["#1", "#3", "#2"]);
    assert_eq!(hash(), "#queue?sort=-opened");
}

#[wasm_bindgen_test]
async fn every_column_sorts() {
    let page = Floor::of(
        "[pull(1, { title: 'beta', author: cyd }), pull(2, { title: 'Gamma', author: bob }),
          pull(3, { title: 'Alpha', author: ann })]",
    )
    .look();
    page.has("tbody tr").await;
    assert_eq!(page.count("thead th"), page.count("thead th .sort"));
    page.click("thead th.what .sort");
    page.has("thead th.what[aria-sort=ascending]").await;
    settled().await;
    assert_eq!(shown(&page), ["#3", "#1", "#2"]);
    page.click("thead th.author .sort");
    page.has("thead th.author[aria-sort=ascending]").await;
    settled().await;
    assert_eq!(shown(&page), ["#3", "#2", "#1"]);
    assert_eq!(hash(), "#queue?sort=author");
}
