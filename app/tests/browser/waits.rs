//! Readiness to merge, in each state.

use crate::support::{Looked, asked, review::Review, settled};
use wasm_bindgen_test::wasm_bindgen_test;

const PAGE: &str = "https://bitbucket.example/acme/widgets/pull-requests/7";

/// Two reviewers; Bob approved, Cyd has not voted.
const ASKED: &str = "reviewers: [bob, cyd], participants: [voted(bob, 'approved', 1)]";
const APPROVED: &str = "reviewers: [bob], participants: [voted(bob, 'approved', 2)]";

async fn line(review: Review) -> (Looked, String) {
    let page = review.look();
    page.has(".waits").await;
    settled().await;
    let line = page.text_of(".waits");
    (page, line)
}

fn chips(page: &Looked) -> Vec<String> {
    (1..=page.count(".chips li"))
        .map(|n| page.text_of(&format!(".chips li:nth-child({n})")))
        .collect()
}

#[wasm_bindgen_test]
async fn a_draft_waits_for_its_author() {
    let (page, line) = line(Review {
        pull: "draft: true",
        activity: "[pushed(2, 'aaaaaaaaaaaa', { changes: { draft: { new: true } } })]",
        ..Review::default()
    })
    .await;
    assert_eq!(line, "Waits for Ann to finish the draft, for 2 days");
    assert_eq!(chips(&page), ["Draft"]);
    assert!(
        page.attribute(".waits time", "title")
            .unwrap()
            .contains("20")
    );
}

#[wasm_bindgen_test]
async fn conflicts_name_their_files() {
    let (page, line) = line(Review {
        pull: ASKED,
        conflicts: "[{ path: 'a.rs' }, { path: '<b>.rs' }]",
        activity: "[pushed(3, 'aaaaaaaaaaaa')]",
        ..Review::default()
    })
    .await;
    assert_eq!(
        line,
        "Waits for Ann to resolve conflicts in a.rs and <b>.rs, for 3 days"
    );
    assert_eq!(page.text_of(".chip.is-bad"), "2 conflicts");
    assert_eq!(page.count(".conflicts li"), 2);
    assert_eq!(page.text_of(".conflicts li:last-child"), "<b>.rs");
    let link = page.attribute(".chip.is-bad", "href").unwrap();
    assert_eq!(link, format!("{PAGE}/diff"));
}

#[wasm_bindgen_test]
async fn builds_that_failed_link_to_the_web_and_nowhere_else() {
    let (page, line) = line(Review {
        pull: APPROVED,
        statuses: "[
          { key: 'a', name: 'lint', state: 'FAILED', url: 'https://ci.example/1',
            created_on: ago(2), updated_on: ago(1) },
          { key: 'b', name: 'test', state: 'STOPPED', url: 'javascript:alert(1)',
            created_on: ago(2), updated_on: ago(1) },
          { key: 'c', name: 'docs', state: 'SUCCESSFUL', created_on: ago(2), updated_on: ago(1) }]",
        ..Review::default()
    })
    .await;
    assert_eq!(
        line,
        "Waits for Ann to fix the builds lint and test, for 1 day"
    );
    assert_eq!(
        chips(&page),
        [
            "Build failed: lint",
            "Build stopped: test",
            "1 build passed",
            "Approved by Bob"
        ]
    );
    let link = |n: u8| page.attribute(&format!(".chips li:nth-child({n}) a"), "href");
    assert_eq!(link(1).unwrap(), "https://ci.example/1");
    assert_eq!(link(2).unwrap(), format!("{PAGE}/commits"));
}

#[wasm_bindgen_test]
async fn running_builds_are_waited_for_last() {
    let (_page, line) = line(Review {
        pull: APPROVED,
        statuses: "[{ key: 'a', name: 'lint', state: 'INPROGRESS', created_on: ago(0),
                      updated_on: ago(0) }]",
        ..Review::default()
    })
    .await;
    assert_eq!(line, "Waits for the build lint to finish, for 1 minute");
}

#[wasm_bindgen_test]
async fn requested_changes_come_back_with_a_newer_commit() {
    let pull = "reviewers: [bob], participants: [voted(bob, 'changes_requested', 1)]";
    let (page, before) = line(Review {
        pull,
        activity: "[{ changes_requested: { date: ago(2), user: bob } },
                    pushed(3, 'aaaaaaaaaaaa')]",
        ..Review::default()
    })
    .await;
    assert_eq!(
        before,
        "Waits for Ann to address the changes that Bob asked for, for 2 days"
    );
    assert_eq!(chips(&page), ["Changes requested by Bob"]);
    let (_page, after) = line(Review {
        pull,
        activity: "[pushed(1, 'aaaaaaaaaaaa'), { changes_requested: { date: ago(2), user: bob } },
                    pushed(3, 'cccccccccccc')]",
        ..Review::default()
    })
    .await;
    assert_eq!(after, "Waits for Bob to look again, for 1 day");
}

#[wasm_bindgen_test]
async fn tasks_are_asked_for_only_if_there_are_some() {
    let (_page, _) = line(Review::default()).await;
    assert!(!asked().iter().any(|url| url.contains("/tasks")));
    let (page, line) = line(Review {
        pull: "reviewers: [bob], participants: [voted(bob, 'approved', 2)], task_count: 1",
        tasks: "[{ id: 1, state: 'UNRESOLVED', content: { raw: 'x' }, created_on: ago(4) },
                 { id: 2, state: 'RESOLVED', content: { raw: 'y' }, created_on: ago(4) }]",
        ..Review::default()
    })
    .await;
    assert_eq!(line, "Waits for Ann to do 1 open task, for 4 days");
    assert_eq!(chips(&page), ["Approved by Bob", "1 open task"]);
}

#[wasm_bindgen_test]
async fn a_thread_of_whom_the_team_lists_as_a_bot_is_waited_for_by_nobody() {
    let page = Review {
        pull: "destination: { branch: { name: 'main' }, commit: { hash: 'settings0000' } },
               reviewers: [bob], participants: [voted(bob, 'approved', 1)]",
        activity: "[said(1, cyd, 2, { inline }), { approval: { date: ago(1), user: bob } }]",
        settings: r#"'{ "bots": ["Cyd"] }'"#,
        ..Review::default()
    }
    .look();
    settled().await;
    assert_eq!(chips(&page), ["Approved by Bob"]);
}

#[wasm_bindgen_test]
async fn threads_wait_for_whoever_has_to_answer() {
    let (page, first) = line(Review {
        pull: APPROVED,
        activity: "[said(12, bob, 3, { inline }), said(11, robot, 4, { inline }),
                    said(10, cyd, 4, { inline, resolution: { created_on: ago(1) } })]",
        ..Review::default()
    })
    .await;
    assert_eq!(first, "Waits for Ann to resolve 1 open thread, for 3 days");
    assert_eq!(chips(&page), ["Approved by Bob", "Open thread by Bob"]);
    let link = page.attribute(".chips li:last-child a", "href").unwrap();
    assert_eq!(link, format!("{PAGE}#comment-12"));
    let (_page, answered) = line(Review {
        pull: APPROVED,
        activity: "[said(13, ann, 1, { parent: { id: 12 } }), said(12, bob, 3, { inline })]",
        ..Review::default()
    })
    .await;
    assert_eq!(
        answered,
        "Waits for Bob to look at the answers in 1 open thread, for 1 day"
    );
}

#[wasm_bindgen_test]
async fn those_who_were_not_asked_are_named_and_can_be_asked() {
    let (page, line) = line(Review {
        pull: ASKED,
        defaults: "[{ user: ann }, { user: bob }, { user: dee }]",
        owners: "'*.md @bob\\n*.rs @{eve}\\n'",
        ..Review::default()
    })
    .await;
    assert_eq!(line, "Waits for Cyd to review it, for 5 days");
    assert_eq!(
        page.text_of(".waits + .subtle"),
        "Not asked yet: Dee (default reviewer), {eve} (code owner)."
    );
    assert_eq!(
        chips(&page),
        ["No approval yet from Cyd", "Approved by Bob"]
    );
    let dee = ".reviewing > .known li:first-child";
    page.has(dee).await;
    assert_eq!(
        page.text_of(&format!("{dee} > .subtle")),
        "Not asked yet (default reviewer)"
    );
    assert_eq!(page.count(".reviewing > .known li"), 2);
    // Who may not ask from here is led to where they may.
    assert_eq!(
        page.text_of(".reviewing > .known + .subtle a"),
        "Bitbucket’s reviewer field"
    );
}

#[wasm_bindgen_test]
async fn groups_of_owners_are_named_without_a_guess() {
    let (page, line) = line(Review {
        pull: APPROVED,
        owners: "'* @acme/core\\n'",
        ..Review::default()
    })
    .await;
    assert_eq!(line, "Ready to merge, as far as is known, for 2 days");
    assert_eq!(
        chips(&page),
        ["Approved by Bob", "Code owners not known: acme/core"]
    );
}

#[wasm_bindgen_test]
async fn without_reviewers_somebody_has_to_be_asked() {
    let (_page, line) = line(Review::default()).await;
    assert_eq!(
        line,
        "Waits for Ann to ask somebody for a review, for 5 days"
    );
}

#[wasm_bindgen_test]
async fn ready_says_how_far_behind_it_is() {
    let (page, line) = line(Review {
        pull: APPROVED,
        behind: "[{ hash: 'c', date: ago(1) }, { hash: 'd', date: ago(1) }]",
        ..Review::default()
    })
    .await;
    assert_eq!(line, "Ready to merge, 2 commits behind main, for 2 days");
    assert_eq!(chips(&page), ["Approved by Bob", "2 commits behind main"]);
}

#[wasm_bindgen_test]
async fn what_is_closed_waits_for_nothing_and_asks_for_nothing() {
    let (page, line) = line(Review {
        pull: "state: 'MERGED', reviewers: [bob], participants: [voted(bob, 'approved', 2)]",
        activity: "[{ update: { date: ago(1), author: bob, state: 'MERGED' } }]",
        statuses: "failing(500)",
        ..Review::default()
    })
    .await;
    assert_eq!(line, "Merged by Bob 1 day ago");
    assert_eq!(chips(&page), ["Approved by Bob"]);
    // Lists of other pull requests are nothing about this one.
    let other = |url: &String| {
        !["/7?", "/activity", "state=", "sightline.json"]
            .iter()
            .any(|part| url.contains(part))
    };
    let others: Vec<String> = asked().into_iter().filter(other).collect();
    assert!(
        others.iter().all(|url| url.contains("/diffstat")),
        "{others:?}"
    );
    let (_page, line) = self::line(Review {
        pull: "state: 'DECLINED'",
        ..Review::default()
    })
    .await;
    assert!(line.starts_with("Declined"), "{line}");
}

#[wasm_bindgen_test]
async fn each_part_fails_alone_and_can_be_tried_again() {
    let cases = [
        ("comments and votes", 0),
        ("builds", 1),
        ("conflicts", 2),
        ("commits behind", 3),
        ("default reviewers", 4),
        ("code owners", 5),
    ];
    for (name, failing) in cases {
        let part = |n: i32| {
            let once = "(window.tried ? [] : (window.tried = 1, failing(500)))";
            if n == failing { once } else { "[]" }
        };
        let owners = "(window.tried ? '' : (window.tried = 1, failing(403)))";
        js_sys::eval("delete window.tried").unwrap();
        let (page, line) = line(Review {
            pull: APPROVED,
            activity: part(0),
            statuses: part(1),
            conflicts: part(2),
            behind: part(3),
            defaults: part(4),
            owners: if failing == 5 { owners } else { "undefined" },
            ..Review::default()
        })
        .await;
        assert!(
            line.starts_with("Ready to merge, as far as is known"),
            "{line}"
        );
        assert_eq!(
            page.text_of(".unknown"),
            format!("Not known: {name}. Try again")
        );
        page.click(".unknown button");
        settled().await;
        assert_eq!(page.count(".unknown"), 0, "{name}");
        assert_eq!(page.text_of(".waits"), "Ready to merge, for 2 days");
    }
}

#[wasm_bindgen_test]
async fn a_source_that_is_gone_is_said() {
    let (page, line) = line(Review {
        pull: "source: { branch: null, commit: null, repository: null },
               reviewers: [bob], participants: [voted(bob, 'approved', 2)]",
        ..Review::default()
    })
    .await;
    assert!(
        line.starts_with("Ready to merge, as far as is known"),
        "{line}"
    );
    assert_eq!(
        page.text_of(".waits-parts .subtle"),
        "One of its branches or its fork is gone. Not known: conflicts, commits behind."
    );
}

#[wasm_bindgen_test]
async fn the_line_is_there_while_builds_are_still_read() {
    let page = Review {
        pull: APPROVED,
        statuses: "new Promise(() => {})",
        ..Review::default()
    }
    .look_patiently();
    page.has(".waits").await;
    page.says(".waits-parts .subtle", "Still reading builds.")
        .await;
    let line = page.text_of(".waits");
    assert!(
        line.starts_with("Ready to merge, as far as is known"),
        "{line}"
    );
}

#[wasm_bindgen_test]
async fn commits_that_are_gone_are_said_and_not_tried_again() {
    let (page, _) = line(Review {
        pull: APPROVED,
        conflicts: "failing(404)",
        behind: "failing(404)",
        ..Review::default()
    })
    .await;
    assert_eq!(
        page.text_of(".waits-parts .subtle"),
        "One of its branches or its fork is gone. Not known: conflicts, commits behind."
    );
    assert_eq!(page.count(".unknown"), 0);
}

#[wasm_bindgen_test]
async fn threads_are_at_least_those_that_were_read() {
    // Both ends were read, and not what lies between.
    let activity = "({
        values: [1, 2, 3, 4].map((n) => said(n + (last.includes('page=') ? 200 : 300), bob, 1, { inline })),
        next: 'https://api.example/2.0/activity?page=2' })";
    let (page, line) = line(Review {
        pull: APPROVED,
        activity,
        comments: "({ values: [said(1, bob, 4, { inline }).comment],
                      next: 'https://api.example/2.0/comments?page=2' })",
        ..Review::default()
    })
    .await;
    let count = "Waits for Ann to resolve at least 9 open threads";
    assert!(line.starts_with(count), "{line}");
    let more = chips(&page).pop().unwrap();
    assert_eq!(more, "at least 6 more open threads");
}

#[wasm_bindgen_test]
async fn code_owners_are_asked_for_again_with_the_files_that_failed() {
    js_sys::eval("delete window.tried").unwrap();
    let (page, _) = line(Review {
        pull: APPROVED,
        owners: "'*.rs @bob'",
        files: "(window.tried ? [] : (window.tried = 1, failing(500)))",
        ..Review::default()
    })
    .await;
    assert_eq!(
        page.text_of(".unknown"),
        "Not known: changed files, code owners. Try again"
    );
    page.click(".unknown button");
    settled().await;
    assert_eq!(page.count(".unknown"), 0);
}
