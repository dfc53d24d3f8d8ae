//! Records that outlive a page.

use std::{cell::Cell, future::poll_fn, pin::pin, rc::Rc, task::Poll, time::Duration};

use js_sys::{Date, futures::spawn_local};
use sightline_app::cache::{Cache, Lock, Table};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

use crate::support;

fn rows(of: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(key, row): &(&str, &str)| ((*key).to_owned(), (*row).to_owned());
    of.iter().map(own).collect()
}

/// A scope that no other test has.
fn scope(name: &str) -> String {
    format!("{name} {}", Date::now())
}

async fn get(cache: &Cache, key: &str) -> Option<String> {
    cache.ready().await;
    cache.get(Table::Meta, key)
}

async fn all(cache: &Cache, table: Table) -> Vec<(String, String)> {
    cache.ready().await;
    cache.all(table).await
}

#[wasm_bindgen_test]
async fn rows_come_back_after_the_page_is_gone() {
    let scope = scope("back");
    let cache = Cache::open(scope.clone());
    cache.put(Table::Merged, "early", &"before it is open");
    all(&cache, Table::Merged).await;
    cache.put(Table::Merged, "2", &"two");
    cache.put(Table::Merged, "1", &"one");
    cache.put(Table::Merged, "1", &"uno \u{1F600}\t");
    cache.put(Table::Diffs, "1", &"open");
    cache.put(Table::Merged, "3", &"three");
    cache.remove(Table::Merged, "3");
    let again = Cache::open(scope);
    let merged = [
        ("1", "uno \u{1F600}\t"),
        ("2", "two"),
        ("early", "before it is open"),
    ];
    assert_eq!(all(&again, Table::Merged).await, rows(&merged));
    assert_eq!(
        again.get::<String>(Table::Diffs, "1").as_deref(),
        Some("open")
    );
    assert_eq!(again.get::<String>(Table::Diffs, "2"), None);
}

#[wasm_bindgen_test]
async fn places_do_not_see_each_other() {
    let (one, other) = (scope("a"), scope("ab"));
    let cache = Cache::open(one);
    all(&cache, Table::Meta).await;
    cache.put(Table::Meta, "x", &"mine");
    assert_eq!(all(&Cache::open(other), Table::Meta).await, rows(&[]));
}

#[wasm_bindgen_test]
async fn another_tabs_rows_are_seen_when_they_are_read_again() {
    let scope = scope("tabs");
    let (one, other) = (Cache::open(scope.clone()), Cache::open(scope));
    all(&one, Table::Meta).await;
    all(&other, Table::Meta).await;
    one.put(Table::Meta, "x", &"y");
    assert_eq!(get(&other, "x").await, None);
    other.reload().await;
    assert_eq!(get(&other, "x").await.as_deref(), Some("y"));
}

#[wasm_bindgen_test]
async fn rows_are_in_the_order_of_keys_at_once() {
    let cache = Cache::open(scope("order"));
    all(&cache, Table::Merged).await;
    cache.put(Table::Merged, "2", &"two");
    cache.put(Table::Merged, "1", &"one");
    let ordered = rows(&[("1", "one"), ("2", "two")]);
    assert_eq!(all(&cache, Table::Merged).await, ordered);
}

#[wasm_bindgen_test]
async fn what_is_put_while_rows_are_read_is_not_lost() {
    let cache = Cache::open(scope("meanwhile"));
    cache.put(Table::Meta, "removed", &"before");
    all(&cache, Table::Meta).await;
    let mut again = pin!(cache.reload());
    let begun = poll_fn(|context| Poll::Ready(again.as_mut().poll(context).is_pending()));
    assert!(begun.await, "it is reading");
    cache.put(Table::Meta, "put", &"meanwhile");
    cache.remove(Table::Meta, "removed");
    again.await;
    let left = rows(&[("put", "meanwhile")]);
    assert_eq!(all(&cache, Table::Meta).await, left);
}

#[wasm_bindgen_test]
async fn rows_stay_when_the_database_is_taken_away() {
    let cache = Cache::open(scope("away"));
    cache.put(Table::Meta, "x", &"y");
    all(&cache, Table::Meta).await;
    support::run("indexedDB.deleteDatabase('sightline');");
    support::sleep(Duration::from_millis(100)).await;
    cache.put(Table::Meta, "z", &"later");
    cache.reload().await;
    let kept = rows(&[("x", "y"), ("z", "later")]);
    assert_eq!(all(&cache, Table::Meta).await, kept);
}

#[wasm_bindgen_test]
async fn twenty_thousand_rows_are_read_in_reasonable_time() {
    const COUNT: usize = 20_000;
    let scope = scope("many");
    // The table is there once somebody has opened it.
    all(&Cache::open(scope.clone()), Table::Merged).await;
    support::run(&format!(
        "window.filled = new Promise((resolve, reject) => {{
           const open = indexedDB.open('sightline');
           open.onerror = reject;
           open.onsuccess = () => {{
             const writing = open.result.transaction('merged', 'readwrite');
             for (let i = 0; i < {COUNT}; i++)
               writing.objectStore('merged').put(JSON.stringify('x'.repeat(300)),
                 '{scope}' + '\\u0001' + String(i).padStart(12, '0'));
             writing.oncomplete = () => {{ open.result.close(); resolve(); }};
           }};
         }});"
    ));
    let filled: js_sys::Promise = support::run("return window.filled").into();
    filled.await.unwrap();
    let before = Date::now();
    let cache = Cache::open(scope);
    assert_eq!(all(&cache, Table::Merged).await.len(), COUNT);
    let read = Date::now() - before;
    let before = Date::now();
    for new in 0..1_000 {
        cache.put(Table::Merged, &format!("{new:013}"), &"row");
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
    let cache = Cache::open(scope("refused"));
    assert_eq!(all(&cache, Table::Meta).await, rows(&[]));
    cache.put(Table::Meta, "x", &"y");
    cache.reload().await;
    assert_eq!(all(&cache, Table::Meta).await, rows(&[("x", "y")]));
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
async fn whoever_stops_waiting_for_a_lock_does_not_keep_it() {
    let name = scope("left");
    let mut take = Box::pin(Lock::take(&name));
    let asked = poll_fn(|context| Poll::Ready(take.as_mut().poll(context))).await;
    assert!(asked.is_pending(), "it is asked for");
    drop(take);
    support::sleep(Duration::from_millis(50)).await;
    assert!(Lock::take(&name).await.is_some());
}

#[wasm_bindgen_test]
async fn what_nobody_visits_for_ninety_days_is_dropped() {
    let (old, fresh) = (scope("old"), scope("fresh"));
    for place in [&old, &fresh] {
        let cache = Cache::open(place.clone());
        cache.ready().await;
        cache.put(Table::Meta, "x", &"y");
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
    let here = Cache::open(scope("here"));
    here.ready().await;
    here.forget_old();
    here.reload().await;
    assert_eq!(all(&Cache::open(fresh), Table::Meta).await.len(), 1);
    assert_eq!(all(&Cache::open(old.clone()), Table::Meta).await, rows(&[]));
}
