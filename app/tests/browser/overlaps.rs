//! Overlaps in each of their states.

use crate::support::{
    Looked, asked, host, look,
    repository::{Repository, diff, here, pull},
    settled,
};
use sightline_app::text::overlaps::lines;
use sightline_insight::overlap::LineRange;
use wasm_bindgen_test::wasm_bindgen_test;

const MET: &str = "@@ -11,2 +11 @@\\n-b\\n-c\\n+theirs\\n";
const APART: &str = "@@ -40 +40 @@\\n-b\\n+x\\n";

fn with(others: &[String], diffs: &[(&str, String)]) -> Repository {
    let diffs = diffs.iter().map(|(hash, diff)| format!("{hash}: '{diff}'"));
    Repository {
        others: others.join(","),
        diffs: diffs.collect::<Vec<_>>().join(","),
        ..Repository::default()
    }
}

fn opened(repository: &Repository) -> Looked {
    repository.open();
    look(Some(here("off")), host())
}

async fn note(page: &Looked, said: &str) {
    page.says(".overlapping > p", said).await;
}

#[wasm_bindgen_test]
async fn others_with_the_same_lines_come_first_and_say_so() {
    let others = [
        pull(8, ("b8", "b8"), "main", ""),
        pull(9, ("b9", "b9"), "release", "title: '<b>Nine</b>'"),
        pull(10, ("b10", "b10"), "main", ""),
    ];
    let diffs = [
        ("b8", diff("api/a.rs", APART)),
        ("b9", diff("api/a.rs", MET)),
        ("b10", diff("api/b.rs", MET)),
    ];
    let page = opened(&with(&others, &diffs));
    note(&page, "Compared with 3 of 3 other open pull requests.").await;
    assert_eq!(page.count(".overlaps > li"), 2);
    let first = ".overlaps > li:first-child";
    assert_eq!(
        page.text_of(&format!("{first} .overlap-title")),
        "#9 <b>Nine</b>"
    );
    let facts = page.text_of(&format!("{first} .facts"));
    assert!(
        facts.contains("Conflict") && facts.contains("into release"),
        "{facts}"
    );
    assert!(
        facts.contains("Ann Lee") && facts.contains("active 2 days ago"),
        "{facts}"
    );
    assert_eq!(
        page.text_of(&format!("{first} summary")),
        "1 file, 1 in conflict"
    );
    assert_eq!(page.text_of(".overlap-lines"), "lines 11–12");
    let link = |nth: u32| {
        let selector = format!("{first} .overlap-files a:nth-of-type({nth})");
        page.attribute(&selector, "href").unwrap()
    };
    let pages = "https://bitbucket.example/acme/widgets/pull-requests";
    assert_eq!(link(1), format!("{pages}/7/diff#chg-api/a.rs"));
    assert_eq!(link(2), format!("{pages}/9/diff#Lapi/a.rsF11"));
    // Its lines are built for those who look at them.
    let lines = format!("{first} .excerpts");
    assert_eq!(
        page.text_of(&format!("{lines} summary")),
        "Its lines in api/a.rs"
    );
    assert_eq!(page.count(".excerpt"), 0);
    page.click(&format!("{lines} summary"));
    page.says(".excerpt", "-b\n-c\n+theirs\n").await;
    assert_eq!(page.count(".excerpt .gone"), 2);
    let second = page.text_of(".overlaps > li:nth-child(2)");
    assert!(
        second.contains("#8") && !second.contains("into main"),
        "{second}"
    );
    assert!(!second.contains("Conflict"), "{second}");
}

#[wasm_bindgen_test]
async fn a_rename_on_either_side_is_the_same_file() {
    let moved = "diff --git a/api/a.rs b/lib/ä b.rs\\nrename from api/a.rs\\n\
                 rename to lib/ä b.rs\\n@@ -12 +12 @@\\n-c\\n+theirs\\n";
    let others = [pull(8, ("b8", "b8"), "main", "")];
    let page = opened(&with(&others, &[("b8", moved.to_owned())]));
    page.has(".overlap-files").await;
    assert_eq!(page.text_of(".overlap-files code"), "api/a.rs");
    assert_eq!(page.text_of(".overlap-lines"), "line 12");
    let link = page.attribute(".overlap-files a:nth-of-type(2)", "href");
    assert!(link.unwrap().ends_with("/8/diff#Llib/%C3%A4%20b.rsF12"));
}

#[wasm_bindgen_test]
async fn stacked_pull_requests_are_no_warning() {
    let others = [
        pull(8, ("top", "b8"), "feature", ""),
        pull(9, ("main", "b9"), "release", ""),
        pull(
            10,
            ("main", "b10"),
            "release",
            "source: { branch: { name: 'main' }, commit: { hash: 'b10' },
                       repository: { full_name: 'fork/widgets' } }",
        ),
    ];
    let same = diff("api/a.rs", MET);
    let diffs = [("b8", same.clone()), ("b9", same.clone()), ("b10", same)];
    let page = opened(&with(&others, &diffs));
    note(&page, "Compared with 3 of 3 other open pull requests.").await;
    let item = |nth: u32| page.text_of(&format!(".overlaps > li:nth-child({nth}) .facts"));
    // The branch of a fork is another one.
    assert!(item(1).contains("Conflict"), "{}", item(1));
    assert!(
        item(2).contains("goes into this one’s branch"),
        "{}",
        item(2)
    );
    assert!(
        item(3).contains("this one goes into its branch"),
        "{}",
        item(3)
    );
    assert_eq!(page.count(".lozenge-declined"), 1);
}

#[wasm_bindgen_test]
async fn none_is_said_with_what_was_compared() {
    let page = opened(&with(&[], &[]));
    note(&page, "No other pull request is open.").await;
    drop(page);
    let others = [
        pull(8, ("b8", "b8"), "main", ""),
        pull(7, ("feature", "a7"), "main", ""),
    ];
    let page = opened(&with(&others, &[("b8", diff("web/x", MET))]));
    note(
        &page,
        "No other open pull request touches these files. \
         Compared with 1 of 1 other open pull request.",
    )
    .await;
}

#[wasm_bindgen_test]
async fn an_other_that_cannot_be_read_is_not_counted_as_compared() {
    let others = [
        pull(8, ("b8", "b8"), "main", "source: {}"),
        pull(9, ("b9", "b9"), "main", ""),
    ];
    let mut repository = with(&others, &[("b9", diff("web/x", MET))]);
    repository.diff = format!(
        "if (url.includes('/8/')) refuse({{ status: 404 }}); else {{ {} }}",
        repository.diff
    );
    let page = opened(&repository);
    note(
        &page,
        "No overlap so far. Compared with 1 of 2 other open pull requests. \
         #8 is not compared: Bitbucket cannot give its diff.",
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_diff_that_is_too_large_is_named_and_not_asked_for_again() {
    let others = [
        pull(8, ("b8", "b8"), "main", ""),
        pull(9, ("b9", "b9"), "main", ""),
    ];
    let mut repository = with(&others, &[("b9", diff("web/x", MET))]);
    repository.diff = format!(
        "if (hash === 'b8') refuse({{ status: 555 }}); else {{ {} }}",
        repository.diff
    );
    let said = "No overlap so far. Compared with 1 of 2 other open pull requests. \
                #8 is not compared: Bitbucket cannot give its diff.";
    let page = opened(&repository);
    note(&page, said).await;
    let calls = || {
        let asked = asked();
        asked.iter().filter(|url| url.contains("b8%0D")).count()
    };
    assert_eq!(calls(), 1);
    drop(page);
    // What was read is stored by then.
    settled().await;
    let page = look(Some(here("off")), host());
    page.says(".progress > p", "Based on 0 merged pull requests.")
        .await;
    note(&page, said).await;
    assert_eq!(calls(), 1);
}

#[wasm_bindgen_test]
async fn without_its_own_diff_files_alone_are_compared() {
    let others = [pull(8, ("b8", "b8"), "main", "")];
    let repository = Repository {
        diff: "window.whole ? answer(window.whole) : refuse({ status: 555 });".to_owned(),
        ..with(&others, &[("b8", diff("api/a.rs", MET))])
    };
    let page = opened(&repository);
    page.has(".overlapping > p .button").await;
    page.has(".overlaps summary").await;
    assert!(
        page.text_of(".overlapping > p")
            .contains("Lines are not compared")
    );
    assert_eq!(page.text_of(".overlaps summary"), "1 file");
    crate::support::run(&format!("window.whole = '{}'", diff("api/a.rs", MET)));
    page.click(".overlapping > p .button");
    page.has(".overlap-lines").await;
    crate::support::run("delete window.whole");
    page.loses(".overlapping > p .button").await;
}

#[wasm_bindgen_test]
async fn beyond_the_fifth_they_are_folded_away_and_stay_open() {
    let others: Vec<String> = (11..18)
        .map(|id| pull(id, (&format!("b{id}"), &format!("b{id}")), "main", ""))
        .collect();
    let hashes: Vec<String> = (11..18).map(|id| format!("b{id}")).collect();
    let diffs: Vec<(&str, String)> = hashes
        .iter()
        .map(|hash| (hash.as_str(), diff("api/a.rs", MET)))
        .collect();
    let page = opened(&with(&others, &diffs));
    note(&page, "Compared with 7 of 7 other open pull requests.").await;
    assert_eq!(
        page.text_of(".overlapping > div > details > summary"),
        "2 more pull requests"
    );
    assert_eq!(page.count(".overlaps > li"), 7);
}

#[wasm_bindgen_test]
fn lines_are_named_as_people_count_them() {
    let range = |first, end| LineRange { first, end };
    assert_eq!(lines(&[range(12, 13)]), "line 12");
    assert_eq!(lines(&[range(12, 12)]), "line 12");
    assert_eq!(
        lines(&[range(1, 4), range(1_200, 1_201)]),
        "lines 1–3, 1,200"
    );
    let many: Vec<LineRange> = (0..6).map(|n| range(n * 9, n * 9 + 1)).collect();
    assert_eq!(lines(&many), "lines 0, 9, 18, 27, 36, …");
}
