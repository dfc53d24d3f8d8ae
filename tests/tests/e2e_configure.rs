//! The configure page: what an admin reads of the installation, and a report that is tried again.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::time::{Duration, Instant};

use serde_json::json;
use sightline_tests::{
    axe,
    browser::{Browser, ColorScheme},
    console,
    signed::api,
    site,
};
use xtask::stack::{Options, Stack};

fn nothing() -> Vec<String> {
    Vec::new()
}

/// A stack with reports on, and the address of its configure page in the workspace's settings.
fn begun() -> (Stack, String) {
    let stack = Stack::start(&Options {
        server_args: vec!["--reports".to_owned()],
        ..Options::default()
    });
    let stack = stack.unwrap();
    let page = format!("{}/sightline", site::installed_apps(&stack));
    (stack, page)
}

#[tokio::test]
async fn an_admin_reads_why_a_report_failed_and_tries_it_again() {
    let (stack, page) = begun();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let pull = pulls.first().unwrap();
    let settings = json!({ "report": true }).to_string();
    let report = format!("/reports/sightline-{}", pull.id);
    site::fail(&stack, &report, 403).await;
    let destination = &pull.destination;
    site::push(&stack, destination, ".bitbucket/sightline.json", &settings).await;
    site::push(&stack, &pull.source, "src/pushed.rs", "one\ntwo").await;

    site::enter(&browser, &page).await;
    let failed = format!(" #{}", pull.id);
    let row = format!(".failures a[href$='/pull-requests/{}']", pull.id);
    browser.find(&row).await;
    assert!(browser.text(&row).await.ends_with(&failed));
    browser.see("403").await;

    site::heal(&stack).await;
    let button = format!(
        ".failures li:has(a[href$='/pull-requests/{}']) button",
        pull.id
    );
    browser.click(&button).await;
    browser.see(&format!("{failed} is tried again.")).await;
    browser.gone(&row).await;
    let repository = format!(
        "{}/2.0/repositories{}",
        stack.addresses().api,
        stack.addresses().repository
    );
    let commit = api(&format!("{repository}/pullrequests/{}", pull.id)).await;
    let commit = commit.pointer("/source/commit/hash").unwrap().clone();
    let reports = format!("{repository}/commit/{}/reports", commit.as_str().unwrap());
    let started = Instant::now();
    while api(&reports).await.pointer("/values/0/result") != Some(&json!("PASSED")) {
        assert!(started.elapsed() < Duration::from_secs(120));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(console::unexpected(&browser.console().await), nothing());
    browser.close().await;
}

#[tokio::test]
async fn the_configure_page_is_accessible_and_fits_in_light_and_dark_wide_and_narrow() {
    let (_stack, page) = begun();
    let browser = Browser::open().await;
    for (scheme, shade) in [(ColorScheme::Light, "light"), (ColorScheme::Dark, "dark")] {
        browser.prefer(scheme).await;
        for (width, size) in [(1_280, "wide"), (380, "narrow")] {
            browser.client.set_window_size(width, 1_000).await.unwrap();
            site::enter(&browser, &page).await;
            browser
                .see("Bitbucket grants all that Sightline needs.")
                .await;
            let said = format!("{shade}, {size}");
            assert_eq!(axe::violations(&browser).await, nothing(), "{said}");
            browser
                .holds(
                    "document.documentElement.scrollWidth <= document.documentElement.clientWidth",
                )
                .await;
            browser.leave_frames().await;
            browser
                .screenshot(&format!("configure-{shade}-{size}"))
                .await;
        }
    }
    assert_eq!(console::unexpected(&browser.console().await), nothing());
    browser.close().await;
}
