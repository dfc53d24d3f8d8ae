//! The panel in light and dark: what it shows, how accessible it is, how it looks; and frames.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use sightline_tests::{
    axe,
    browser::{Browser, ColorScheme},
    console,
    host::Host,
    on_both_hosts, site,
};
use xtask::stack::Stack;

const SCHEMES: [(ColorScheme, &str); 2] =
    [(ColorScheme::Light, "light"), (ColorScheme::Dark, "dark")];

/// Height of what a page shows.
const HEIGHT: &str = "document.querySelector('main').getBoundingClientRect().height";
/// Opens all that is folded.
const UNFOLD: &str = "document.querySelectorAll('.fold').forEach((one) => (one.open = true))";

on_both_hosts!(
    the_panel_is_accessible_in_light_and_dark,
    the_first_call_is_made_once_by_page_and_app_together,
    words_of_other_people_are_text_and_never_markup,
    a_frame_is_as_high_as_its_content,
);

fn nothing() -> Vec<String> {
    Vec::new()
}

async fn the_panel_is_accessible_in_light_and_dark(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let page = stack.addresses().pull_request(pulls[0].id);
    site::enter_allowing(&browser, &page).await;
    for (scheme, name) in SCHEMES {
        browser.prefer(scheme).await;
        site::enter(&browser, &page).await;
        browser.find(".total, .empty").await;
        assert_eq!(axe::violations(&browser).await, nothing(), "{name}");
        browser.leave_frames().await;
        browser
            .screenshot(&format!("pull-request-{name}-{host}"))
            .await;
    }
    assert_eq!(console::unexpected(&browser.console().await), nothing());
    browser.close().await;
}

async fn the_first_call_is_made_once_by_page_and_app_together(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let page = stack.addresses().pull_request(pulls[0].id);
    site::enter_allowing(&browser, &page).await;
    browser.find("h2.title").await;
    browser.leave_frames().await;
    site::forget_requests(&stack).await;
    site::enter(&browser, &page).await;
    browser.find(".total, .empty").await;
    let first = format!("/pullrequests/{}?fields=", pulls[0].id);
    let mut calls = site::requests(&stack).await;
    calls.retain(|path| path.contains(&first));
    assert_eq!(calls.len(), host.frames_of_a_pull_request(), "{calls:?}");
    browser.close().await;
}

/// Condition: the frame is as high as its content, up to so many pixels.
fn fits(most: &str) -> String {
    format!("innerHeight >= Math.min({HEIGHT}, {most})")
}

async fn a_frame_is_as_high_as_its_content(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let panel = stack.addresses().pull_request(pulls[0].id);
    site::enter_allowing(&browser, &panel).await;
    browser.find(".total, .empty").await;
    browser.gone(".is-waiting").await;
    browser.run(UNFOLD).await;
    browser.holds(&fits(host.highest_panel())).await;
    browser.leave_frames().await;

    let page = site::repository_page(&browser, &stack).await;
    site::enter(&browser, &page).await;
    browser.find("table.queue tbody tr").await;
    browser.holds(&fits("Infinity")).await;
    browser.close().await;
}

// Connect's panels alone have a height that they do not pass.
#[tokio::test]
async fn what_goes_on_below_the_edge_of_a_panel_fades_there_and_nothing_does_at_its_end() {
    let stack = Stack::start(&Host::Connect.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let panel = stack.addresses().pull_request(pulls[0].id);
    site::enter_allowing(&browser, &panel).await;
    browser.find(".total, .empty").await;
    browser.gone(".is-waiting").await;
    let edge = "document.querySelector('.more-below').getBoundingClientRect().bottom - innerHeight";
    browser.run(UNFOLD).await;
    browser.holds(&format!("{HEIGHT} > innerHeight")).await;
    browser.holds(&format!("Math.abs({edge}) < 1")).await;
    browser.run("scrollTo(0, document.body.scrollHeight)").await;
    let last = "document.querySelector('.progress').getBoundingClientRect().bottom";
    let fade = "document.querySelector('.more-below').getBoundingClientRect().top";
    browser.holds(&format!("{last} <= {fade} + 8")).await;
    browser.close().await;
}

async fn words_of_other_people_are_text_and_never_markup(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let hostile = pulls.iter().find(|pull| pull.title.contains("<script>"));
    let hostile = hostile.unwrap();
    let page = stack.addresses().pull_request(hostile.id);
    site::enter_allowing(&browser, &page).await;
    assert_eq!(browser.text("h2.title").await, hostile.title);
    browser.close().await;
}
