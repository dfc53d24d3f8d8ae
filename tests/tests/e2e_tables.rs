//! Tables of the repository page: the parts that stay in sight, and the content below them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use sightline_tests::{browser::Browser, host::Host, on_both_hosts, site};
use xtask::stack::Stack;

on_both_hosts!(
    headings_of_the_queue_stay_while_its_rows_scroll,
    each_table_can_be_taken_along_in_one_place,
);

async fn page(host: Host) -> (Stack, Browser) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let page = site::repository_page(&browser, &stack).await;
    site::enter_allowing(&browser, &page).await;
    browser
        .holds("document.querySelectorAll('table.queue tbody tr').length > 12")
        .await;
    (stack, browser)
}

async fn headings_of_the_queue_stay_while_its_rows_scroll(host: Host) {
    let (_stack, browser) = page(host).await;
    let moved = "const rows = document.querySelector('.queue-rows');
                 const row = document.querySelector('table.queue tbody tr');
                 const top = (element) => element.getBoundingClientRect().top;
                 const [head, first] = [top(document.querySelector('table.queue thead th')), top(row)];
                 rows.scrollTop = 200;
                 return [top(document.querySelector('table.queue thead th')) - head, top(row) - first]";
    let moved = browser.run(moved).await;
    let [head, row] = [0, 1].map(|at| moved[at].as_f64().unwrap());
    assert!(head.abs() < 1.0, "{moved}");
    assert!((row + 200.0).abs() < 1.0, "{moved}");
    browser.close().await;
}

async fn each_table_can_be_taken_along_in_one_place(host: Host) {
    let (_stack, browser) = page(host).await;
    for view in ["hotspots", "overlaps", "load"] {
        browser.click(&format!("nav a[href$='#{view}']")).await;
        let taking = format!("section[aria-labelledby={view}] .taking");
        browser.find(&taking).await;
        assert_eq!(browser.texts(&taking).await.len(), 1, "{view}");
    }
    browser.close().await;
}
