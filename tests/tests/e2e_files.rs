//! Tables and drawings that leave the frame, with their contents: each opens in a tab of its own on
//! Connect, whose frames may not download, and is saved on Forge.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use fantoccini::{Locator, wd::WindowHandle};
use serde_json::Value;
use sightline_tests::{
    browser::Browser,
    host::Host,
    site::{self, PullRequest},
};
use xtask::stack::Stack;

/// Opens the repository's page; returns its tab.
async fn opened(browser: &Browser, stack: &Stack) -> WindowHandle {
    let page = site::repository_page(browser, stack).await;
    site::enter_allowing(browser, &page).await;
    browser.find("table.queue tbody tr").await;
    browser.client.window().await.unwrap()
}

/// Presses the first button of that name.
async fn press(browser: &Browser, button: &str) {
    let button = format!("//button[normalize-space()='{button}']");
    let button = browser.client.wait().for_element(Locator::XPath(&button));
    button.await.unwrap().click().await.unwrap();
}

/// Presses a button, and answers a script in the tab that opens. The frame has the focus again
/// afterwards.
async fn taken(browser: &Browser, from: &WindowHandle, button: &str, script: &str) -> Value {
    let client = &browser.client;
    press(browser, button).await;
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

/// Presses a button, and gives the file with that ending that is saved in the folder.
async fn saved(browser: &Browser, folder: &Path, button: &str, ending: &str) -> PathBuf {
    press(browser, button).await;
    browser.see("The browser has it to save.").await;
    let started = Instant::now();
    loop {
        let files = fs::read_dir(folder).unwrap();
        let mut paths = files.map(|file| file.unwrap().path());
        if let Some(path) = paths.find(|path| path.extension().is_some_and(|it| it == ending)) {
            return path;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "no {ending}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn has_a_row_of_each(table: &str, pulls: &[PullRequest]) {
    assert_eq!(table.trim().lines().count(), pulls.len() + 1, "{table}");
    for pull in pulls {
        let title = pull.title.replace('"', "\"\"");
        assert!(table.contains(&title), "{}: {table}", pull.id);
    }
}

#[tokio::test]
async fn a_table_opens_as_text_with_every_row() {
    let stack = Stack::start(&Host::Connect.options()).unwrap();
    let browser = Browser::open().await;
    let page = opened(&browser, &stack).await;
    let script = "return [document.contentType, document.body.innerText]";
    let found = taken(&browser, &page, "Open as CSV", script).await;
    assert_eq!(found[0], "text/plain");
    let table = found[1].as_str().unwrap();
    let pulls = site::open_pull_requests(&stack).await;
    has_a_row_of_each(table, &pulls);
    browser.close().await;
}

#[tokio::test]
async fn a_drawing_opens_as_svg_and_as_png_of_twice_its_size() {
    let stack = Stack::start(&Host::Connect.options()).unwrap();
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

#[tokio::test]
async fn a_table_is_saved_with_every_row() {
    let stack = Stack::start(&Host::Forge.options()).unwrap();
    let browser = Browser::open().await;
    let folder = tempfile::tempdir().unwrap();
    browser.save_downloads(folder.path()).await;
    opened(&browser, &stack).await;
    let path = saved(&browser, folder.path(), "Save as CSV", "csv").await;
    let table = fs::read_to_string(path).unwrap();
    has_a_row_of_each(&table, &site::open_pull_requests(&stack).await);
    browser.close().await;
}

#[tokio::test]
async fn a_drawing_is_saved_as_svg_and_as_png_of_twice_its_size() {
    let stack = Stack::start(&Host::Forge.options()).unwrap();
    let browser = Browser::open().await;
    let folder = tempfile::tempdir().unwrap();
    browser.save_downloads(folder.path()).await;
    opened(&browser, &stack).await;
    browser.click("nav a[href='#flow']").await;
    let svg = saved(&browser, folder.path(), "Save as SVG", "svg").await;
    let svg = fs::read_to_string(svg).unwrap();
    assert!(svg.matches("<text").count() > 3, "axes have labels: {svg}");
    let png = saved(&browser, folder.path(), "Save as PNG", "png").await;
    let png = fs::read(png).unwrap();
    assert_eq!(&png[1..4], b"PNG");
    // The header begins with the width: https://www.w3.org/TR/png-3/#11IHDR
    let pixels = u32::from_be_bytes(png[16..20].try_into().unwrap());
    let (root, _) = svg.split_once('>').unwrap();
    let (_, width) = root.split_once(" width=\"").unwrap();
    let width: f64 = width.split('"').next().unwrap().parse().unwrap();
    assert!((f64::from(pixels) - 2.0 * width).abs() < 1.0, "{width}");
    browser.close().await;
}
