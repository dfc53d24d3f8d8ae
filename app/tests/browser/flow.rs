//! The flow view: its numbers against hand-computed ones, and each of its states.
#![allow(clippy::indexing_slicing, reason = "tests")]

use std::time::Duration;

use crate::support::{
    Looked, holds, host, look,
    repository::{Repository, file, page_of, pull},
    run, sleep,
};
use wasm_bindgen_test::wasm_bindgen_test;

const LABELS: &str = "#drawing-cycle [data-mark]";
/// Charts are built one after another.
const LAST_CHART: &str = ".charts > figure:nth-child(5)";

/// Monday of so many weeks ago, by the browser's calendar: milliseconds, and as in `3 Aug 2026`.
fn monday(weeks: u32) -> (f64, String) {
    let script = format!(
        "const day = new Date(); day.setUTCHours(0, 0, 0, 0);
         day.setUTCDate(day.getUTCDate() - (day.getUTCDay() + 6) % 7 - 7 * {weeks});
         const text = day.toUTCString();
         return +day + ' ' + +text.slice(5, 7) + text.slice(7, 16);"
    );
    let told = run(&script).as_string().unwrap();
    let (time, day) = told.split_once(' ').unwrap();
    (time.parse().unwrap(), day.to_owned())
}

/// A pull request merged on the Wednesday of so many weeks ago, so many hours after its opening; a
/// file of so many lines.
fn merged(id: u32, weeks: u32, hours: u32, lines: u32, more: &str) -> (String, String) {
    let end = monday(weeks).0 + 60.0 * 3_600e3;
    let start = end - f64::from(hours) * 3_600e3;
    let more = format!(
        "state: 'MERGED', created_on: new Date({start}).toISOString(),
         updated_on: new Date({end}).toISOString(), {more}"
    );
    let stat = format!("m{id}: [{}]", file("api/z.rs", lines, 0));
    (pull(id, ("gone", &format!("m{id}")), "main", &more), stat)
}

fn shown(past: &[(String, String)], others: &str) -> Looked {
    shown_at(past, others, "#flow?period=year")
}

fn shown_at(past: &[(String, String)], others: &str, hash: &str) -> Looked {
    shown_with(past, others, "", hash)
}

fn shown_with(past: &[(String, String)], others: &str, activity: &str, hash: &str) -> Looked {
    let list = |part: fn(&(String, String)) -> &str| {
        let parts: Vec<&str> = past.iter().map(part).collect();
        parts.join(",")
    };
    let repository = Repository {
        others: others.to_owned(),
        activity: activity.to_owned(),
        merged: list(|(pull, _)| pull),
        stats: list(|(_, stat)| stat),
        ..Repository::default()
    };
    repository.open();
    run(&format!("location.hash = '{hash}'"));
    look(Some(page_of("repository")), host())
}

/// Waits until the first marks of a chart are called so.
async fn label(selector: &str, expected: &[String]) {
    for _ in 0..1_000 {
        if labels(selector).starts_with(expected) {
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(labels(selector), expected);
}

fn labels(selector: &str) -> Vec<String> {
    let script = format!(
        "return [...document.querySelectorAll('{selector}')]
           .map((mark) => mark.getAttribute('aria-label')).join('\\n')"
    );
    let labels = run(&script).as_string().unwrap();
    labels.lines().map(str::to_owned).collect()
}

/// Cycles of 4, 8 and 30 hours have the median 8 and, interpolated as NumPy does, quartiles 6 and 19.
fn three_weeks() -> Vec<(String, String)> {
    vec![
        merged(6, 1, 12, 70, ""),
        merged(5, 3, 30, 900, ""),
        merged(4, 3, 8, 40, ""),
        merged(3, 3, 4, 20, ""),
        merged(
            2,
            3,
            1,
            5,
            "author: { uuid: '{bot}', display_name: 'Robot', type: 'app_user' }",
        ),
    ]
}

#[wasm_bindgen_test]
async fn weeks_have_medians_and_the_middle_half_and_say_over_how_many() {
    let page = shown(&three_weeks(), "");
    page.says(".sums > div:nth-child(2) .sum", "4").await;
    let week = |weeks| format!("Week of {}: ", monday(weeks).1);
    let expected = [
        week(3) + "median 8 h, middle half 6 h to 19 h, n = 3",
        week(2) + "nothing known",
        week(1) + "median 12 h, middle half 12 h to 12 h, n = 1",
    ];
    page.has(LAST_CHART).await;
    label(LABELS, &expected).await;
    assert_eq!(labels(LABELS).len(), expected.len());
    // 20, 40 and 900 lines.
    let lines = week(3) + "median 40 lines, middle half 30 lines to 470 lines, n = 3";
    label("#drawing-size [data-mark]", &[lines]).await;
    // Over all four: 4, 8, 12, 30 hours.
    let cycle = page.text_of(".sums > div:nth-child(5)");
    assert_eq!(cycle, "Cycle time10 hmiddle half 7 h to 16 h 30 min, n = 4");
    let apart = week(3) + "opened 3, merged 3, 1 opened by bots, 1 merged by bots";
    label("#drawing-opened-merged [data-mark]", &[apart]).await;
}

#[wasm_bindgen_test]
async fn open_pull_requests_count_as_opened_and_drafts_apart() {
    let now = "created_on: new Date().toISOString(),";
    let others = [
        pull(9, ("b", "b9"), "main", now),
        pull(10, ("c", "b10"), "main", &format!("{now} draft: true")),
        pull(11, ("d", "b11"), "release", now),
    ]
    .join(",");
    let page = shown(&three_weeks(), &others);
    page.says(".sums > div:nth-child(2) .sum", "4").await;
    page.says(".sums > div:nth-child(1) .sum", "6").await;
    page.has("#drawing-opened-merged").await;
    let week = format!("Week of {}: ", monday(0).1);
    let told = week + "opened 2, merged 0, 1 open drafts (not over yet)";
    let last = "[...document.querySelectorAll('#drawing-opened-merged [data-mark]')].at(-1)";
    holds(&format!("{last}?.getAttribute('aria-label') === '{told}'")).await;
    assert_eq!(page.count("#drawing-opened-merged .mark.part"), 1);
}

#[wasm_bindgen_test]
async fn a_period_and_a_branch_can_be_chosen_and_are_kept_in_the_address() {
    let mut past = three_weeks();
    past.push(merged(1, 30, 5, 1, ""));
    let (other, stat) = merged(7, 1, 2, 3, "");
    past.push((other.replace("name: 'main'", "name: 'release/1'"), stat));
    let page = shown_at(&past, "", "#flow");
    let merged = ".sums > div:nth-child(2) .sum";
    page.says(merged, "5").await;
    page.click(".flow [role=group] button:nth-child(2)");
    page.says(merged, "6").await;
    holds(&format!(
        "document.querySelectorAll('{LABELS}').length === 30"
    ))
    .await;
    run("const list = document.querySelector('.flow select');
         list.value = 'release/1'; list.dispatchEvent(new Event('input'));");
    page.says(merged, "1").await;
    let hash = run("return location.hash").as_string().unwrap();
    assert_eq!(hash, "#flow?period=year&target=release%2F1");
}

#[wasm_bindgen_test]
async fn days_and_an_author_can_be_chosen_and_are_kept_in_the_address() {
    let bob = "author: { uuid: '{bob}', display_name: 'Bob', type: 'user' }";
    let mut past = three_weeks();
    past.push(merged(7, 3, 2, 3, bob));
    let day = |weeks: u32| {
        let script = format!(
            "return new Date({}).toISOString().slice(0, 10)",
            monday(weeks).0
        );
        run(&script).as_string().unwrap()
    };
    let (first, last) = (day(3), day(2));
    let page = shown_at(&past, "", "#flow");
    let merged = ".sums > div:nth-child(2) .sum";
    page.says(merged, "5").await;
    let enter = |label: &str, value: &str, event: &str| {
        run(&format!(
            "const field = [...document.querySelectorAll('.flow .controls input, .flow select')]
               .find((field) => field.ariaLabel === '{label}'
                 || field.parentElement.textContent === '{label}');
             field.value = '{value}'; field.dispatchEvent(new Event('{event}'));"
        ));
    };
    enter("From", &first, "change");
    page.says(merged, "5").await;
    enter("To", &last, "change");
    // The one of last week is out.
    page.says(merged, "4").await;
    page.loses(".flow [aria-pressed=true]").await;
    page.has(".sums .before").await;
    enter("Author", "{bob}", "input");
    page.says(merged, "1").await;
    let hash = run("return location.hash").as_string().unwrap();
    assert_eq!(
        hash,
        format!("#flow?from={first}&to={last}&author=%7Bbob%7D")
    );
    page.click(".flow [role=group] button:nth-child(1)");
    page.has(".flow [aria-pressed=true]").await;
    let hash = run("return location.hash").as_string().unwrap();
    assert_eq!(hash, "#flow?period=quarter&author=%7Bbob%7D");
}

#[wasm_bindgen_test]
async fn each_chart_has_its_numbers_in_a_table() {
    let page = shown(&three_weeks(), "");
    page.has(".charts").await;
    page.says(".sums > div:nth-child(2) .sum", "4").await;
    page.has(LAST_CHART).await;
    assert_eq!(page.count(".charts figure"), 5);
    assert_eq!(page.count(".charts .numbers"), 0);
    page.click("figure[aria-labelledby=chart-cycle] summary");
    page.has(".numbers tbody tr").await;
    let row = |row: u32| page.text_of(&format!(".numbers tbody tr:nth-child({row})"));
    assert_eq!(row(1), format!("{}8.06.019.03", monday(3).1));
    assert_eq!(row(2), format!("{}0", monday(2).1));
}

#[wasm_bindgen_test]
async fn what_is_not_known_is_said_and_not_drawn() {
    let page = shown(&three_weeks(), "");
    page.says(".sums > div:nth-child(2) .sum", "4").await;
    page.has(LAST_CHART).await;
    let review = "figure[aria-labelledby=chart-review]";
    let said = page.text_of(&format!("{review} figcaption"));
    assert!(
        said.contains("Not known for any pull request in this period yet"),
        "{said}"
    );
    assert_eq!(page.count(&format!("{review} .marks .dot")), 0);
    assert_eq!(page.text_of(".sums > div:nth-child(4) .sum"), "—");
}

/// Somebody's comment or vote on a pull request that was merged on the Wednesday of three weeks ago,
/// so many hours after it was opened, when it took `whole` hours.
fn event(id: u32, whole: f64, after: f64, what: &str, who: &str) -> (f64, String) {
    let at = monday(3).0 + (60.0 - whole + after) * 3_600e3;
    let kind = if who == "bot" { "app_user" } else { "user" };
    let user = format!("{{ uuid: '{{{who}}}', display_name: '{who}', type: '{kind}' }}");
    let date = format!("new Date({at}).toISOString()");
    let said = match what {
        "comment" => format!("comment: {{ id: {at}, created_on: {date}, user: {user} }}"),
        vote => format!("{vote}: {{ date: {date}, user: {user} }}"),
    };
    (at, format!("{{ pull_request: {{ id: {id} }}, {said} }}"))
}

#[wasm_bindgen_test]
async fn reviews_are_timed_by_what_others_said_first_and_approved_last() {
    let mut events = vec![
        event(3, 4.0, 0.5, "comment", "ann"),
        event(3, 4.0, 1.0, "comment", "bot"),
        event(3, 4.0, 2.0, "comment", "bob"),
        event(3, 4.0, 3.0, "approval", "bob"),
        event(3, 4.0, 3.5, "approval", "bot"),
        event(5, 30.0, 10.0, "approval", "cyd"),
        event(99, 30.0, 1.0, "approval", "cyd"),
        // So that all of them are known to have been read.
        event(1, 900.0, 1.0, "comment", "bob"),
    ];
    events.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let events: Vec<String> = events.into_iter().map(|(_, event)| event).collect();
    let page = shown_with(&three_weeks(), "", &events.join(","), "#flow?period=year");
    // 2 and 10 hours; 1 hour and none.
    let first = "Time to first review6 hmiddle half 4 h to 8 h, n = 2";
    page.says(".sums > div:nth-child(3)", first).await;
    let review = "Review time30 minmiddle half 15 min to 45 min, n = 2";
    page.says(".sums > div:nth-child(4)", review).await;
}

#[wasm_bindgen_test]
async fn a_repository_without_a_past_is_told_so() {
    let page = shown(&[], "");
    page.has(".flow .empty-title").await;
    let title = page.text_of(".flow .empty-title");
    assert_eq!(title, "No pull request was merged here yet");
    assert_eq!(page.count(".meanings dt"), 8);
}

#[wasm_bindgen_test]
async fn the_oldest_week_is_marked_where_history_is_read_in_part() {
    let repository = Repository::default();
    repository.open();
    let (new, old) = (merged(6, 1, 12, 70, "").0, merged(5, 3, 30, 900, "").0);
    run(&format!(
        "const ago = () => new Date().toISOString();
         const ready = window.AP.require;
         window.AP.require = (name, go) => ready(name, (call) => go((options) => {{
           const later = (f, value) => setTimeout(() => f(value), 5);
           if (options.url.includes('page=2')) later(options.error, {{ status: 500 }});
           else if (options.url.includes('state=MERGED')) later(options.success, {{
             values: [{new}, {old}], size: 90, pagelen: 2, page: 1,
             next: 'https://api.bitbucket.org' + options.url + '&page=2' }});
           else call(options);
         }}));
         location.hash = '#flow?period=all';"
    ));
    let page = look(Some(page_of("repository")), host());
    page.has(".flow .reach:not(:empty)").await;
    let day = monday(3).1;
    let note = page.text_of(".flow .reach:not(:empty)");
    assert!(note.starts_with("History is read back to "), "{note}");
    page.has(LAST_CHART).await;
    let oldest = "median 1 d 6 h, middle half 1 d 6 h to 1 d 6 h, n = 1 (history read in part)";
    label(LABELS, &[format!("Week of {day}: {oldest}")]).await;
    assert_eq!(page.count("#drawing-cycle .mark.part"), 1);
}
