//! The app on Forge alone: links, theme, the card, the page in the settings, its frames.
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
    site::{self, CARD},
};
use xtask::stack::Stack;

const PANEL: &str = "[data-module-key=pull-request-panel] iframe";
/// The line that panel and card begin with.
const LINE: &str = ".waits strong";
/// Keeps every wait of ten seconds or more from ending.
const NO_PATIENCE: &str = "const wait = window.setTimeout;
  window.setTimeout = (go, time, ...more) => wait(go, time < 10_000 ? time : 2 ** 30, ...more);";

fn nothing() -> Vec<String> {
    Vec::new()
}

/// A stack, a browser, and the pages of all open pull requests.
async fn begun() -> (Stack, Browser, Vec<String>) {
    let stack = Stack::start(&Host::Forge.options()).unwrap();
    let pulls = site::open_pull_requests(&stack).await;
    let pages = pulls
        .iter()
        .map(|pull| stack.addresses().pull_request(pull.id));
    let pages = pages.collect();
    (stack, Browser::open().await, pages)
}

async fn is_in_mode(browser: &Browser, mode: &str) {
    let mode = format!("document.documentElement.dataset.colorMode === '{mode}'");
    browser.holds(&mode).await;
}

#[tokio::test]
async fn a_link_leads_the_tab_away_which_the_frame_itself_may_not() {
    let (stack, browser, pages) = begun().await;
    let page = site::repository_page(&browser, &stack).await;
    site::enter(&browser, &page).await;
    let link = browser.find("table.queue tbody a[target=_top]").await;
    let address = link.attr("href").await.unwrap().unwrap();
    assert!(pages.contains(&address), "{address}");
    link.click().await.unwrap();
    browser.leave_frames().await;
    browser
        .holds(&format!("location.href === '{address}'"))
        .await;
    browser.close().await;
}

#[tokio::test]
async fn a_frame_follows_the_color_mode_of_the_page_around_it() {
    let (_stack, browser, pages) = begun().await;
    browser.prefer(ColorScheme::Dark).await;
    site::enter(&browser, &pages[0]).await;
    is_in_mode(&browser, "dark").await;
    browser.prefer(ColorScheme::Light).await;
    is_in_mode(&browser, "light").await;
    browser.close().await;
}

#[tokio::test]
async fn the_card_shows_the_first_line_of_the_panel_and_nothing_else() {
    let (_stack, browser, pages) = begun().await;
    browser.goto(&pages[0]).await;
    browser.enter_frame(PANEL).await;
    let line = browser.text(LINE).await;
    browser.leave_frames().await;
    browser.enter_frame(CARD).await;
    assert_eq!(browser.text(LINE).await, line);
    let whole = browser.text(".waits").await;
    assert_eq!(browser.text("[role=status]").await, whole);
    assert_eq!(browser.texts("h2, section, button").await, nothing());
    assert_eq!(axe::violations(&browser).await, nothing());
    assert_eq!(console::unexpected(&browser.console().await), nothing());
    browser.close().await;
}

#[tokio::test]
async fn a_card_waits_for_the_panel_beside_it_and_for_no_other() {
    let (stack, browser, pages) = begun().await;
    browser.before_pages(NO_PATIENCE).await;
    let number = pages[0].rsplit('/').next().unwrap();
    site::silence(&stack, &format!("/pullrequests/{number}?")).await;
    browser.goto(&pages[0]).await;
    browser.enter_frame(PANEL).await;
    browser.find(".skeleton").await;
    let held = "navigator.locks.query().then(({ held }) => held.length)";
    let held = format!("const done = arguments[0]; {held}.then(done)");
    let held = browser.client.execute_async(&held, vec![]).await.unwrap();
    assert_eq!(held, 1);

    let tab = browser.client.new_window(true).await.unwrap();
    browser.client.switch_to_window(tab.handle).await.unwrap();
    browser.goto(&pages[1]).await;
    browser.enter_frame(CARD).await;
    browser.find(LINE).await;
    browser.close().await;
}

#[tokio::test]
async fn the_page_in_the_settings_is_accessible_in_light_and_dark() {
    let (stack, browser, _) = begun().await;
    let (web, workspace) = (&stack.addresses().web, stack.addresses().workspace());
    let page = format!("{web}/{workspace}/workspace/settings/forge/workspace-settings");
    for (scheme, mode) in [(ColorScheme::Light, "light"), (ColorScheme::Dark, "dark")] {
        browser.prefer(scheme).await;
        site::enter(&browser, &page).await;
        browser.see("What a team decides").await;
        is_in_mode(&browser, mode).await;
        assert_eq!(axe::violations(&browser).await, nothing(), "{mode}");
        let height = "document.querySelector('main').getBoundingClientRect().height";
        browser.holds(&format!("innerHeight >= {height}")).await;
        browser.leave_frames().await;
        browser.screenshot(&format!("forge-settings-{mode}")).await;
    }
    assert_eq!(console::unexpected(&browser.console().await), nothing());
    browser.close().await;
}

#[tokio::test]
async fn every_frame_has_the_sandbox_of_the_policy_that_its_page_comes_with() {
    let (_stack, browser, pages) = begun().await;
    browser.goto(&pages[0]).await;
    for frame in [PANEL, CARD] {
        let frame = browser.find(frame).await;
        let address = frame.attr("src").await.unwrap().unwrap();
        let page = reqwest::get(address).await.unwrap();
        let policy = page.headers()["content-security-policy"].to_str().unwrap();
        let mut directives = policy.split(';').map(str::trim);
        let flags = directives.find_map(|directive| directive.strip_prefix("sandbox "));
        assert_eq!(frame.attr("sandbox").await.unwrap().as_deref(), flags);
        let flags = flags.unwrap();
        assert!(flags.contains("allow-scripts"), "{flags}");
        assert!(!flags.contains("allow-top-navigation"), "{flags}");
    }
    browser.close().await;
}
