//! The page of a repository: its numbers are those of git and of the API; how accessible it is, how
//! it looks.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::{collections::BTreeSet, path::Path, process::Command, time::Duration};

use serde_json::Value;
use sightline_tests::{
    axe,
    browser::{Browser, ColorScheme},
    console, git,
    host::Host,
    on_both_hosts, signed,
    site::{self, PullRequest},
};
use xtask::stack::Stack;

const SCHEMES: [(ColorScheme, &str); 2] =
    [(ColorScheme::Light, "light"), (ColorScheme::Dark, "dark")];
const WIDTHS: [u32; 3] = [700, 1_200, 1_800];
const VIEWS: [&str; 5] = ["queue", "flow", "hotspots", "overlaps", "load"];

on_both_hosts!(
    a_warm_visit_makes_at_most_six_calls_before_the_queue_is_there,
    sizes_and_overlaps_of_the_queue_are_those_of_git,
    pairs_in_conflict_are_those_that_git_cannot_merge,
    the_load_is_that_of_the_api,
    every_view_is_accessible_in_light_and_dark_and_fits_narrow_and_wide_windows,
);

fn nothing() -> Vec<String> {
    Vec::new()
}

/// Opens the page, with everything read that is read by itself.
async fn read(browser: &Browser, stack: &Stack) -> String {
    let page = site::repository_page(browser, stack).await;
    site::enter_allowing(browser, &page).await;
    browser.find("table.queue tbody tr").await;
    browser.gone(".size .dash, .builds .dash").await;
    page
}

async fn go(browser: &Browser, view: &str) {
    browser.click(&format!("nav a[href='#{view}']")).await;
    browser
        .find(&format!("nav a[href='#{view}'][aria-current]"))
        .await;
}

async fn cell(browser: &Browser, pull: &PullRequest, class: &str) -> String {
    let script = format!(
        "return [...document.querySelectorAll('tbody tr')]\
         .find((row) => row.querySelector('.number').textContent === '#{}')\
         .querySelector('.{class}').textContent",
        pull.id
    );
    let text = browser.run(&script).await;
    text.as_str().unwrap().replace(',', "")
}

/// Paths that each changes; a rename touches both.
fn paths(repository: &Path, pulls: &[PullRequest]) -> Vec<BTreeSet<String>> {
    let paths = pulls.iter().map(|pull| {
        let range = format!("{}...{}", pull.destination, pull.source);
        let arguments = ["diff", "--name-only", "--no-renames", &range];
        let names = git::run(repository, &arguments);
        names.lines().map(str::to_owned).collect()
    });
    paths.collect()
}

/// A file that a pull request changes: its paths, and lines of the old version, first and after the
/// last; a place between two lines is empty.
struct Touched {
    paths: Vec<String>,
    lines: Vec<(u64, u64)>,
}

/// Files and lines that a pull request touches, from git's diff without context.
fn touched(repository: &Path, pull: &PullRequest) -> Vec<Touched> {
    let range = format!("{}...{}", pull.destination, pull.source);
    let diff = git::run(repository, &["diff", "-U0", "--find-renames", &range]);
    let mut files: Vec<Touched> = Vec::new();
    for line in diff.lines() {
        if line.starts_with("diff --git ") {
            files.push(Touched {
                paths: Vec::new(),
                lines: Vec::new(),
            });
        }
        let Some(file) = files.last_mut() else {
            continue;
        };
        for start in ["--- a/", "+++ b/", "rename from ", "rename to "] {
            file.paths
                .extend(line.strip_prefix(start).map(str::to_owned));
        }
        if let Some(rest) = line.strip_prefix("@@ -") {
            let old = rest.split(' ').next().unwrap();
            let (first, count) = old.split_once(',').unwrap_or((old, "1"));
            let (first, count): (u64, u64) = (first.parse().unwrap(), count.parse().unwrap());
            let first = first + u64::from(count == 0);
            file.lines.push((first, first + count));
        }
    }
    files
}

/// Returns whether two touch the same or neighbouring lines.
fn meet(one: &[Touched], other: &[Touched]) -> bool {
    let lines = |a: &Touched, b: &Touched| {
        let mut pairs = a
            .lines
            .iter()
            .flat_map(|a| b.lines.iter().map(move |b| (a, b)));
        pairs.any(|(a, b)| a.0.max(b.0) <= a.1.min(b.1))
    };
    one.iter().any(|a| {
        let same = |b: &&Touched| a.paths.iter().any(|path| b.paths.contains(path));
        other.iter().filter(same).any(|b| lines(a, b))
    })
}

/// Returns whether git cannot merge the one into the other by itself; `None` where they start from
/// different commits, so that others' changes may be in its way.
fn conflict(repository: &Path, one: &PullRequest, other: &PullRequest) -> Option<bool> {
    let base = |a: &str, b: &str| git::run(repository, &["merge-base", a, b]);
    let bases = [
        base(&one.source, &one.destination),
        base(&other.source, &other.destination),
        base(&one.source, &other.source),
    ];
    if bases[0] != bases[1] || bases[1] != bases[2] {
        return None;
    }
    let merged = Command::new("git")
        .arg("-C")
        .arg(repository)
        .args(["merge-tree", "--write-tree", &one.source, &other.source])
        .output()
        .unwrap();
    match merged.status.code() {
        Some(0) => Some(false),
        Some(1) => Some(true),
        _ => panic!("{}", String::from_utf8_lossy(&merged.stderr)),
    }
}

async fn sizes_and_overlaps_of_the_queue_are_those_of_git(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    read(&browser, &stack).await;
    assert_eq!(browser.texts("tbody tr").await.len(), pulls.len());
    browser.gone(".met .dash").await;
    let paths = paths(stack.git(), &pulls);
    for (this, pull) in pulls.iter().enumerate() {
        let change = git::change(stack.git(), &pull.destination, &pull.source);
        let noun = if change.files == 1 { "file" } else { "files" };
        let expected = format!(
            "{} {noun} +{} −{}",
            change.files, change.added, change.removed
        );
        let shown = cell(&browser, pull, "size").await;
        assert_eq!(shown, expected, "#{} {}", pull.id, pull.title);
        let others = (0..pulls.len()).filter(|other| *other != this);
        let others = others.filter(|other| !paths[this].is_disjoint(&paths[*other]));
        let met = cell(&browser, pull, "met").await;
        assert_eq!(met, others.count().to_string(), "#{}", pull.id);
    }
    assert_eq!(console::unexpected(&browser.console().await), nothing());
    browser.close().await;
}

async fn pairs_in_conflict_are_those_that_git_cannot_merge(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let pulls = site::open_pull_requests(&stack).await;
    read(&browser, &stack).await;
    let paths = paths(stack.git(), &pulls);
    let lines: Vec<Vec<Touched>> = pulls
        .iter()
        .map(|pull| touched(stack.git(), pull))
        .collect();
    let (mut pairs, mut conflicts, mut tried) = (0, Vec::new(), 0);
    for one in 0..pulls.len() {
        for other in one + 1..pulls.len() {
            if paths[one].is_disjoint(&paths[other]) {
                continue;
            }
            pairs += 1;
            let meet = meet(&lines[one], &lines[other]);
            if let Some(conflict) = conflict(stack.git(), &pulls[one], &pulls[other]) {
                tried += 1;
                assert_eq!(meet, conflict, "#{} #{}", pulls[one].id, pulls[other].id);
            }
            if meet {
                conflicts.push((&pulls[one], &pulls[other]));
            }
        }
    }
    assert!(!conflicts.is_empty() && tried > 0, "{tried} tried");
    go(&browser, "overlaps").await;
    let all = pulls.len();
    browser
        .see(&format!("Compared {all} of {all} open pull requests."))
        .await;
    browser
        .see(&format!("{} pairs in conflict, ", conflicts.len()))
        .await;
    // What is not said to be in conflict is merged by git, known or not.
    let said = browser.text("body").await;
    let counted = |before: &str, after: &str| -> usize {
        let end = said.split_once(after).map(|(start, _)| start);
        let number = end.and_then(|start| start.rsplit_once(before));
        number.map_or(0, |(_, number)| number.trim().parse().unwrap())
    };
    let merged = counted("pairs in conflict, ", " that git merges");
    let unknown = counted("that git merges, ", " where that is not known.");
    assert!(merged > 0, "{said}");
    assert_eq!(merged + unknown, pairs - conflicts.len());
    // Whoever of two that conflict merges later is to be rebased; nobody else is.
    let turns = browser.texts("ol.turns > li").await;
    let place = |pull: &PullRequest| {
        let number = format!("#{} ", pull.id);
        turns.iter().position(|turn| turn.starts_with(&number))
    };
    for (one, other) in &conflicts {
        if one.destination != other.destination {
            continue;
        }
        let (one, other) = (place(one).unwrap(), place(other).unwrap());
        assert!(
            turns[one.max(other)].contains("To be rebased once"),
            "{turns:#?}"
        );
    }
    assert_eq!(console::unexpected(&browser.console().await), nothing());
    browser.close().await;
}

async fn the_load_is_that_of_the_api(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    read(&browser, &stack).await;
    let addresses = stack.addresses();
    let list = format!(
        "{}/2.0/repositories{}/pullrequests?state=OPEN&pagelen=50&fields=values.id,values.draft,\
         values.author.uuid,values.participants",
        addresses.api, addresses.repository
    );
    let page = signed::api(&list).await;
    let mut asked: Vec<(String, u64)> = Vec::new();
    for pull in page["values"].as_array().unwrap() {
        if pull["draft"] == true {
            continue;
        }
        for one in pull["participants"].as_array().unwrap() {
            let user = &one["user"];
            let waits = one["role"] == "REVIEWER" && one["state"].is_null();
            if waits && user["type"] == "user" && user["uuid"] != pull["author"]["uuid"] {
                let name = user["display_name"].as_str().unwrap().to_owned();
                asked.push((name, pull["id"].as_u64().unwrap()));
            }
        }
    }
    let people: BTreeSet<&String> = asked.iter().map(|(name, _)| name).collect();
    go(&browser, "load").await;
    let start = format!("{} open reviews of {} people", asked.len(), people.len());
    browser.see(&start).await;
    let rows = "return [...document.querySelectorAll('.load tbody tr')].map((row) =>\
        [row.querySelector('.name').textContent, row.querySelector('.number').textContent])";
    let rows = browser.run(rows).await;
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), people.len());
    for row in rows {
        let name = row[0].as_str().unwrap();
        let own = asked.iter().filter(|(other, _)| other == name).count();
        assert_eq!(row[1].as_str().unwrap(), own.to_string(), "{name}");
    }
    browser.close().await;
}

async fn a_warm_visit_makes_at_most_six_calls_before_the_queue_is_there(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    let page = read(&browser, &stack).await;
    let calls = async || -> Vec<String> {
        let calls = signed::api(&format!("{}/sandbox/requests", stack.addresses().api)).await;
        let paths = calls.as_array().unwrap().iter();
        let paths = paths.map(|call: &Value| call["path"].as_str().unwrap().to_owned());
        paths.filter(|path| path.starts_with("/2.0/")).collect()
    };
    // The first visit's reading in the background has to be over.
    let mut before = usize::MAX;
    while before != calls().await.len() {
        before = calls().await.len();
        tokio::time::sleep(Duration::from_millis(900)).await;
    }
    browser.leave_frames().await;
    site::enter(&browser, &page).await;
    browser.find("table.queue tbody tr").await;
    browser.gone(".builds .dash").await;
    let later = calls().await;
    let later = &later[before..];
    // Builds are asked for those that are shown: that is the end of what came before.
    let first = later.iter().position(|path| path.contains("/statuses"));
    let first = first.unwrap_or_else(|| panic!("no builds in {later:#?}"));
    assert!(first <= 6, "{later:#?}");
    assert!(
        later[..first]
            .iter()
            .any(|path| path.contains("/pullrequests?"))
    );
    browser.close().await;
}

async fn every_view_is_accessible_in_light_and_dark_and_fits_narrow_and_wide_windows(host: Host) {
    let stack = Stack::start(&host.options()).unwrap();
    let browser = Browser::open().await;
    read(&browser, &stack).await;
    for (scheme, name) in SCHEMES {
        browser.prefer(scheme).await;
        for view in VIEWS {
            go(&browser, view).await;
            assert_eq!(axe::violations(&browser).await, nothing(), "{view} {name}");
            for width in WIDTHS {
                browser.client.set_window_size(width, 1_400).await.unwrap();
                browser
                    .holds("document.documentElement.scrollWidth <= innerWidth")
                    .await;
                browser.leave_frames().await;
                let picture = format!("{view}-{width}-{name}-{host}");
                browser.screenshot(&picture).await;
                browser.enter_frame(site::FRAME).await;
            }
        }
    }
    assert_eq!(console::unexpected(&browser.console().await), nothing());
    browser.close().await;
}

#[tokio::test]
async fn where_the_host_does_not_say_where_the_page_stands_there_is_no_link_to_a_view() {
    let stack = Stack::start(&Host::Forge.options()).unwrap();
    let browser = Browser::open().await;
    read(&browser, &stack).await;
    go(&browser, "hotspots").await;
    assert_eq!(browser.texts(".views .button").await, nothing());
    browser.close().await;
}

// Forge tells its frames no address: see the test above.
#[tokio::test]
async fn a_link_to_a_view_can_be_copied_and_opens_that_view() {
    let stack = Stack::start(&Host::Connect.options()).unwrap();
    let browser = Browser::open().await;
    read(&browser, &stack).await;
    go(&browser, "hotspots").await;
    browser.click(".spots tbody button").await;
    browser
        .holds("document.querySelectorAll('.trail li').length === 2")
        .await;
    let folder = browser.text(".trail [aria-current]").await;
    // The sandbox's frame may not use the clipboard: the link is there to copy by hand.
    browser
        .run("document.querySelector('.views .button').click()")
        .await;
    browser.find(".views textarea:not([hidden])").await;
    let link = browser
        .run("return document.querySelector('.views textarea').value")
        .await;
    let link = link.as_str().unwrap().to_owned();
    browser.leave_frames().await;
    browser.goto("about:blank").await;
    site::enter(&browser, &link).await;
    browser.find("nav a[href='#hotspots'][aria-current]").await;
    browser.find(".trail [aria-current]").await;
    assert_eq!(browser.text(".trail [aria-current]").await, folder);
    browser.close().await;
}
