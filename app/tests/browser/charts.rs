//! Charts by keyboard and by pointer, and as files.

use crate::support::{
    Looked, holds, host, look,
    repository::{Repository, file, page_of, pull},
    run,
};
use wasm_bindgen_test::wasm_bindgen_test;

const TIP: &str = "figure[aria-labelledby=chart-hotspots] .tip";

/// Four files. The first was changed most often.
fn shown() -> Looked {
    let names = ["a & b.rs", "b.rs", "c.rs", "d.rs"];
    let (mut merged, mut stats) = (Vec::new(), Vec::new());
    for id in 1..=4_u32 {
        let more = format!("state: 'MERGED', created_on: ago(9), updated_on: ago({id})");
        let source = format!("m{id}");
        merged.push(pull(id, ("gone", &source), "main", &more));
        let count = usize::try_from(id).unwrap();
        let files = names.iter().take(count).map(|path| file(path, 1, 0));
        stats.push(format!("m{id}: [{}]", files.collect::<Vec<_>>().join(",")));
    }
    let repository = Repository {
        merged: merged.join(","),
        stats: stats.join(","),
        ..Repository::default()
    };
    repository.open();
    run("location.hash = '#hotspots'");
    look(Some(page_of("repository")), host())
}

async fn ready() -> Looked {
    let page = shown();
    page.says(".spots tbody tr:nth-child(1) td", "4").await;
    page
}

fn press(key: &str) -> String {
    let script = format!(
        "const event = new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, cancelable: true }});
         document.activeElement.dispatchEvent(event);
         return document.activeElement.getAttribute('aria-label').split('.rs')[0];"
    );
    run(&script).as_string().unwrap()
}

#[wasm_bindgen_test]
async fn arrow_keys_walk_along_the_marks_and_one_is_in_the_order_of_focus() {
    let page = ready().await;
    assert_eq!(page.count("#drawing-hotspots [tabindex='0']"), 1);
    run("document.querySelector('#drawing-hotspots [tabindex=\"0\"]').focus()");
    assert_eq!(press("ArrowRight"), "b");
    assert_eq!(press("End"), "d");
    assert_eq!(press("ArrowDown"), "d");
    assert_eq!(press("ArrowLeft"), "c");
    assert_eq!(press("x"), "c");
    assert_eq!(press("Home"), "a & b");
    assert_eq!(page.count("#drawing-hotspots [tabindex='0']"), 1);
    assert_eq!(press("ArrowRight"), "b");
    // Browsers tell nobody of the focus in a window that has none.
    run("document.activeElement.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))");
    let label = page.attribute("#drawing-hotspots [tabindex='0']", "aria-label");
    page.says(TIP, &label.unwrap()).await;
}

#[wasm_bindgen_test]
async fn what_is_pointed_at_says_its_numbers() {
    let page = ready().await;
    assert!(page.text_of(TIP).starts_with("Point at the chart"));
    run(
        "document.querySelector('#drawing-hotspots .mark:nth-child(2) rect')
           .dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))",
    );
    let said = "b.rs 3 changes, 2 days ago: 1 person, 3 lines; opens the file in Bitbucket";
    page.says(TIP, said).await;
}

#[wasm_bindgen_test]
async fn a_drawing_is_opened_with_its_styles_and_its_title() {
    let page = ready().await;
    run("const style = document.createElement('style');
         style.textContent = '.area { fill: rgb(1, 2, 3) } .drawing { color: rgb(4, 5, 6) }';
         document.querySelector('main').append(style);
         window.blob = null;
         window.before = [URL.createObjectURL, window.open];
         URL.createObjectURL = (blob) => ((window.blob = blob), 'blob:none');
         window.tab = { location: {} };
         window.open = () => window.tab;");
    page.click(".taking > button");
    page.says(
        ".taking p",
        "Opened in a tab of its own. Save it from there with Ctrl+S or ⌘S.",
    )
    .await;
    run("[URL.createObjectURL, window.open] = window.before;");
    run("window.saved = ''; window.blob.text().then((text) => (window.saved = text));");
    holds("window.saved").await;
    let told = run(
        "const page = new DOMParser().parseFromString(window.saved, 'image/svg+xml');
         const box = page.documentElement.getAttribute('viewBox').split(' ').map(Number);
         const words = [...page.querySelectorAll('text')].map((text) => text.textContent);
         const last = words.indexOf('Where change concentrates');
         const area = page.querySelectorAll('rect')[1];
         return [window.tab.location.href, page.querySelector('parsererror') === null,
           page.documentElement.localName, box[1], page.querySelectorAll('[class]').length,
           area.getAttribute('fill'), page.querySelectorAll('text')[last].getAttribute('fill'),
           words.includes('a & b.rs'), words[last + 2]].join('|')",
    );
    let expected = "blob:none|true|svg|-62|0|rgb(1, 2, 3)|rgb(4, 5, 6)|true|\
                    n = 4 merged pull requests that changed something here, in 4 places.";
    assert_eq!(told.as_string().unwrap(), expected);
}

#[wasm_bindgen_test]
async fn a_drawing_is_opened_in_pixels_of_twice_its_size() {
    let page = ready().await;
    run("window.before = [URL.createObjectURL, window.open];
         URL.createObjectURL = (blob) => ((window.blob = blob), 'blob:none');
         window.open = () => ({ location: {} });");
    page.click(".taking > button:nth-of-type(2)");
    page.says(
        ".taking p",
        "Opened in a tab of its own. Save it from there with Ctrl+S or ⌘S.",
    )
    .await;
    run(
        "[URL.createObjectURL, window.open] = window.before; window.size = '';
         createImageBitmap(window.blob).then((drawn) => {
           const [, , width, height] =
             document.querySelector('svg.drawing').getAttribute('viewBox').split(' ').map(Number);
           window.size = [window.blob.type, drawn.width === 2 * width, drawn.height > 2 * height]
             .join('|');
         });",
    );
    holds("window.size").await;
    let size = run("return window.size").as_string().unwrap();
    assert_eq!(size, "image/png|true|true");
}

#[wasm_bindgen_test]
async fn nothing_is_said_to_be_open_where_no_tab_opens() {
    let page = ready().await;
    run("window.before = window.open; window.open = () => null;");
    page.click(".taking > button");
    page.says(
        ".taking p",
        "The browser opens no tab for it. Copy the table instead.",
    )
    .await;
    run("window.open = window.before;");
}
