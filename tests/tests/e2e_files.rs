//! Tables and drawings that leave the frame: each opens in a tab of its own, with its contents.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use fantoccini::{Locator, wd::WindowHandle};
use serde_json::Value;
use sightline_tests::{browser::Browser, site};
use xtask::stack::{Options, Stack};

/// Opens the repository's page; returns its tab.
async fn opened(browser: &Browser, stack: &Stack) -> WindowHandle {
    let page = site::repository_page(browser, stack).await;
    site::enter_allowing(browser, &page).await;
    browser.find("table.queue tbody tr").await;
    browser.client.window().await.unwrap()
}

/// Presses the first button of that name, and answers a script in the tab that opens. The frame has
/// the focus again afterwards.
async fn taken(browser: &Browser, from: &WindowHandle, button: &str, script: &str) -> Value {
    let client = &browser.client;
    let button = format!("//button[normalize-space()='{button}']");
    let button = client.wait().for_element(Locator::XPath(&button)).await;
    button.unwrap().click().await.unwrap();
    browser.see("Opened in a tab of its own.").await;
    let tabs = client.windows().await.unwrap();
    let [tab] = tabs.iter().filter(|tab| *tab != from).collect::<Vec<_>>()[..] else {
        panic!("{tabs:?}");
    };
    client.switch_to_window(tab.clone()).await.unwrap();
    browser
        .holds("location.protocol === 'blob:' && document.readyState === 'complete'")
        .await;
    let found = browser.run(script).await;
    client.close_window().await.unwrap();
    client.switch_to_window(from.clone()).await.unwrap();
    browser.enter_frame(site::FRAME).await;
    found
}

#[tokio::test]
async fn a_table_opens_as_text_with_every_row() {
    let stack = Stack::start(&Options::default()).unwrap();
    let browser = Browser::open().await;
    let page = opened(&browser, &stack).await;
    let script = "return [document.contentType, document.body.innerText]";
    let found = taken(&browser, &page, "Open as CSV", script).await;
    assert_eq!(found[0], "text/plain");
    let table = found[1].as_str().unwrap();
    let pulls = site::open_pull_requests(&stack).await;
    assert_eq!(table.trim().lines().count(), pulls.len() + 1, "{table}");
    for pull in pulls {
        let title = pull.title.replace('"', "\"\"");
        assert!(table.contains(&title), "{}: {table}", pull.id);
    }
    browser.close().await;
}

#[tokio::test]
async fn a_drawing_opens_as_svg_and_as_png_of_twice_its_size() {
    let stack = Stack::start(&Options::default()).unwrap();
    let browser = Browser::open().await;
    let page = opened(&browser, &stack).await;
    browser.click("nav a[href='#flow']").await;
    let script = "const root = document.documentElement;
        return [document.contentType, root.localName, root.querySelectorAll('text').length,
                Math.round(2 * Number.parseFloat(root.getAttribute('width')))]";
    let svg = taken(&browser, &page, "Open as SVG", script).await;
    assert_eq!((&svg[0], &svg[1]), (&"image/svg+xml".into(), &"svg".into()));
    assert!(svg[2].as_u64().unwrap() > 3, "axes have labels: {svg}");
    let script = "const [image] = document.images;
        return [document.contentType, image.naturalWidth]";
    let png = taken(&browser, &page, "Open as PNG", script).await;
    assert_eq!(png[0], "image/png");
    assert_eq!(png[1], svg[3], "pixels");
    browser.close().await;
}
