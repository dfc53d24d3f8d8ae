//! Memory use: content that is shown again and again takes no more memory each time.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use serde_json::json;
use sightline_tests::{browser::Browser, host::Host, on_both_hosts, site};
use xtask::stack::{Options, Stack};

on_both_hosts!(ten_visits_of_a_panel_take_no_more_memory_than_two,);

/// Lets the test look at the app's memory, which the app keeps to itself.
const WATCH: &str = "for (const name of ['instantiate', 'instantiateStreaming']) {
  const real = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const made = await real.apply(WebAssembly, given);
    const exports = Object.values((made.instance ?? made).exports);
    window.watched = exports.find((one) => one instanceof WebAssembly.Memory);
    const tables = exports.filter((one) => one instanceof WebAssembly.Table);
    const all = (table) => [...Array(table.length).keys()].map((at) => table.get(at));
    // That of JavaScript's values always has `true` among them.
    const values = () => tables.map(all).find((all) => all.includes(true));
    window.held = () => values().filter((one) => one != null).length;
    return made;
  };
}";

/// Bytes of the heap that chance makes: of JavaScript's own book-keeping.
const NOISE: u64 = 40_000;

#[derive(Debug)]
struct Memory {
    /// Bytes of WebAssembly, which only ever grow.
    wasm: u64,
    /// Values of JavaScript that WebAssembly holds.
    held: u64,
    /// Bytes that JavaScript holds, after garbage collection.
    heap: u64,
    nodes: u64,
    listeners: u64,
}

/// Waits until all is shown: the metrics of the page include the card on Forge. Begins and ends in the
/// frame of the panel.
async fn complete(browser: &Browser, host: Host) {
    browser.see("Based on").await;
    browser.gone(".skeleton").await;
    if host == Host::Forge {
        browser.leave_frames().await;
        browser.enter_frame(site::CARD).await;
        browser.find(".waits").await;
        browser.leave_frames().await;
        browser.enter_frame(site::FRAME).await;
    }
}

/// Memory in use, measured in the frame of the app.
async fn memory(browser: &Browser) -> Memory {
    let wasm = browser.run("return watched.buffer.byteLength").await;
    let held = browser.run("return held()").await;
    // Twice: what the first one finds to be gone may have held more.
    for _ in 0..2 {
        let collect = "HeapProfiler.collectGarbage";
        browser.devtools(collect, json!({})).await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
    browser.devtools("Performance.enable", json!({})).await;
    let metrics = browser.devtools("Performance.getMetrics", json!({})).await;
    let metrics = metrics["metrics"].as_array().unwrap().clone();
    let of = |name: &str| {
        let metric = metrics.iter().find(|metric| metric["name"] == name);
        format!("{:.0}", metric.unwrap()["value"].as_f64().unwrap())
            .parse()
            .unwrap()
    };
    Memory {
        wasm: wasm.as_u64().unwrap(),
        held: held.as_u64().unwrap(),
        heap: of("JSHeapUsedSize"),
        nodes: of("Nodes"),
        listeners: of("JSEventListeners"),
    }
}

fn no_higher(after: &Memory, before: &Memory) {
    println!("{before:?}\n{after:?}");
    let said = format!("{before:?} and then {after:?}");
    assert!(after.wasm <= before.wasm, "{said}");
    assert!(after.held <= before.held, "{said}");
    assert!(after.nodes <= before.nodes, "{said}");
    assert!(after.listeners <= before.listeners, "{said}");
    assert!(after.heap <= before.heap + NOISE, "{said}");
}

/// Reads and shows everything about the pull request again, twice. Uses scripts, as the driver keeps
/// alive what it finds.
async fn refresh(browser: &Browser) {
    for (button, said) in [
        (".known > li .button", "is now asked to review"),
        (".said .button", "is no longer asked to review"),
    ] {
        let button = format!("document.querySelector({button:?})");
        browser.holds(&format!("{button} !== null")).await;
        browser.run(&format!("{button}.click()")).await;
        for shown in [
            format!("document.querySelector('.said').textContent.includes({said:?})"),
            "document.querySelector('.skeleton') === null".to_owned(),
            "document.querySelector('.progress').textContent.includes('Based on')".to_owned(),
        ] {
            browser.holds(&shown).await;
        }
    }
}

// On Connect alone: the app for Forge has no permission to write.
#[tokio::test]
async fn ten_refreshes_of_a_panel_take_no_more_memory_than_two() {
    let stack = Stack::start(&Options {
        server_args: vec!["--writing".to_owned()],
        ..Options::default()
    })
    .unwrap();
    let browser = Browser::open().await;
    browser.before_pages(WATCH).await;
    let id = site::open_pull_requests(&stack).await[0].id;
    site::enter_allowing(&browser, &stack.addresses().pull_request(id)).await;
    browser.see("Based on").await;
    for _ in 0..2 {
        refresh(&browser).await;
    }
    let before = memory(&browser).await;
    for _ in 2..10 {
        refresh(&browser).await;
    }
    no_higher(&memory(&browser).await, &before);
    browser.close().await;
}

async fn ten_visits_of_a_panel_take_no_more_memory_than_two(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    browser.before_pages(WATCH).await;
    let id = site::open_pull_requests(&stack).await[0].id;
    let page = stack.addresses().pull_request(id);
    site::enter_allowing(&browser, &page).await;
    browser.see("Based on").await;
    let mut after_two = None;
    for visit in 1..=10 {
        browser.leave_frames().await;
        site::enter(&browser, &page).await;
        complete(&browser, host).await;
        if visit == 2 {
            after_two = Some(memory(&browser).await);
        }
    }
    no_higher(&memory(&browser).await, &after_two.unwrap());
    browser.close().await;
}
