//! Rows that outlive a page.

use std::{cell::Cell, future::poll_fn, pin::pin, rc::Rc, task::Poll, time::Duration};

use js_sys::{Date, futures::spawn_local};
use sightline_app::store::{Lock, Rows, Store, Table};
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

#[allow(dead_code, clippy::panic, reason = "other tests use it")]

fn rows(of: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(key, row): &(&str, &str)| ((*key).to_owned(), (*row).to_owned());
    of.iter().map(own).collect()
}

/// A scope that no other test has.
fn scope(name: &str) -> String {
    format!("{name} {}", Date::now())
}

async fn get(store: &Store, key: &str) -> Option<String> {
    store.ready().await;
    store.row(Table::Note, key)
}

async fn all(store: &Store, table: Table) -> Vec<(String, String)> {
    store.ready().await;
    store.rows(table)
}

#[wasm_bindgen_test]
async fn rows_come_back_after_the_page_is_gone() {
    let scope = scope("back");
    let store = Store::open(scope.clone());
    store.put(Table::Merged, "early", "before it is open");
    all(&store, Table::Merged).await;
    store.put(Table::Merged, "2", "two");
    store.put(Table::Merged, "1", "one");
    store.put(Table::Merged, "1", "uno \u{1F600}\t");
    store.put(Table::Open, "1", "open");
    store.put(Table::Merged, "3", "three");
    store.remove(Table::Merged, "3");
    let again = Store::open(scope);
    let merged = [
        ("1", "uno \u{1F600}\t"),
        ("2", "two"),
        ("early", "before it is open"),
    ];
    assert_eq!(all(&again, Table::Merged).await, rows(&merged));
    assert_eq!(again.row(Table::Open, "1").as_deref(), Some("open"));
    assert_eq!(again.row(Table::Open, "2"), None);
}

#[wasm_bindgen_test]
async fn places_do_not_see_each_other() {
    let (one, other) = (scope("a"), scope("ab"));
    let store = Store::open(one);
    all(&store, Table::Note).await;
    store.put(Table::Note, "x", "mine");
    assert_eq!(all(&Store::open(other), Table::Note).await, rows(&[]));
}

#[wasm_bindgen_test]
async fn another_tabs_rows_are_seen_when_they_are_read_again() {
    let scope = scope("tabs");
    let (one, other) = (Store::open(scope.clone()), Store::open(scope));
    all(&one, Table::Note).await;
    all(&other, Table::Note).await;
    one.put(Table::Note, "x", "y");
    assert_eq!(get(&other, "x").await, None);
    other.again().await;
    assert_eq!(get(&other, "x").await.as_deref(), Some("y"));
}

#[wasm_bindgen_test]
async fn rows_are_in_the_order_of_keys_at_once() {
    let store = Store::open(scope("order"));
    all(&store, Table::Merged).await;
    store.put(Table::Merged, "2", "two");
    store.put(Table::Merged, "1", "one");
    let ordered = rows(&[("1", "one"), ("2", "two")]);
    assert_eq!(all(&store, Table::Merged).await, ordered);
}

#[wasm_bindgen_test]
async fn what_is_put_while_rows_are_read_is_not_lost() {
    let store = Store::open(scope("meanwhile"));
    store.put(Table::Note, "removed", "before");
    all(&store, Table::Note).await;
    let mut again = pin!(store.again());
    let begun = poll_fn(|context| Poll::Ready(again.as_mut().poll(context).is_pending()));
    assert!(begun.await, "it is reading");
    store.put(Table::Note, "put", "meanwhile");
    store.remove(Table::Note, "removed");
    again.await;
    let left = rows(&[("put", "meanwhile")]);
    assert_eq!(all(&store, Table::Note).await, left);
}

#[wasm_bindgen_test]
async fn rows_stay_when_the_database_is_taken_away() {
    let store = Store::open(scope("away"));
    store.put(Table::Note, "x", "y");
    all(&store, Table::Note).await;
    support::run("indexedDB.deleteDatabase('sightline');");
    support::sleep(Duration::from_millis(100)).await;
    store.put(Table::Note, "z", "later");
    store.again().await;
    let kept = rows(&[("x", "y"), ("z", "later")]);
    assert_eq!(all(&store, Table::Note).await, kept);
}

#[wasm_bindgen_test]
async fn twenty_thousand_rows_are_read_in_reasonable_time() {
    const COUNT: usize = 20_000;
    let scope = scope("many");
    // The table is there once somebody has opened it.
    all(&Store::open(scope.clone()), Table::Merged).await;
    support::run(&format!(
        "window.filled = new Promise((resolve, reject) => {{
           const open = indexedDB.open('sightline');
           open.onerror = reject;
           open.onsuccess = () => {{
             const writing = open.result.transaction('rows', 'readwrite');
             for (let i = 0; i < {COUNT}; i++)
               writing.objectStore('rows').put('x'.repeat(300),
                 '{scope}' + '\\u0001m' + String(i).padStart(12, '0'));
             writing.oncomplete = () => {{ open.result.close(); resolve(); }};
           }};
         }});"
    ));
    let filled: js_sys::Promise = support::run("return window.filled").into();
    filled.await.unwrap();
    let before = Date::now();
    let store = Store::open(scope);
    assert_eq!(all(&store, Table::Merged).await.len(), COUNT);
    let read = Date::now() - before;
    let before = Date::now();
    for new in 0..1_000 {
        store.put(Table::Merged, &format!("{new:013}"), "row");
    }
    let put = Date::now() - before;
    console_log!("{COUNT} rows read in {read} ms, 1,000 put in {put} ms");
    assert!(read < 4_000.0, "{read} ms");
    assert!(put < 4_000.0, "{put} ms");
}

#[wasm_bindgen_test]
async fn where_storing_is_refused_rows_live_as_long_as_the_page() {
    support::run(
        "window.before = Object.getOwnPropertyDescriptor(window, 'indexedDB');
         Object.defineProperty(window, 'indexedDB', { configurable: true,
           get() { throw new DOMException('refused', 'SecurityError'); } });",
    );
    let store = Store::open(scope("refused"));
    assert_eq!(all(&store, Table::Note).await, rows(&[]));
    store.put(Table::Note, "x", "y");
    store.again().await;
    assert_eq!(all(&store, Table::Note).await, rows(&[("x", "y")]));
    support::run("Object.defineProperty(window, 'indexedDB', window.before);");
}

#[wasm_bindgen_test]
async fn one_tab_works_at_a_time() {
    let name = scope("lock");
    let lock = Lock::take(&name).await;
    assert!(lock.is_some());
    assert!(Lock::take(&name).await.is_none(), "it is taken");
    let come = Rc::new(Cell::new(false));
    let (waiting, waited) = (Rc::clone(&come), name.clone());
    spawn_local(async move {
        let lock = Lock::wait(&waited).await;
        waiting.set(lock.is_some());
    });
    support::sleep(Duration::from_millis(50)).await;
    assert!(!come.get(), "it waits");
    drop(lock);
    support::sleep(Duration::from_millis(50)).await;
    assert!(come.get(), "it has its turn");
    assert!(Lock::take(&name).await.is_some(), "and gave it back");
}

#[wasm_bindgen_test]
async fn what_nobody_visits_for_ninety_days_is_dropped() {
    let (old, fresh) = (scope("old"), scope("fresh"));
    for place in [&old, &fresh] {
        let store = Store::open(place.clone());
        store.ready().await;
        store.put(Table::Note, "x", "y");
    }
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    let today = Date::now() / 86_400_000.0;
    for (place, days) in [(&old, 91.5), (&fresh, 89.0)] {
        let name = format!("sightline visited {place}");
        assert!(storage.get_item(&name).unwrap().is_some());
        storage
            .set_item(&name, &format!("{}", (today - days).floor()))
            .unwrap();
    }
    let here = Store::open(scope("here"));
    here.ready().await;
    here.forget_old();
    here.again().await;
    assert_eq!(all(&Store::open(fresh), Table::Note).await.len(), 1);
    assert_eq!(all(&Store::open(old.clone()), Table::Note).await, rows(&[]));
}
