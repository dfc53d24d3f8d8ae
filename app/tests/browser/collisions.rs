//! Collisions of open pull requests, and the order of merging them.

use crate::support::{
    Looked,
    floor::{Floor, again},
    hold, release, run, settled,
};
use wasm_bindgen_test::wasm_bindgen_test;

async fn overlaps(floor: &Floor) -> Looked {
    floor.open();
    run("history.replaceState(null, '', '#overlaps')");
    let page = again();
    page.has("#overlaps").await;
    settled().await;
    page
}

/// All texts of what the selector finds.
fn texts(page: &Looked, selector: &str) -> Vec<String> {
    assert!(page.count(selector) > 0, "{selector} in {}", page.text());
    let script = format!(
        "const page = [...document.querySelectorAll('main')].pop();\
         return [...page.querySelectorAll('{selector}')].map((one) => one.textContent).join('\\n')"
    );
    let texts = run(&script).as_string().unwrap();
    texts.split('\n').map(str::to_owned).collect()
}

/// 1, 2 and 3 meet in a line of x; 4 touches x elsewhere; 5 touches y alone; 6 meets 1 but goes to
/// another branch; 7 is stacked on 5.
fn seven() -> Floor {
    Floor {
        diff: "answer({
            1: changes(['x', 10], ['z', 1]), 2: changes(['x', 10]), 3: changes(['x', 10], ['z', 9]),
            4: changes(['x', 40]), 5: changes(['y']), 6: changes(['z', 1]), 7: changes(['y']),
          }[id])"
            .to_owned(),
        ..Floor::of(
            "[1, 2, 3, 4, 5, 6, 7].map((id) => pull(id, {
               updated_on: ago(id),
               ...(id === 6 && { destination: { branch: { name: 'next' }, commit: { hash: 'd00d' } } }),
               ...(id === 7 && { destination: { branch: { name: 'b5' }, commit: { hash: 'd00d' } } }) }))",
        )
    }
}

#[wasm_bindgen_test]
async fn pairs_are_counted_and_told_apart_by_lines_and_files() {
    let page = overlaps(&seven()).await;
    assert_eq!(
        page.text_of("[role=status]"),
        "Compared 7 of 7 open pull requests."
    );
    // Same lines: 1–2, 1–3, 2–3, 1–6, 5–7. Same files: 4 with 1, 2 and 3; 3–6.
    let summary = page.text_of("section .below > .view > p");
    assert_eq!(
        summary,
        "7 of them meet another: 5 pairs in conflict, 4 that git merges."
    );
    assert_eq!(page.count(".matrix td.lines"), 10);
    assert_eq!(page.count(".matrix td.files"), 8);
    assert_eq!(page.count(".matrix tbody tr"), 7);
    // Most at the same lines first.
    let rows = texts(&page, ".matrix tbody th");
    assert_eq!(rows.first().unwrap(), "#1 Pull 1");
    let cell = page.text_of(".matrix tbody tr:first-child td.lines");
    assert!(cell.ends_with("conflict, 2 files") || cell.ends_with("conflict, 1 file"));
    let items = texts(&page, ".pairs > li > details > summary");
    assert_eq!(items.first().unwrap(), "conflict with 3, same files as 1");
    assert!(page.text_of(".pairs").contains("stacked"));
    assert!(page.text_of(".pairs").contains("into another branch"));
    assert!(page.text_of(".pairs .overlap-lines").starts_with("line 1"));
}

#[wasm_bindgen_test]
async fn the_order_leaves_the_fewest_rebases_and_says_why() {
    let page = overlaps(&seven()).await;
    let turns = texts(&page, "ol.turns > li");
    // One of three that meet each other can merge as it is. All change as many lines but 2, and what
    // is left to be rebased has to be little: 1 and 3 have four lines more or less.
    assert_eq!(turns.len(), 3);
    assert!(
        turns
            .first()
            .unwrap()
            .contains("Merges as it is; after it: #"),
        "{turns:?}"
    );
    assert!(
        turns
            .get(1)
            .unwrap()
            .contains("To be rebased once, after #"),
        "{turns:?}"
    );
    let last = turns.get(2).unwrap();
    assert!(
        last.contains("To be rebased once, after #") && last.contains(" and #"),
        "{turns:?}"
    );
    assert!(
        !turns.first().unwrap().contains("#2 Pull"),
        "it is the smallest: {turns:?}"
    );
    assert_eq!(
        texts(&page, "details:has(> ul.turns) > summary"),
        ["1 pull request meets others where git merges both: at any time"]
    );
    assert_eq!(texts(&page, "ul.turns > li"), ["#4 Pull 4"]);
}

#[wasm_bindgen_test]
async fn many_are_listed_instead_of_a_matrix() {
    let page = overlaps(&Floor {
        diff: "answer(changes(['x', id * 10], ['own' + id, 1]))".to_owned(),
        ..Floor::of("Array.from({ length: 40 }, (_, at) => pull(at + 1, { updated_on: ago(at) }))")
    })
    .await;
    page.says("[role=status]", "Compared 40 of 40 open pull requests.")
        .await;
    settled().await;
    assert_eq!(page.count(".matrix"), 0);
    assert_eq!(page.count(".pairs > li"), 40);
    // 40 · 39 / 2 pairs.
    assert_eq!(
        page.text_of("section .below > .view > p"),
        "40 of them meet another: 0 pairs in conflict, 780 that git merges."
    );
    assert_eq!(page.count("ol.turns"), 0);
}

#[wasm_bindgen_test]
async fn what_was_not_compared_is_not_said_to_be_free() {
    let page = overlaps(&Floor {
        diff: "id === 2 ? refuse({ status: 555 }) : answer(changed('f' + id))".to_owned(),
        ..Floor::of("[pull(1, {}), pull(2, {}), pull(3, {})]")
    })
    .await;
    assert_eq!(
        page.text_of("[role=status]"),
        "Compared 2 of 3 open pull requests."
    );
    page.says(".view .empty", "No overlap so far.").await;
    drop(page);
    let page = overlaps(&Floor::of("[]")).await;
    assert!(page.text().contains("No pull request is open"));
}

#[wasm_bindgen_test]
async fn what_is_opened_stays_open_and_focused_while_more_are_compared() {
    // The crawl shows what it knows once a second: twelve are compared by then.
    Floor {
        diff: "setTimeout(() => answer(changed('x')), 400)".to_owned(),
        ..Floor::of("Array.from({ length: 24 }, (_, at) => pull(at + 1, { updated_on: ago(at) }))")
    }
    .open();
    run("history.replaceState(null, '', '#overlaps')");
    hold("aa20%0D");
    let page = again();
    page.has(".pairs > li:nth-child(2)").await;
    let first = ".pairs > li:first-child";
    assert_eq!(page.text_of(&format!("{first} .subtle")), "#1");
    page.click(&format!("{first} > details > summary"));
    run("const page = [...document.querySelectorAll('main')].pop();
         window.opened = page.querySelector('.pairs > li:first-child > details');
         opened.firstElementChild.focus();");
    release();
    page.says("[role=status]", "Compared 24 of 24 open pull requests.")
        .await;
    page.has(".pairs > li:nth-child(24)").await;
    assert_eq!(page.text_of(&format!("{first} .subtle")), "#1");
    let summary = page.text_of(&format!("{first} > details[open] > summary"));
    assert_eq!(summary, "conflict with 23");
    let stays = "return opened.isConnected && document.activeElement === opened.firstElementChild";
    assert!(run(stays) == true);
}
