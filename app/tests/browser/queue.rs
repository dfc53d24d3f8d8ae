//! The queue in each of its states.

use crate::support::{
    Looked, asked, context,
    floor::{Floor, again},
    look, patient, run, settled,
};
use wasm_bindgen_test::wasm_bindgen_test;

/// Runs JavaScript that looks at the page: a test that failed leaves its own behind.
fn run_in(script: &str) -> wasm_bindgen::JsValue {
    let page = "const page = [...document.querySelectorAll('main')].pop();";
    run(&[page, script].concat())
}

/// The numbers of the pull requests in the order in which they are shown.
pub(crate) fn shown(page: &Looked) -> Vec<String> {
    let rows = page.count("tbody tr");
    let numbers = run_in(
        "return [...page.querySelectorAll('tbody tr .number')]\
         .map((number) => number.textContent).join(' ')",
    );
    let numbers = numbers.as_string().unwrap();
    let numbers: Vec<String> = numbers.split_whitespace().map(str::to_owned).collect();
    assert_eq!(numbers.len(), usize::try_from(rows).unwrap());
    numbers
}

fn cell(page: &Looked, number: &str, class: &str) -> String {
    let script = format!(
        "return [...page.querySelectorAll('tbody tr')]\
         .find((row) => row.querySelector('.number').textContent === '{number}')\
         .querySelector('.{class}').textContent.trim()"
    );
    assert!(shown(page).iter().any(|other| other == number));
    run_in(&script).as_string().unwrap()
}

pub(crate) fn hash() -> String {
    run("return location.hash").as_string().unwrap()
}

fn press(key: &str) {
    run(&format!(
        "document.activeElement.dispatchEvent(\
           new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, cancelable: true }}))"
    ));
}

fn focused() -> String {
    let script = "return document.activeElement.closest('tr').querySelector('.number').textContent";
    run(script).as_string().unwrap()
}

/// Seven, each for another reason.
const REASONS: &str = "[
    pull(1, { draft: true }),
    pull(2, { ...votes([bob, 'approved', 1]) }),
    pull(3, { ...asks(bob, cyd) }),
    pull(4, { ...votes([bob, 'approved', 1], [me]) }),
    pull(5, {}),
    pull(6, { task_count: 2 }),
    pull(7, { ...votes([bob, 'changes_requested', 3]) }),
]";

#[wasm_bindgen_test]
async fn those_that_attention_helps_most_come_first_with_the_reason() {
    let page = Floor::of(REASONS).look();
    page.counts("tbody tr", 7).await;
    assert_eq!(shown(&page), ["#4", "#2", "#5", "#3", "#7", "#6", "#1"]);
    settled().await;
    let why = |number| cell(&page, number, "why");
    assert_eq!(why("#4"), "Your turn One approval is missing: Me");
    assert_eq!(why("#2"), "Approved by 1 of 1 reviewer: Ann can merge it");
    assert_eq!(why("#5"), "Nobody is asked to review it");
    assert_eq!(why("#3"), "First review: Bob and Cyd");
    assert_eq!(why("#6"), "Ann has to do 2 open tasks");
    assert_eq!(
        why("#7"),
        "Ann has to address the changes that Bob asked for"
    );
    assert_eq!(why("#1"), "Draft of Ann");
    assert_eq!(cell(&page, "#2", "wait"), "1 day");
    assert_eq!(cell(&page, "#3", "wait"), "9 days");
    assert_eq!(cell(&page, "#3", "opened"), "9 days ago");
    assert_eq!(cell(&page, "#4", "votes"), "BBob: ApprovedMMe: No vote yet");
    assert_eq!(page.text_of(".count p"), "7 open pull requests");
    let link = page.attribute("tbody th a", "href").unwrap();
    assert_eq!(
        link,
        "https://bitbucket.example/acme/widgets/pull-requests/4"
    );
    assert_eq!(page.attribute("tbody th a", "target").unwrap(), "_top");
    assert_eq!(page.text_of("tbody .branches").trim(), "#4 b4 → main");
}

#[wasm_bindgen_test]
async fn what_takes_a_call_is_asked_for_what_is_shown() {
    let page = Floor {
        builds: "id === 1 ? [
            { key: 'a', name: 'unit', state: 'FAILED', created_on: ago(1), updated_on: ago(1) },
            { key: 'b', state: 'SUCCESSFUL', created_on: ago(1), updated_on: ago(1) }]
          : id === 2 ? [{ key: 'a', state: 'INPROGRESS', created_on: ago(1), updated_on: ago(1) }]
          : id === 3 ? [] : { failing: 500 }",
        diff: "id === 4 ? refuse({ status: 555 }) : answer(changed(id < 3 ? 'same' : 'other'))"
            .to_owned(),
        ..Floor::of("[1, 2, 3, 4].map((id) => pull(id, asks(bob)))")
    }
    .look();
    page.has(".built .failed").await;
    settled().await;
    assert_eq!(cell(&page, "#1", "builds"), "1 failed1 passed");
    assert_eq!(cell(&page, "#2", "builds"), "1 running");
    assert_eq!(cell(&page, "#3", "builds"), "none");
    assert_eq!(cell(&page, "#4", "builds"), "—Bitbucket did not answer");
    assert_eq!(cell(&page, "#1", "why"), "Ann has to fix the build unit");
    assert_eq!(cell(&page, "#1", "size"), "1 file +2 −1");
    assert_eq!(cell(&page, "#4", "size"), "—Bitbucket did not answer");
    assert_eq!(cell(&page, "#1", "met"), "1");
    assert_eq!(cell(&page, "#3", "met"), "0");
    assert_eq!(
        cell(&page, "#4", "met"),
        "—Not compared: its diff was not read"
    );
}

#[wasm_bindgen_test]
async fn rows_move_when_the_reader_says_so() {
    run("window.late = 1_000");
    let page = Floor {
        builds: "id === 1 ? [{ key: 'a', state: 'FAILED', created_on: ago(1), updated_on: ago(1) }] : []",
        ..Floor::of("[pull(1, votes([bob, 'approved', 2])), pull(2, votes([bob, 'approved', 1]))]")
    }
    .look();
    page.has("tbody tr").await;
    assert_eq!(page.count(".re-sort:not([hidden])"), 0);
    page.has(".re-sort:not([hidden])").await;
    run("delete window.late");
    assert_eq!(shown(&page), ["#1", "#2"]);
    assert_eq!(
        page.count(".note"),
        0,
        "what comes for the first time has not changed"
    );
    page.click(".re-sort");
    page.has(".re-sort[hidden]").await;
    settled().await;
    assert_eq!(shown(&page), ["#2", "#1"]);
}

#[wasm_bindgen_test]
async fn a_request_for_changes_that_was_answered_waits_for_those_who_asked() {
    let page = Floor {
        activity: "[{ update: { date: ago(1), author: ann, state: 'OPEN', source: { commit: { hash: 'aa7' } } } }]",
        ..Floor::of(REASONS)
    }
    .look();
    page.has("tbody tr").await;
    settled().await;
    assert_eq!(cell(&page, "#7", "why"), "Answered: Bob can look again");
    let activity = asked();
    let activity = activity.iter().filter(|url| url.contains("/activity"));
    assert_eq!(activity.count(), 1, "only where somebody wants changes");
}

#[wasm_bindgen_test]
async fn rows_say_what_their_panels_say_and_what_was_not_checked() {
    let page = Floor {
        conflicts: "id === 1 ? [{ path: 'a.rs' }] : id === 2 ? null.x : []",
        defaults: "[{ user: cyd }]",
        owners: "'* @{dee} @{eve}'",
        diff: "answer(id === 4 ? '' : changed('f' + id))".to_owned(),
        activity: "id === 3 ? [{ comment: { id: 9, user: bob, created_on: ago(1), inline: { path: 'a' } } }] : []",
        ..Floor::of(
            "[1, 2, 3, 4, 5].map((id) =>
               pull(id, { ...votes([bob, 'approved', 2]), comment_count: Number(id === 3) }))",
        )
    }
    .look();
    page.has("tbody tr").await;
    settled().await;
    let why = |number| cell(&page, number, "why");
    let owners = "not asked yet: Cyd (default reviewer), {dee} or {eve} (code owner)";
    assert_eq!(
        why("#1"),
        format!("Ann has to resolve 1 conflict; {owners}")
    );
    assert_eq!(
        why("#2"),
        format!("Ann has to ask a code owner for a review; {owners}; conflicts not checked")
    );
    assert_eq!(
        page.attribute("tbody tr [title$='. Not checked: conflicts']", "title")
            .unwrap(),
        format!("{}. Not checked: conflicts", why("#2"))
    );
    assert_eq!(
        why("#3"),
        format!("Ann has to resolve 1 open thread; {owners}")
    );
    assert_eq!(
        why("#4"),
        "Ann has to close it: its target already has everything"
    );
    assert_eq!(
        why("#5"),
        format!("Ann has to ask a code owner for a review; {owners}")
    );
    let calls = asked();
    let count = |part: &str| calls.iter().filter(|url| url.contains(part)).count();
    assert_eq!(count("/effective-default-reviewers"), 1, "equal reads once");
    assert_eq!(count("/CODEOWNERS"), 1, "equal reads once");
    assert_eq!(count("/activity"), 1, "only where somebody wrote");
}

#[wasm_bindgen_test]
async fn filters_are_kept_in_the_address_and_between_visits() {
    let floor = Floor::of(
        "[pull(1, { author: me, updated_on: ago(20) }), pull(2, asks(me)),
          pull(3, { title: 'Größe', updated_on: ago(14) }), pull(4, { author: cyd })]",
    );
    let page = floor.look();
    page.has("tbody tr").await;
    let toggle = |nth: u32| format!(".toggles .button:nth-child({nth})");
    page.click(&toggle(2));
    page.says(".count p", "1 of 4 open pull requests").await;
    settled().await;
    assert_eq!(shown(&page), ["#1"]);
    assert_eq!(hash(), "#queue?whose=mine");
    page.click(&toggle(3));
    page.has("tbody tr").await;
    settled().await;
    // Their own without a reviewer is the author's turn too.
    assert_eq!(shown(&page), ["#1", "#2"]);
    page.click(&toggle(1));
    page.click(".controls > .button");
    settled().await;
    assert_eq!(page.text_of(".count p"), "2 of 4 open pull requests");
    assert_eq!(shown(&page), ["#1", "#3"]);
    type_in("grö");
    page.says(".count p", "1 of 4 open pull requests").await;
    assert_eq!(hash(), "#queue?age=stale&text=gr%C3%B6");
    drop(page);

    run("history.replaceState(null, '', '#')");
    let page = again();
    page.says(".count p", "2 of 4 open pull requests").await;
    settled().await;
    assert_eq!(
        shown(&page),
        ["#1", "#3"],
        "what was searched for ends with the visit"
    );
    let pressed = page.attribute(".controls > .button", "aria-pressed");
    assert_eq!(pressed.unwrap(), "true");
    drop(page);

    run("history.replaceState(null, '', '#queue?text=%234')");
    let page = again();
    page.says(".count p", "1 of 4 open pull requests").await;
    settled().await;
    assert_eq!(shown(&page), ["#4"]);
    type_in("nothing like it");
    page.has("table[hidden]").await;
    assert!(page.text_of(".empty").contains("No open pull request fits"));
    page.click(".empty .button");
    page.says(".count p", "4 open pull requests").await;
    assert_eq!(hash(), "#queue");
}

fn type_in(text: &str) {
    run_in(&format!(
        "const field = page.querySelector('.search'); field.value = '{text}'; \
         field.dispatchEvent(new Event('input'))"
    ));
}

#[wasm_bindgen_test]
async fn the_keyboard_moves_from_row_to_row_and_on_to_rows_that_were_not_shown() {
    let page = Floor::of(
        "Array.from({ length: 60 }, (_, at) => pull(at + 1, { created_on: ago(90 - at) }))",
    )
    .look();
    page.says(".count p", "60 open pull requests").await;
    settled().await;
    page.counts("tbody tr", 50).await;
    page.has(".search").await;
    run_in("page.querySelector('tbody th a').focus()");
    press("j");
    assert_eq!(focused(), "#2");
    press("ArrowDown");
    assert_eq!(focused(), "#3");
    press("k");
    press("ArrowUp");
    press("ArrowUp");
    assert_eq!(focused(), "#1");
    run_in("[...page.querySelectorAll('tbody tr')].at(-1).querySelector('a').focus()");
    press("j");
    page.counts("tbody tr", 60).await;
    press("j");
    assert_eq!(focused(), "#51");
}

#[wasm_bindgen_test]
async fn a_warm_visit_makes_at_most_six_calls_before_content() {
    let floor = Floor::of(REASONS);
    let page = floor.look();
    page.has(".built, .builds .subtle").await;
    settled().await;
    drop(page);
    run("window.AP.asked.length = 0");
    let page = again();
    page.has("tbody tr").await;
    let calls = asked();
    assert!(calls.len() <= 6, "{calls:#?}");
    settled().await;
    assert_eq!(shown(&page).len(), 7);
}

#[wasm_bindgen_test]
async fn the_first_page_is_there_at_once_and_all_others_follow() {
    let page = Floor {
        before: "if (page > 1 && !window.go) return;",
        ..Floor::of("Array.from({ length: 120 }, (_, at) => pull(at + 1, { updated_on: ago(at) }))")
    }
    .look();
    page.says(
        ".count p",
        "50 open pull requests. Reading the list: 50 of 120…",
    )
    .await;
    page.counts("tbody tr", 50).await;
    drop(page);
    let page = Floor {
        before: "if (page === 2 && !window.go) return refuse({ status: 500 });",
        ..Floor::of("Array.from({ length: 120 }, (_, at) => pull(at + 1, { updated_on: ago(at) }))")
    }
    .look();
    page.has(".problem").await;
    page.counts("tbody tr", 50).await;
    let said = "50 open pull requests. The 50 last active ones are read, of 120.";
    page.says(".count p", said).await;
    run("window.go = true");
    page.click(".problem .button");
    page.says(".count p", "120 open pull requests").await;
    run("delete window.go");
    let more = "section:not(.history) .view > .view > .button:not([hidden])";
    assert_eq!(page.text_of(more), "Show 50 more");
    page.click(more);
    page.counts("tbody tr", 100).await;
    settled().await;
    assert_eq!(page.text_of(more), "Show 20 more");
    page.click(more);
    page.counts("tbody tr", 120).await;
    settled().await;
    assert_eq!(page.count(more), 0);
}

#[wasm_bindgen_test]
async fn nothing_more_is_asked_for_when_bitbucket_wants_no_more_calls() {
    let page = Floor {
        builds: "({ failing: 429 })",
        diff: "refuse({ status: 429 })".to_owned(),
        ..Floor::of("Array.from({ length: 40 }, (_, at) => pull(at + 1, {}))")
    }
    .look();
    page.has(".note[role=status]").await;
    settled().await;
    assert!(page.text_of(".note[role=status]").contains("keeps within"));
    let calls = asked();
    let builds = calls.iter().filter(|url| url.contains("/statuses"));
    assert!(builds.count() <= 4, "{calls:#?}");
    assert_eq!(page.count(".builds .dash"), 40);
}

#[wasm_bindgen_test]
async fn nothing_failure_and_nobody_are_said() {
    let page = Floor::of("[]").look();
    page.has(".empty").await;
    assert_eq!(page.text_of(".empty-title"), "No pull request is open");
    drop(page);
    let page = Floor {
        before: "if (!window.go) { window.go = true; return refuse({ status: 500 }); }",
        ..Floor::of("[pull(1, {})]")
    }
    .look();
    page.has(".problem").await;
    page.click(".problem .button");
    page.has("tbody tr").await;
    run("delete window.go");
    drop(page);
    let anonymous = r#"{ "page": "repository", "workspace": "acme",
        "repository": { "uuid": "{2}", "full_name": "acme/widgets" },
        "host_url": "https://bitbucket.example" }"#;
    Floor::of("[pull(1, {})]").open();
    let page = look(Some(context(anonymous)), patient());
    page.has("tbody tr").await;
    assert_eq!(page.count(".toggles .button"), 0);
}

#[wasm_bindgen_test]
async fn the_table_is_taken_along_as_it_is_listed() {
    let page = Floor {
        builds: "[{ key: 'a', state: 'SUCCESSFUL', created_on: ago(1), updated_on: ago(1) }]",
        ..Floor::of(
            "[pull(1, { title: '=cmd|\"x\", <b>1</b>', ...votes([bob, 'approved', 1]) }), pull(2, {})]",
        )
    }
    .look();
    page.has(".size .files").await;
    settled().await;
    assert_eq!(page.text_of("tbody bdi"), "=cmd|\"x\", <b>1</b>");
    run(
        "window.before = [URL.createObjectURL, window.open];
         window.open = () => ({ location: {} });
         URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return '#queue'; }",
    );
    page.click(".taking .button");
    page.says(
        ".taking p",
        "Opened in a tab of its own. Save it from there with Ctrl+S or ⌘S.",
    )
    .await;
    run("[URL.createObjectURL, window.open] = window.before;");
    settled().await;
    let saved = run("return window.saved").as_string().unwrap();
    let lines: Vec<&str> = saved.split("\r\n").collect();
    assert!(
        lines
            .first()
            .unwrap()
            .starts_with("id,title,source,target,why now,")
    );
    let first = lines.get(1).unwrap();
    assert!(
        first.starts_with(
            "1,\"'=cmd|\"\"x\"\", <b>1</b>\",b1,main,Approved by 1 of 1 reviewer: Ann can merge it,"
        ),
        "{first}"
    );
    assert!(first.ends_with(",1,2,1,0,0,1,1,0,0,0"), "{first}");
    assert_eq!(lines.len(), 4);
}

#[wasm_bindgen_test]
async fn who_does_not_allow_it_sees_the_way_that_works_and_nothing_to_go_on_with() {
    let page = Floor {
        before: "return refuse('USER_ALREADY_DENIED_ACCESS');",
        ..Floor::of("[pull(1, {})]")
    }
    .look();
    page.has(".problem").await;
    let said = page.text_of(".problem");
    let (first, last) = (
        "remove Sightline from the app authorizations",
        "choose Allow",
    );
    assert!(said.find(first) < said.find(last), "{said}");
    page.has(".history[hidden]").await;
    assert_eq!(page.count(".below:not([hidden])"), 0);
}
