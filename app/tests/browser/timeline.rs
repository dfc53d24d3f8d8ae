//! The time line, in each state.
#![allow(clippy::indexing_slicing, reason = "tests")]

use crate::support::{Looked, asked, review::Review, settled};
use wasm_bindgen_test::wasm_bindgen_test;

async fn shown(review: Review) -> (Looked, Vec<String>) {
    let page = review.look();
    settled().await;
    let steps = (1..=page.count(".steps li"))
        .map(|n| page.text_of(&format!(".steps li:nth-child({n})")))
        .collect();
    (page, steps)
}

#[wasm_bindgen_test]
async fn waits_are_named_and_the_bar_draws_them() {
    let (page, steps) = shown(Review {
        activity: "[{ approval: { date: ago(1), user: cyd } }, said(3, bob, 3),
                    said(2, ann, 4), said(1, robot, 4)]",
        ..Review::default()
    })
    .await;
    assert_eq!(
        steps,
        [
            "Opened by Ann 5 days ago",
            "Waited 2 days for the first review, by Bob 3 days ago",
            "Approved by Cyd after 2 days of review 1 day ago",
            "Open for 5 days ",
        ]
    );
    assert!(
        page.attribute(".steps time", "title")
            .unwrap()
            .contains("20")
    );
    // 2 of 5 days and a minute, 2 of these, 1 of these.
    let width = |phase: &str| page.attribute(&format!(".spans .on-{phase}"), "width");
    assert_eq!(width("pickup").unwrap(), "39.9%");
    assert_eq!(width("review").unwrap(), "39.9%");
    assert_eq!(width("approved").unwrap(), "20.0%");
    assert_eq!(page.attribute(".spans", "aria-hidden").unwrap(), "true");
    let title = page.text_of(".spans .on-pickup title");
    assert!(
        title.starts_with("Waiting for the first review: 2 days, from "),
        "{title}"
    );
}

#[wasm_bindgen_test]
async fn a_first_review_is_still_waited_for() {
    let (_page, steps) = shown(Review::default()).await;
    assert_eq!(
        steps,
        [
            "Opened by Ann 5 days ago",
            "Has waited 5 days for the first review ",
            "Open for 5 days ",
        ]
    );
}

#[wasm_bindgen_test]
async fn drafts_are_counted_apart() {
    let ready = "pushed(2, 'aaaaaaaaaaaa', { changes: { draft: { new: false } } })";
    let activity: &'static str = Box::leak(format!("[{ready}]").into_boxed_str());
    let (page, steps) = shown(Review {
        activity,
        ..Review::default()
    })
    .await;
    assert_eq!(steps[1], "A draft for 3 days 2 days ago");
    assert_eq!(steps[2], "Has waited 2 days for the first review ");
    assert_eq!(page.count(".spans .on-draft"), 1);
    let (_page, steps) = shown(Review {
        pull: "draft: true",
        ..Review::default()
    })
    .await;
    assert_eq!(
        steps,
        [
            "Opened by Ann 5 days ago",
            "A draft for 5 days ",
            "Open for 5 days "
        ]
    );
}

#[wasm_bindgen_test]
async fn a_review_without_approval_goes_on() {
    let (_page, steps) = shown(Review {
        activity: "[{ changes_requested: { date: ago(3), user: bob } }]",
        ..Review::default()
    })
    .await;
    assert_eq!(steps[2], "In review for 3 days, not approved yet ");
}

#[wasm_bindgen_test]
async fn whom_the_team_lists_as_a_bot_reviews_nothing() {
    let (_page, steps) = shown(Review {
        pull: "destination: { branch: { name: 'main' }, commit: { hash: 'settings0000' } }",
        activity: "[said(2, bob, 3), said(1, cyd, 4)]",
        settings: r#"'{ "bots": ["Cyd"] }'"#,
        ..Review::default()
    })
    .await;
    assert_eq!(
        steps[1],
        "Waited 2 days for the first review, by Bob 3 days ago"
    );
}

#[wasm_bindgen_test]
async fn it_ends_with_the_merge() {
    let (_page, steps) = shown(Review {
        pull: "state: 'MERGED'",
        activity: "[said(9, cyd, 0.5), { update: { date: ago(1), author: bob, state: 'MERGED' } }]",
        ..Review::default()
    })
    .await;
    assert_eq!(
        steps,
        [
            "Opened by Ann 5 days ago",
            "Nobody reviewed it ",
            "Merged after 4 days 1 day ago"
        ]
    );
}

/// Two full pages, and more before them.
const MUCH: &str = "last.includes('page=2')
    ? { values: [said(201, bob, 2)], next: 'https://api.example/2.0/activity?page=3' }
    : { values: [said(202, bob, 1)], next: 'https://api.example/2.0/activity?page=2' }";

#[wasm_bindgen_test]
async fn much_activity_is_read_from_both_ends() {
    let (page, steps) = shown(Review {
        activity: MUCH,
        comments: "[said(1, cyd, 4).comment]",
        ..Review::default()
    })
    .await;
    assert_eq!(
        steps,
        [
            "Opened by Ann 5 days ago",
            "Waited at most 1 day for the first review; Cyd reviewed 4 days ago",
            "Open for 5 days ",
        ]
    );
    assert_eq!(page.count(".spans"), 0, "no bar of what is not known");
    let said = page.text_of(".timeline > .subtle");
    assert!(said.starts_with("There is much here: votes and pushes were not read before"));
    let calls = asked();
    let of = |part: &str| calls.iter().filter(|url| url.contains(part)).count();
    assert_eq!((of("/activity"), of("/comments")), (2, 1));
    let (page, _) = shown(Review {
        activity: MUCH,
        comments: "({ values: [said(1, cyd, 4).comment],
                      next: 'https://api.example/2.0/comments?page=2' })",
        ..Review::default()
    })
    .await;
    let said = page.text_of(".timeline > .subtle");
    assert!(
        said.starts_with("There is much here: nothing was read of the time from"),
        "{said}"
    );
}

#[wasm_bindgen_test]
async fn it_loads_fails_and_is_tried_again_alone() {
    js_sys::eval("delete window.tried").unwrap();
    let page = Review {
        activity: "(window.tried ? [] : (window.tried = 1, failing(500)))",
        ..Review::default()
    }
    .look();
    page.has("[aria-labelledby=timeline] .skeleton").await;
    page.has("[aria-labelledby=timeline] .problem").await;
    assert_eq!(page.text_of(".problem-title"), "Bitbucket has a problem");
    assert_eq!(page.count(".problem"), 1);
    page.click("[aria-labelledby=timeline] .problem button");
    page.has(".steps").await;
    assert_eq!(page.count(".problem"), 0);
}
