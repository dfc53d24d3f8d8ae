//! Workload: who is asked for which reviews.

use crate::support::{
    Looked,
    floor::{Floor, again},
    hold, release, run, settled,
};
use wasm_bindgen_test::wasm_bindgen_test;

async fn load(floor: &Floor) -> Looked {
    floor.open();
    run("history.replaceState(null, '', '#load')");
    let page = again();
    page.has("#load").await;
    settled().await;
    page
}

const OPEN: &str = "[
    pull(1, { ...asks(cyd, bob), created_on: ago(1) }),
    pull(2, { ...asks(bob), created_on: ago(4) }),
    pull(3, { ...votes([bob, 'approved', 1], [cyd, 'changes_requested', 1]), created_on: ago(30) }),
    pull(4, { ...asks(bob), draft: true, created_on: ago(50) }),
    pull(5, { ...asks({ ...person('Robot'), type: 'app_user' }, person('Deploy')), created_on: ago(50) }),
    pull(6, { ...asks(bob), created_on: ago(12) }),
]";

#[wasm_bindgen_test]
async fn open_reviews_are_shown_by_person_with_their_waits() {
    let page = load(&Floor {
        settings: "'{ \"bots\": [\"Deploy\"] }'",
        ..Floor::of(OPEN)
    })
    .await;
    page.has("tbody tr").await;
    assert_eq!(
        page.text_of("[role=status]"),
        "4 open reviews of 2 people on 3 of 6 open pull requests."
    );
    assert_eq!(page.count("tbody tr"), 2);
    let cell = |row: u32, nth: u32| {
        page.text_of(&format!("tbody tr:nth-child({row}) > :nth-child({nth})"))
    };
    assert_eq!(cell(1, 1), "BBob");
    assert_eq!(cell(1, 2), "3");
    // 12, 4 and 1 days: four is the middle.
    assert_eq!(
        (cell(1, 3), cell(1, 4)),
        ("12 days".into(), "4 days".into())
    );
    assert_eq!(cell(1, 5), "#6 for 12 days#2 for 4 days#1 for 1 day");
    assert_eq!(cell(2, 1), "CCyd");
    assert_eq!((cell(2, 3), cell(2, 4)), ("1 day".into(), "1 day".into()));
    let link = page.attribute("tbody a", "href").unwrap();
    assert_eq!(
        link,
        "https://bitbucket.example/acme/widgets/pull-requests/6"
    );
    assert_eq!(page.attribute("tbody a", "title").unwrap(), "Pull 6");
}

#[wasm_bindgen_test]
async fn nobody_and_failure_are_said() {
    let page = load(&Floor::of("[pull(1, {})]")).await;
    assert!(page.text_of(".empty").starts_with("Nobody is asked"));
    drop(page);
    let page = load(&Floor {
        before: "return refuse({ status: 500 });",
        ..Floor::of("[]")
    })
    .await;
    assert_eq!(page.count(".problem"), 1);
}

#[wasm_bindgen_test]
async fn settings_that_cannot_be_read_leave_the_load_as_it_is() {
    let page = load(&Floor {
        settings: "refuse({ status: 500 })",
        ..Floor::of("[pull(1, asks(bob))]")
    })
    .await;
    page.has("tbody tr").await;
    assert_eq!(page.count("tbody tr"), 1);
}

#[wasm_bindgen_test]
async fn every_column_sorts_and_again_the_other_way_around() {
    let page = load(&Floor {
        settings: "'{ \"bots\": [\"Deploy\"] }'",
        ..Floor::of(OPEN)
    })
    .await;
    page.has("tbody tr").await;
    let names = || {
        page.text_of("tbody tr:nth-child(1) .name") + &page.text_of("tbody tr:nth-child(2) .name")
    };
    let sort = |nth: u32| format!("thead th:nth-child({nth})");
    assert_eq!(names(), "BobCyd");
    assert_eq!(page.attribute(&sort(2), "aria-sort").unwrap(), "descending");
    // By name, number of reviews, longest wait and median: first as usual, then turned around.
    for (column, usual, turned) in [
        (1, "BobCyd", "CydBob"),
        (2, "BobCyd", "CydBob"),
        (3, "BobCyd", "CydBob"),
        (4, "BobCyd", "CydBob"),
    ] {
        page.click(&format!("{} button", sort(column)));
        settled().await;
        assert_eq!(names(), usual, "{column}");
        page.click(&format!("{} button", sort(column)));
        settled().await;
        assert_eq!(names(), turned, "{column}");
    }
    assert_eq!(page.attribute(&sort(4), "aria-sort").unwrap(), "ascending");
    assert_eq!(page.attribute(&sort(1), "aria-sort"), None);
}

/// 60 open pull requests on two pages: all but the last ten wait for Bob, these and forty for Cyd.
const PAGES: &str = "Array.from({ length: 60 }, (_, at) => pull(at + 1, {
    created_on: ago(at % 20),
    ...(at < 40 ? asks(bob, cyd) : at < 50 ? asks(bob) : asks(cyd)) }))";

#[wasm_bindgen_test]
async fn sort_and_rows_stay_while_the_list_grows() {
    Floor::of(PAGES).open();
    run("history.replaceState(null, '', '#load')");
    hold("page=2");
    let page = again();
    page.says("tbody tr:nth-child(2) .number", "40").await;
    let by_name = "thead th:nth-child(1)";
    page.click(&format!("{by_name} button"));
    page.has(&format!("{by_name}[aria-sort=ascending]")).await;
    page.click(&format!("{by_name} button"));
    page.says("tbody tr:nth-child(1) .name", "Cyd").await;
    page.click("tbody tr:nth-child(1) summary");
    run(
        "const row = [...document.querySelectorAll('main')].pop().querySelector('tbody tr');
         row.querySelector('summary').focus();
         window.opened = row.querySelector('details');",
    );
    release();
    page.says("tbody tr:nth-child(1) .number", "50").await;
    settled().await;
    assert_eq!(page.text_of("tbody tr:nth-child(1) .name"), "Cyd");
    let sort = page.attribute(by_name, "aria-sort");
    assert_eq!(sort.unwrap(), "descending");
    assert_eq!(page.count("tbody tr:nth-child(1) details[open] a"), 45);
    let stays = "return opened.isConnected && document.activeElement === opened.firstElementChild";
    assert!(run(stays) == true);
}

#[wasm_bindgen_test]
async fn a_copied_address_shows_the_same_sort() {
    Floor::of(OPEN).open();
    run("history.replaceState(null, '', '#load?sort=-name')");
    let page = again();
    page.has("tbody tr").await;
    assert_eq!(page.text_of("tbody tr:nth-child(1) .name"), "Deploy");
    page.click("thead th:nth-child(4) button");
    page.has("thead th:nth-child(4)[aria-sort=descending]")
        .await;
    settled().await;
    let hash = run("return location.hash").as_string();
    assert_eq!(hash.unwrap(), "#load?sort=-median");
}
