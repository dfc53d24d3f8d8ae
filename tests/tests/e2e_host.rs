//! Flags and dialogs of an app on the host page of the sandbox, asked for over the genuine bridge.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use sightline_tests::{browser::Browser, host::Host, site};
use xtask::stack::Stack;

const IN_DIALOG: &str = "dialog.app-dialog .connect-frame iframe";

async fn panel() -> (Stack, Browser) {
    let stack = Stack::start(&Host::Connect.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    site::enter_allowing(&browser, &stack.addresses().pull_request(pulls[0].id)).await;
    browser.find("h2.title").await;
    (stack, browser)
}

#[tokio::test]
async fn frames_have_the_sandbox_attribute_of_bitbuckets_pages() {
    let (_stack, browser) = panel().await;
    browser.leave_frames().await;
    let frame = browser.find(site::FRAME).await;
    // From `@atlassian/bitbucket-connect-js`, the script of Bitbucket's own pages.
    let expected = "allow-forms allow-modals allow-popups allow-scripts allow-same-origin \
                    allow-top-navigation-by-user-activation";
    assert_eq!(frame.attr("sandbox").await.unwrap().unwrap(), expected);
    browser.close().await;
}

#[tokio::test]
async fn a_flag_shows_text_takes_an_action_and_tells_its_app() {
    let (_stack, browser) = panel().await;
    browser
        .run(
            "window.heard = [];
             AP.events.on('flag.action', (data) => heard.push(data.actionIdentifier));
             AP.events.on('flag.close', () => heard.push('closed'));
             AP.flag.create({ title: 'Asked <b>Ann</b>', body: 'She will see it.', type: 'success',
                              actions: { undo: 'Undo' } });",
        )
        .await;
    browser.leave_frames().await;
    assert_eq!(browser.text(".flag-title").await, "Asked <b>Ann</b>");
    assert_eq!(browser.text(".flag-body").await, "She will see it.");
    browser.screenshot("flag").await;
    browser.click(".flag .row button").await;
    browser.click(".flag button[aria-label=Dismiss]").await;
    browser.gone(".flag").await;
    browser.enter_frame(site::FRAME).await;
    browser.holds("heard.join() === 'undo,closed'").await;
    browser.close().await;
}

#[tokio::test]
async fn a_dialog_shows_a_module_of_the_app_and_gives_back_what_it_closes_with() {
    let (_stack, browser) = panel().await;
    let open = "AP.dialog.create({ key: 'repository', header: 'All of it', chrome: true,
                                   size: 'large', customData: { from: 'panel' } })";
    browser.run("window.heard = []").await;
    browser
        .run("AP.events.on('dialog.close', (data) => heard.push(data && data.chosen || 'left'))")
        .await;
    browser.run(open).await;
    browser.leave_frames().await;
    assert_eq!(browser.text("dialog.app-dialog h2").await, "All of it");
    browser.enter_frame(IN_DIALOG).await;
    browser.find("nav a").await;
    browser
        .run("AP.dialog.getCustomData((data) => { window.given = data })")
        .await;
    browser.holds("given && given.from === 'panel'").await;
    browser.leave_frames().await;
    browser.screenshot("dialog").await;
    browser.enter_frame(IN_DIALOG).await;
    browser.run("AP.dialog.close({ chosen: 'queue' })").await;
    browser.leave_frames().await;
    browser.gone("dialog.app-dialog").await;
    browser.enter_frame(site::FRAME).await;
    browser.holds("heard.join() === 'queue'").await;

    browser.run(open).await;
    browser.leave_frames().await;
    browser.enter_frame(IN_DIALOG).await;
    browser.find("nav a").await;
    browser.leave_frames().await;
    browser.click("dialog.app-dialog > .row button.quiet").await;
    browser.gone("dialog.app-dialog").await;
    browser.enter_frame(site::FRAME).await;
    browser.holds("heard.length === 2").await;
    browser.close().await;
}
