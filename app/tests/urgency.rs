//! Parts of the panel that are folded to a line, and how far down it is shown while it loads.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use bitbucket_cloud::{FileChange, PullRequest};
use serde_json::{Value, json};
use sightline_app::{
    model::{
        reveal::Block,
        review::Unread,
        settings::Settings,
        size::ChangeSize,
        timeline::{ReviewTimeline, StepKind, TimelineStep},
        urgency::Urgency,
    },
    text::{reviewers::votes, size::reading_time, timeline::summary},
};
use sightline_insight::{kinds::Kinds, timeline::Timeline};

const DAY: i64 = 86_400;

/// Opened by Ann; `more` takes the place of members.
fn pull(more: Value) -> PullRequest {
    let mut pull = json!({
        "id": 7, "title": "t", "state": "OPEN", "draft": false,
        "author": { "uuid": "{ann}", "display_name": "Ann", "type": "user" },
        "source": { "branch": { "name": "f" }, "commit": { "hash": "aaaaaaaaaaaa" } },
        "destination": { "branch": { "name": "main" }, "commit": { "hash": "bbbbbbbbbbbb" } },
        "created_on": "2026-11-20T12:00:00Z", "updated_on": "2026-11-24T12:00:00Z",
        "comment_count": 0, "task_count": 0, "reviewers": [], "participants": [],
    });
    let more = more.as_object().unwrap().clone();
    pull.as_object_mut().unwrap().extend(more);
    serde_json::from_value(pull).unwrap()
}

fn asked(votes: &[Option<&str>]) -> Value {
    let of =
        |at: usize| json!({ "uuid": format!("{{p{at}}}"), "display_name": "P", "type": "user" });
    let reviewers: Vec<Value> = (0..votes.len()).map(of).collect();
    let participants = votes.iter().enumerate().map(|(at, vote)| {
        json!({ "user": of(at), "role": "REVIEWER", "state": vote,
                "participated_on": "2026-11-23T12:00:00Z" })
    });
    let participants: Vec<Value> = participants.collect();
    json!({ "reviewers": reviewers, "participants": participants })
}

fn size(path: &str, lines: u32) -> ChangeSize {
    let file = FileChange::new(Some(path.to_owned()), Some(path.to_owned()), lines, 0);
    ChangeSize::of(&[file], &Kinds::default())
}

fn waits(what: StepKind) -> ReviewTimeline {
    let step = |what| TimelineStep {
        on: None,
        what,
        at: None,
    };
    ReviewTimeline {
        line: Some(Timeline::default()),
        steps: vec![
            step(StepKind::Opened(None)),
            step(what),
            step(StepKind::End(pull(json!({})).state, 9 * DAY)),
        ],
        unread: Unread::Nothing,
    }
}

#[test]
fn a_size_is_urgent_above_an_hour_at_500_lines_an_hour() {
    let open = pull(json!({}));
    let urgency = |lines| Urgency::of_size(&open, &size("src/a.rs", lines));
    assert_eq!(urgency(500), Urgency::Quiet);
    assert_eq!(urgency(501), Urgency::Urgent);
    let lock = size("Cargo.lock", 5_000);
    assert_eq!(Urgency::of_size(&open, &lock), Urgency::Quiet);
    let merged = pull(json!({ "state": "MERGED" }));
    let large = size("src/a.rs", 5_000);
    assert_eq!(Urgency::of_size(&merged, &large), Urgency::Quiet);
}

#[test]
fn reviewers_are_urgent_where_nobody_is_asked_or_somebody_objects() {
    let urgency = |pull: PullRequest| Urgency::of_reviewers(&pull, &Settings::default());
    assert_eq!(urgency(pull(json!({}))), Urgency::Urgent);
    assert_eq!(urgency(pull(json!({ "draft": true }))), Urgency::Quiet);
    assert_eq!(urgency(pull(json!({ "state": "MERGED" }))), Urgency::Quiet);
    let bot = json!({ "author": { "uuid": "{r}", "display_name": "R", "type": "app_user" } });
    assert_eq!(urgency(pull(bot)), Urgency::Quiet);
    let two = asked(&[None, Some("approved")]);
    assert_eq!(urgency(pull(two)), Urgency::Quiet);
    let objects = asked(&[Some("approved"), Some("changes_requested")]);
    assert_eq!(urgency(pull(objects)), Urgency::Urgent);
}

#[test]
fn a_timeline_is_urgent_when_a_review_waits_for_more_than_a_week() {
    let urgency = |what| Urgency::of_timeline(&waits(what));
    assert_eq!(urgency(StepKind::NoReview(7 * DAY)), Urgency::Quiet);
    assert_eq!(urgency(StepKind::NoReview(7 * DAY + 1)), Urgency::Urgent);
    assert_eq!(urgency(StepKind::InReview(8 * DAY)), Urgency::Urgent);
    assert_eq!(urgency(StepKind::Draft(90 * DAY)), Urgency::Quiet);
}

#[test]
fn folded_blocks_say_the_most_in_a_line() {
    let said = |of: Value| votes(&pull(of).reviews());
    assert_eq!(said(json!({})), "nobody is asked");
    let three = [Some("approved"), Some("changes_requested"), None];
    assert_eq!(said(asked(&three)), "1 of 3 approved, 1 asks for changes");
    assert_eq!(said(asked(&[None])), "0 of 1 approved");
    let line = |what| summary(&waits(what));
    assert_eq!(
        line(StepKind::NoReview(DAY)),
        "Open for 9 days, no review yet"
    );
    assert_eq!(
        line(StepKind::InReview(DAY)),
        "Open for 9 days, not approved yet"
    );
    assert_eq!(line(StepKind::Approved(None, None)), "Open for 9 days");
    assert_eq!(reading_time((12, 20)), "about 12 to 20 minutes to read");
    assert_eq!(reading_time((0, 0)), "");
}

#[test]
fn nothing_is_shown_below_a_block_that_may_still_grow() {
    assert_eq!(Block::reach(|_| false), Block::Waits);
    assert_eq!(Block::reach(|block| block != Block::Size), Block::Size);
    // These may turn out empty, and are not seen before.
    let reach = Block::reach(|block| block != Block::Companions);
    assert_eq!(reach, Block::Overlaps);
    let reach = Block::reach(|block| block != Block::Knowing);
    assert_eq!(reach, Block::Companions);
    // What is settled further down waits all the same.
    let late = |block| !matches!(block, Block::Overlaps | Block::Size);
    assert_eq!(Block::reach(late), Block::Waits);
    assert!(Block::Size > Block::reach(late));
    assert_eq!(Block::reach(|_| true), Block::Rest);
}

#[test]
fn what_was_waited_for_too_long_comes_below_and_the_headline_keeps_its_place() {
    let settled = |block| !matches!(block, Block::Overlaps | Block::Knowing | Block::Size);
    let reach = Block::reach(settled);
    assert_eq!(reach, Block::Waits);
    let late = [Block::Overlaps, Block::Knowing, Block::Size];
    assert_eq!(Block::late(reach, settled), late);
    assert_eq!(Block::late(Block::Waits, |_| true), []);
}
