//! Layout shifts of what a reader reads: Chromium's own sum of layout shifts within the frame.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::time::Duration;

use serde_json::{Value, json};
use sightline_tests::{browser::Browser, host::Host, on_both_hosts, site};
use xtask::stack::Stack;

on_both_hosts!(
    panels_stay_where_they_are,
    more_panels_stay_where_they_are,
    all_other_panels_stay_where_they_are,
    panels_that_are_built_slowly_stay_where_they_are,
    flow_stays_where_it_is,
    hotspots_stay_where_they_are,
    load_stays_where_it_is,
    overlaps_stay_where_they_are,
    the_queue_stays_where_it_is,
);

/// Largest sum of a visit. Chromium's own border of what is good is 0.1 (web.dev/articles/cls).
const MOST: f64 = 0.05;

/// Tests that share all open pull requests: none may take as long as a test that hangs.
const PARTS: usize = 3;

/// Records layout shifts in a frame of the app, except those that follow a press or a key.
const RECORD: &str = r"
    if (window !== window.top) {
      window.shifts = [];
      const name = (node) => node ? `${node.nodeName}.${node.className || (node.data || '').slice(0, 40)}` : 'gone';
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries().filter((entry) => !entry.hadRecentInput))
          window.shifts.push({ value: shift.value, at: Math.round(shift.startTime),
            of: shift.sources.map((one) => `${name(one.node)} ${one.previousRect.y} to ${one.currentRect.y}`) });
      }).observe({ type: 'layout-shift', buffered: true });
    }";

/// Lets short timers, after which parts are built, take long: as on a machine that has much else to do.
const SLOW: &str = r"
    const timer = window.setTimeout;
    window.setTimeout = (run, delay, ...more) => timer(run, delay < 20 ? 400 : delay, ...more);";

/// Time for what comes after all blocks are there, as a line that wraps.
const AFTER: Duration = Duration::from_millis(300);

/// Sum of the shifts in the present frame, and which they are.
async fn shifts(browser: &Browser) -> (f64, Value) {
    tokio::time::sleep(AFTER).await;
    let shifts = browser.run("return window.shifts").await;
    let values = shifts.as_array().unwrap().iter();
    let sum = values.map(|shift| shift["value"].as_f64().unwrap()).sum();
    (sum, shifts)
}

/// Forgets what the browser keeps for the app, so that the next visit is a first one.
async fn forget(browser: &Browser, origin: &str) {
    let origin = json!({ "origin": origin, "storageTypes": "indexeddb,local_storage" });
    browser.devtools("Storage.clearDataForOrigin", origin).await;
}

/// Visits every third open pull request, from the one at `part` on, for the first time and again, after
/// that script.
async fn panels(part: usize, host: Host, before: &str) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    browser.before_pages(&format!("{before}{RECORD}")).await;
    let pulls = site::open_pull_requests(&stack).await;
    let mut moved = Vec::new();
    let mut is_allowed = false;
    for pull in pulls.iter().skip(part).step_by(PARTS) {
        let page = stack.addresses().pull_request(pull.id);
        forget(&browser, &host.origin(stack.addresses())).await;
        // Calls of all visits count against the reader's limit.
        site::forget_requests(&stack).await;
        for visit in ["first", "later"] {
            match is_allowed {
                true => site::enter(&browser, &page).await,
                false => site::enter_allowing(&browser, &page).await,
            }
            is_allowed = true;
            browser.see("Copy as Markdown").await;
            browser.gone(".is-waiting, .progress progress").await;
            let (sum, shifts) = shifts(&browser).await;
            println!("#{} {visit}: {sum:.3}", pull.id);
            if sum > MOST {
                moved.push(format!("#{} {visit}: {sum:.3} {shifts}", pull.id));
            }
            browser.leave_frames().await;
        }
    }
    assert_eq!(moved, Vec::<String>::new());
    browser.close().await;
}

async fn panels_stay_where_they_are(host: Host) {
    panels(0, host, "").await;
}

async fn more_panels_stay_where_they_are(host: Host) {
    panels(1, host, "").await;
}

async fn all_other_panels_stay_where_they_are(host: Host) {
    panels(2, host, "").await;
}

async fn panels_that_are_built_slowly_stay_where_they_are(host: Host) {
    panels(0, host, SLOW).await;
}

/// Visits a view of the repository's page for the first time and again.
async fn view(name: &str, host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    browser.before_pages(RECORD).await;
    let page = site::repository_page(&browser, &stack).await;
    forget(&browser, &host.origin(stack.addresses())).await;
    site::forget_requests(&stack).await;
    let mut moved = Vec::new();
    for visit in ["first", "later"] {
        match visit {
            "first" => site::enter_allowing(&browser, &page).await,
            _ => site::enter(&browser, &page).await,
        }
        browser.click(&format!("nav a[href='#{name}']")).await;
        browser
            .find(&format!("nav a[href='#{name}'][aria-current]"))
            .await;
        browser.gone(".is-waiting, .history progress").await;
        let (sum, shifts) = shifts(&browser).await;
        println!("{name} {visit}: {sum:.3}");
        if sum > MOST {
            moved.push(format!("{name} {visit}: {sum:.3} {shifts}"));
        }
        browser.leave_frames().await;
    }
    assert_eq!(moved, Vec::<String>::new());
    browser.close().await;
}

async fn flow_stays_where_it_is(host: Host) {
    view("flow", host).await;
}

async fn hotspots_stay_where_they_are(host: Host) {
    view("hotspots", host).await;
}

async fn load_stays_where_it_is(host: Host) {
    view("load", host).await;
}

async fn overlaps_stay_where_they_are(host: Host) {
    view("overlaps", host).await;
}

async fn the_queue_stays_where_it_is(host: Host) {
    view("queue", host).await;
}
