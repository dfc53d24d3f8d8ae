//! Reports: from a pushed commit to the page of a pull request.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sightline_tests::{
    browser::Browser,
    signed::{api, get},
    site,
};
use xtask::stack::{Options, Stack};

/// The page of a pull request once it shows a report with that word.
async fn shows(page: &str, word: &str) -> String {
    let started = Instant::now();
    loop {
        let (_, html) = get(page).await;
        if html.contains("class=\"report\"") && html.contains(word) {
            return html;
        }
        assert!(started.elapsed() < Duration::from_secs(120), "{html}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn a_pushed_commit_gets_a_report_that_merge_checks_can_see() {
    let stack = Stack::start(&Options {
        server_args: vec!["--reports".to_owned()],
        ..Options::default()
    });
    let stack = stack.unwrap();
    let repository = format!(
        "{}/2.0/repositories/{}",
        stack.addresses().api,
        full_name(&stack)
    );
    let url = format!("{repository}/pullrequests?state=OPEN&pagelen=50");
    let open = api(&url).await;
    let all = open["size"].as_u64().unwrap();
    let pull = &open["values"][0];
    let (id, branch) = (
        &pull["id"],
        pull["source"]["branch"]["name"].as_str().unwrap(),
    );
    let main = pull["destination"]["branch"]["name"].as_str().unwrap();
    let page = pull["links"]["html"]["href"].as_str().unwrap();

    let settings = json!({ "report": true, "thresholds": { "lines": 0 } }).to_string();
    site::push(&stack, main, ".bitbucket/sightline.json", &settings).await;
    site::push(&stack, branch, "src/pushed.rs", "one\ntwo\nthree").await;
    // One line is more than none.
    let html = shows(page, "FAILED").await;
    let others = all - 1;
    let compared = format!("of {others} other open pull requests.");
    assert!(html.contains(&compared), "{compared}: {html}");

    let reports = reports_of(&stack, page).await;
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0]["external_id"], format!("sightline-{id}"));
    assert_eq!(reports[0]["link"], page);
    // git counts the lines that the pull request changes.
    let figures = reports[0]["data"].as_array().unwrap();
    let lines = figures.iter().find(|one| one["title"] == "Lines to read");
    assert!(
        lines.unwrap()["value"].as_u64().unwrap() >= 3,
        "{figures:?}"
    );
    let calls = site::requests(&stack).await;
    assert!(
        calls
            .iter()
            .filter(|path| path.contains("/reports/"))
            .count()
            >= 2
    );

    the_panel_says_the_same(&stack, page, branch, others).await;

    // Asked for no more, it goes.
    site::push(&stack, main, ".bitbucket/sightline.json", "{}").await;
    let started = Instant::now();
    while !reports_of(&stack, page).await.is_empty() {
        assert!(started.elapsed() < Duration::from_secs(120));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn a_pull_request_that_is_opened_gets_a_report_and_a_closed_one_no_new_one() {
    let stack = Stack::start(&Options {
        server_args: vec!["--reports".to_owned()],
        ..Options::default()
    });
    let stack = stack.unwrap();
    let repository = stack.addresses().repository_page();
    let pulls = site::open_pull_requests(&stack).await;
    let api_of = format!(
        "{}/2.0/repositories/{}",
        stack.addresses().api,
        full_name(&stack)
    );
    let closed = api(&format!("{api_of}/pullrequests/{}", pulls[0].id)).await;
    let branch = closed["source"]["branch"]["name"].as_str().unwrap();
    let main = closed["destination"]["branch"]["name"].as_str().unwrap();
    let settings = json!({ "report": true }).to_string();
    site::push(&stack, main, ".bitbucket/sightline.json", &settings).await;

    let browser = Browser::open().await;
    let page = closed["links"]["html"]["href"].as_str().unwrap();
    site::enter_allowing(&browser, page).await;
    browser.leave_frames().await;
    browser.click("form[action$='/decline'] button").await;
    browser
        .holds("document.querySelector('.lozenge.declined') !== null")
        .await;
    // An event of one that is closed asks for no report.
    assert_eq!(reports_of(&stack, page).await.len(), 0);
    browser
        .goto(&format!("{repository}/pull-requests/new"))
        .await;
    browser
        .run(&format!(
            "document.querySelector('#source').value = {branch:?}"
        ))
        .await;
    browser
        .run("document.querySelector('#title').value = 'Once more'")
        .await;
    browser.click("main form button").await;
    browser.see("Once more").await;
    let opened = browser.run("return location.href").await;
    let opened = opened.as_str().unwrap();
    assert_ne!(opened, page);
    shows(opened, "PASSED").await;
    let reports = reports_of(&stack, opened).await;
    let id = opened.rsplit('/').next().unwrap();
    // Both have the same commit, which has the report of the open one alone.
    let names: Vec<_> = reports.iter().map(|one| &one["external_id"]).collect();
    assert_eq!(names, [&json!(format!("sightline-{id}"))]);
    browser.close().await;
}

/// Compares the report with the panel of its pull request, once it is compared with all others: one report
/// makes few calls.
async fn the_panel_says_the_same(stack: &Stack, page: &str, branch: &str, others: u64) {
    let all = format!("Compared with {others} of {others} other open pull requests.");
    let mut html = String::new();
    for n in 0..8 {
        site::push(stack, branch, &format!("src/pushed-{n}.rs"), "one").await;
        html = shows(page, "FAILED").await;
        if html.contains(&all) {
            break;
        }
    }
    assert!(html.contains(&all), "{html}");
    let browser = Browser::open().await;
    site::enter_allowing(&browser, page).await;
    browser.see_within(Duration::from_secs(60), &all).await;
    let titles = browser.texts(".overlaps .overlap-title").await;
    let marks = browser.texts(".overlaps .facts .lozenge").await;
    let stops = |mark: &&String| {
        let words = ["conflict", "regenerate"];
        words.iter().any(|word| mark.eq_ignore_ascii_case(word))
    };
    let conflicts = marks.iter().filter(stops).count();
    let reports = reports_of(stack, page).await;
    let datum = |title: &str| {
        let data = reports[0]["data"].as_array().unwrap().iter();
        let mut found = data.filter(|one| one["title"] == title);
        usize::try_from(found.next().unwrap()["value"].as_u64().unwrap()).unwrap()
    };
    assert_eq!(
        datum("Open pull requests with the same files"),
        titles.len()
    );
    assert_eq!(datum("Conflicts with open pull requests"), conflicts);
    browser.close().await;
}

/// Reports on the newest commit of a pull request.
async fn reports_of(stack: &Stack, page: &str) -> Vec<Value> {
    let (api_of, name) = (&stack.addresses().api, full_name(stack));
    let id = page.rsplit('/').next().unwrap();
    let repository = format!("{api_of}/2.0/repositories/{name}");
    let pull = api(&format!("{repository}/pullrequests/{id}")).await;
    let commit = pull["source"]["commit"]["hash"].as_str().unwrap();
    let reports = api(&format!("{repository}/commit/{commit}/reports")).await;
    reports["values"].as_array().unwrap().clone()
}

/// `workspace/repository`, from the address of the repository's page.
fn full_name(stack: &Stack) -> String {
    let addresses = stack.addresses();
    let page = addresses.repository_page();
    let path = page.strip_prefix(&addresses.web).unwrap();
    let mut parts = path.trim_matches('/').split('/');
    format!("{}/{}", parts.next().unwrap(), parts.next().unwrap())
}
