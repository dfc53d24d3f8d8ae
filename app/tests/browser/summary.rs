//! The summary that is copied.

use crate::support::{Looked, review::Review, settled};
use wasm_bindgen_test::wasm_bindgen_test;

const EXPECTED: &str = "\
**[\\#7 Say \\*hello\\* to @\u{200b}all &lt;b&gt;\\|\\`](<https://bitbucket.example/acme/widgets/pull-requests/7>)**

- Ready to merge, for 1 day
- 1 file +3 −1
- Timeline
    - Opened by Ann
    - Waited 4 days for the first review, by Bob
    - Approved by Bob
    - Open for 5 days
";

/// The panel with a clipboard whose `writeText` has this body.
async fn page(write: &str) -> Looked {
    js_sys::eval(&format!(
        "Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {{
           writeText(text) {{ {write} }} }} }}); delete window.copied;"
    ))
    .unwrap();
    let page = Review {
        pull: "reviewers: [bob], participants: [voted(bob, 'approved', 1)]",
        activity: "[{ approval: { date: ago(1), user: bob } }]",
        ..Review::default()
    }
    .look();
    settled().await;
    page
}

#[wasm_bindgen_test]
async fn one_click_copies_what_the_panel_says() {
    let page = page("window.copied = text; return Promise.resolve();").await;
    page.click(".copy button");
    settled().await;
    assert_eq!(page.text_of(".copy [role=status]"), "Copied.");
    let copied = js_sys::eval("window.copied").unwrap();
    assert_eq!(copied.as_string().unwrap(), EXPECTED);
    assert_eq!(page.count(".copy textarea[hidden]"), 1);
}

#[wasm_bindgen_test]
async fn a_refused_copy_is_there_to_copy_by_hand() {
    let page = page("return Promise.reject(new Error('NotAllowedError'));").await;
    page.click(".copy button");
    settled().await;
    assert!(page.text_of(".copy [role=status]").contains("does not let"));
    assert_eq!(page.text_of(".copy textarea"), EXPECTED);
    let selected = js_sys::eval(
        "const area = document.activeElement; area.value.slice(area.selectionStart, area.selectionEnd)",
    );
    assert_eq!(selected.unwrap().as_string().unwrap(), EXPECTED);
}

#[wasm_bindgen_test]
async fn a_browser_without_a_clipboard_is_no_failure() {
    let page = page("").await;
    js_sys::eval("Object.defineProperty(navigator, 'clipboard', { configurable: true })").unwrap();
    page.click(".copy button");
    settled().await;
    assert_eq!(page.text_of(".copy textarea"), EXPECTED);
}
