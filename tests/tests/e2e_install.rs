//! Installation: from the button to the numbers on the screen, and back.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use sightline_tests::{
    browser::Browser,
    console, git,
    signed::{changed, get},
    site::{self, FRAME},
};
use xtask::stack::{Options, Reach, Stack};

#[tokio::test]
async fn the_button_installs_the_panel_counts_as_git_does_and_uninstalling_closes_it() {
    let stack = Stack::start(&Options {
        reach: Reach::Registered,
        ..Options::default()
    })
    .unwrap();
    let addresses = stack.addresses();
    let browser = Browser::open().await;

    browser.goto(&addresses.app).await;
    browser.click("a.button").await;
    browser.see("Read your account").await;
    browser.click("button[name=answer][value=allow]").await;
    browser.see("Sightline is installed").await;

    let pulls = site::open_pull_requests(&stack).await;
    let sizes = pulls.iter().map(|pull| {
        let change = git::change(stack.git(), &pull.destination, &pull.source);
        (pull, change)
    });
    // Neither the empty one nor the huge one: a number that has something to be wrong about.
    let (pull, change) = sizes
        .filter(|(_, change)| (4..100).contains(&change.files) && change.removed > 0)
        .max_by_key(|(_, change)| change.files)
        .unwrap();
    let page = addresses.pull_request(pull.id);
    site::enter_allowing(&browser, &page).await;
    assert_eq!(browser.text("h2.title").await, pull.title);
    browser.gone(".is-waiting").await;
    let total = browser.text(".total").await;
    let (files, added, removed) = (change.files, change.added, change.removed);
    assert_eq!(total, format!("{files} files +{added} −{removed}"));
    browser.screenshot("panel").await;
    browser.leave_frames().await;

    // The answer is remembered: the second visit asks nothing.
    site::enter(&browser, &page).await;
    browser.find(".total").await;
    browser.gone(".is-waiting").await;
    assert_eq!(browser.text(".total").await, total);
    browser.leave_frames().await;
    assert_eq!(
        console::unexpected(&browser.console().await),
        Vec::<String>::new()
    );

    let address = site::frame_address(&browser).await;
    assert_eq!(get(&address).await.0, 200);
    // Outside of its frame there is nobody who could answer, which is no reason to wait: the page says so
    // within a second of having its program.
    browser
        .before_pages(
            "new MutationObserver(() => {
                if (document.body?.textContent.includes('Sightline lives inside Bitbucket')) {
                    window.saidAt ??= performance.now();
                }
            }).observe(document, { childList: true, subtree: true });",
        )
        .await;
    browser.goto(&address).await;
    browser.see("Sightline lives inside Bitbucket").await;
    let waited = "const [program] = performance.getEntriesByType('resource')
                      .filter(({ name }) => name.endsWith('.wasm'));
                  return saidAt - program.responseEnd";
    let waited = browser.run(waited).await.as_f64().unwrap();
    assert!(waited < 1_000.0, "{waited} ms");
    let this = format!("pull_request={}&", pull.id);
    let elsewhere = changed(&address, &this, "pull_request=1&");
    assert_eq!(get(&elsewhere).await.0, 401);

    browser.goto(&site::installed_apps(&stack)).await;
    browser
        .click("section[aria-label=Sightline] button.danger")
        .await;
    browser.see("No apps are installed").await;
    let (status, text) = get(&address).await;
    assert_eq!(status, 403);
    assert!(text.contains("Sightline is not installed here"), "{text}");
    browser.goto(&page).await;
    browser.see("Description").await;
    let frames = format!("return document.querySelectorAll({FRAME:?}).length");
    assert_eq!(browser.run(&frames).await, 0);
    browser.close().await;
}

#[tokio::test]
async fn who_does_not_allow_it_is_told_how_to() {
    let stack = Stack::start(&Options::default()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    let page = stack.addresses().pull_request(pulls[0].id);
    browser.goto(&page).await;
    browser.click("dialog[open] button[value=deny]").await;
    browser.enter_frame(FRAME).await;
    browser.see("Sightline may not read this for you").await;
    browser.close().await;
}
