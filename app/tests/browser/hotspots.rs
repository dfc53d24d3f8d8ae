//! The hotspots view: its numbers against hand-computed ones, and each of its states.
#![allow(clippy::indexing_slicing, reason = "tests")]

use crate::support::{
    Looked, host, look,
    repository::{Repository, file, page_of, pull},
    run,
};
use wasm_bindgen_test::wasm_bindgen_test;

/// Pull request that was merged so many days ago and changed ten lines in each of these files.
fn merged(id: u32, by: &str, days: u32, files: &[&str]) -> (String, String) {
    let more = format!(
        "state: 'MERGED', created_on: ago({days} + 1), updated_on: ago({days} + 0.001),
         author: {{ uuid: '{{{by}}}', display_name: '{by}', type: 'user' }}"
    );
    let files: Vec<String> = files.iter().map(|path| file(path, 10, 0)).collect();
    let stat = format!("m{id}: [{}]", files.join(","));
    (pull(id, ("gone", &format!("m{id}")), "main", &more), stat)
}

fn shown(past: &[(String, String)], hash: &str) -> Looked {
    let list = |part: fn(&(String, String)) -> &str| {
        let parts: Vec<&str> = past.iter().map(part).collect();
        parts.join(",")
    };
    let repository = Repository {
        merged: list(|(pull, _)| pull),
        stats: list(|(_, stat)| stat),
        ..Repository::default()
    };
    repository.open();
    run(&format!("location.hash = '{hash}'"));
    look(Some(page_of("repository")), host())
}

/// Seven changes of api/a.rs, six of them with api/b.rs; three of a file at the top.
fn past() -> Vec<(String, String)> {
    let mut past = vec![
        merged(20, "bo", 2, &["api/a.rs", "read me.md"]),
        merged(19, "ann", 3, &["read me.md"]),
        merged(18, "ann", 4, &["read me.md"]),
    ];
    past.extend(
        (10..16)
            .rev()
            .map(|id| merged(id, "ann", 40 - id, &["api/a.rs", "api/b.rs"])),
    );
    past
}

fn row(page: &Looked, row: u32) -> String {
    let rows = format!(".spots tbody tr:nth-child({row})");
    (1..=6)
        .map(|cell| page.text_of(&format!("{rows} > :nth-child({cell})")))
        .collect::<Vec<_>>()
        .join("|")
}

#[wasm_bindgen_test]
async fn a_folder_counts_each_pull_request_once_and_files_lead_to_bitbucket() {
    let page = shown(&past(), "#hotspots");
    page.has(".spots tbody tr:nth-child(2)").await;
    page.says(".spots tbody tr:nth-child(1) td", "7").await;
    assert_eq!(row(&page, 1), "api/|7|2|130|2 days ago #20|");
    assert_eq!(row(&page, 2), "read me.md|3|2|30|2 days ago #20|");
    let link = ".spots tbody tr:nth-child(2) th a";
    let address = "https://bitbucket.example/acme/widgets/src/m20/read%20me.md";
    assert_eq!(page.attribute(link, "href").unwrap(), address);
    let said = page.attribute("#drawing-hotspots [data-mark]", "aria-label");
    let told = "api/ 7 changes, 2 days ago: 2 people, 130 lines; opens the folder";
    assert_eq!(said.unwrap(), told);
}

#[wasm_bindgen_test]
async fn areas_are_in_proportion_to_changes() {
    let page = shown(&past(), "#hotspots");
    page.says(".spots tbody tr:nth-child(1) td", "7").await;
    let areas = run(
        "return [...document.querySelectorAll('#drawing-hotspots .area')]
           .map((rect) => rect.getAttribute('width') * rect.getAttribute('height')).join(' ')",
    );
    let areas: Vec<f64> = areas
        .as_string()
        .unwrap()
        .split(' ')
        .map(|area| area.parse().unwrap())
        .collect();
    assert_eq!(areas.len(), 2);
    assert!((areas[0] / areas[1] - 7.0 / 3.0).abs() < 0.01, "{areas:?}");
}

#[wasm_bindgen_test]
async fn folders_are_walked_into_and_out_of_again() {
    let page = shown(&past(), "#hotspots");
    page.says(".spots tbody tr:nth-child(1) td", "7").await;
    run(
        "document.querySelector('#drawing-hotspots [role=button]').focus();
         document.activeElement.dispatchEvent(
           new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));",
    );
    page.says(".trail [aria-current]", "api").await;
    page.has(".spots tbody tr:nth-child(2)").await;
    // b.rs changed in 6 of the 7 changes of a.rs, and always with it.
    assert_eq!(row(&page, 1), "a.rs|7|2|70|2 days ago #20|b.rs 6 of 7");
    assert_eq!(row(&page, 2), "b.rs|6|1|60|25 days ago #15|a.rs 6 of 6");
    let hash = || run("return location.hash").as_string().unwrap();
    assert_eq!(hash(), "#hotspots?folder=api");
    crate::support::sleep(std::time::Duration::from_millis(50)).await;
    let focused = run("return document.activeElement.id").as_string();
    assert_eq!(focused.unwrap(), "here");
    page.click(".trail button");
    page.says(".trail [aria-current]", "widgets").await;
    page.says(".spots tbody tr th", "api/").await;
    assert_eq!(hash(), "#hotspots");
}

#[wasm_bindgen_test]
async fn a_view_that_is_chosen_again_keeps_the_focus_out_of_it() {
    let page = shown(&past(), "#hotspots");
    page.has(".spots tbody tr").await;
    run("const link = [...document.querySelectorAll('main')].pop()
           .querySelector(\"nav a[href='#hotspots']\");
         link.focus();
         link.click();");
    crate::support::sleep(std::time::Duration::from_millis(100)).await;
    let focused = run("return document.activeElement.id");
    assert_ne!(focused.as_string().unwrap(), "here");
}

#[wasm_bindgen_test]
async fn a_view_that_is_chosen_comes_though_this_one_keeps_a_choice_just_then() {
    let page = shown(&past(), "#hotspots");
    page.has(".spots tbody tr").await;
    // The choice is kept in the address before the event of the other address comes.
    run("location.hash = '#load';
         const shades = '.hotspots .toggles button:nth-child(2)';
         [...document.querySelectorAll('main')].pop().querySelector(shades).click();");
    page.has("#load").await;
    assert_eq!(run("return location.hash").as_string().unwrap(), "#load");
}

#[wasm_bindgen_test]
async fn a_period_leaves_out_what_is_older_and_removed_files_are_not_there() {
    let mut past = past();
    let (pull, _) = merged(5, "ann", 200, &[]);
    past.push((pull, format!("m5: [{}]", file("old/c.rs", 3, 0))));
    let (pull, _) = merged(21, "ann", 1, &[]);
    let gone = "{ status: 'removed', lines_added: 0, lines_removed: 9,
                  old: { path: 'read me.md' }, new: null }";
    past.insert(0, (pull, format!("m21: [{gone}]")));
    let page = shown(&past, "#hotspots");
    page.says(".spots tbody tr:nth-child(1) td", "7").await;
    assert_eq!(page.count(".spots tbody tr"), 1);
    page.click(".hotspots [role=group] button:nth-child(3)");
    page.has(".spots tbody tr:nth-child(2)").await;
    assert_eq!(row(&page, 2), "old/|1|1|3|6 months ago #5|");
}

#[wasm_bindgen_test]
async fn empty_states_are_told_in_words() {
    let page = shown(&[], "#hotspots");
    page.has(".hotspots .empty-title").await;
    drop(page);
    let page = shown(&past(), "#hotspots?folder=nowhere");
    let said = "Nothing in this folder was changed in this period. Choose a longer one, or a folder \
                above.";
    page.has(".hotspots .empty").await;
    page.says(".hotspots .empty", said).await;
    drop(page);
    let old = [merged(1, "ann", 300, &["a.rs"])];
    let page = shown(&old, "#hotspots?period=quarter");
    page.has(".hotspots .empty").await;
    page.says(
        ".hotspots .empty",
        "Nothing that is still there was changed in this period.",
    )
    .await;
    drop(page);
    // Without a choice, the shortest period is shown in which something changed.
    run("localStorage.clear()");
    let page = shown(&old, "#hotspots");
    page.says(".spots tbody tr:nth-child(1) td", "1").await;
}

#[wasm_bindgen_test]
async fn the_browsers_way_back_leads_out_of_a_folder() {
    let page = shown(&past(), "#hotspots");
    page.says(".spots tbody tr:nth-child(1) td", "7").await;
    page.click(".spots tbody button");
    page.says(".trail [aria-current]", "api").await;
    run("history.back()");
    page.says(".trail [aria-current]", "widgets").await;
    page.says(".spots tbody tr th", "api/").await;
}

#[wasm_bindgen_test]
async fn shades_stand_for_people_or_for_ages_and_the_legend_says_which() {
    let page = shown(&past(), "#hotspots");
    page.has(".shades li").await;
    page.says(".shades li", "2 people").await;
    page.click("[aria-label=Shades] .button:nth-child(2)");
    page.says(".shades li", "within a week").await;
    let hash = run("return location.hash").as_string().unwrap();
    assert!(hash.contains("shade=age"), "{hash}");
}

#[wasm_bindgen_test]
async fn a_copied_address_shows_the_same_sort() {
    let page = shown(&past(), "#hotspots?sort=-name");
    page.has(".spots tbody tr:nth-child(2)").await;
    page.says(".spots tbody tr:nth-child(1) th", "read me.md")
        .await;
    page.click(".spots thead th:nth-child(4) button");
    page.has(".spots thead th:nth-child(4)[aria-sort=descending]")
        .await;
    // Another folder is sorted alike.
    page.says(".spots tbody tr:nth-child(1) th", "api/").await;
    page.click(".spots tbody button");
    page.says(".trail [aria-current]", "api").await;
    page.has(".spots thead th:nth-child(4)[aria-sort=descending]")
        .await;
    let hash = run("return location.hash").as_string();
    assert_eq!(hash.unwrap(), "#hotspots?folder=api&sort=-lines");
}
