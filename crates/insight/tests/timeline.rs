//! Waits of a pull request.

use sightline_insight::timeline::{Event, Phase, Span, What, timeline};

fn event(at: i64, by: &str, what: What) -> Event {
    Event {
        at,
        by: by.into(),
        what,
    }
}

#[test]
fn the_first_review_is_neither_the_authors_nor_a_bots() {
    let events = [
        event(10, "ann", What::Commented),
        event(20, "bot", What::Commented),
        event(50, "cy", What::Commented),
        event(70, "bo", What::Approved),
    ];
    let line = timeline(0, "ann", &["bot"], &events, 100);
    assert_eq!(line.first_review, Some((50, "cy".to_owned())));
    assert_eq!((line.pickup, line.review), (50, Some(20)));
    assert_eq!(line.approvals, [(70, "bo".to_owned())]);
}

#[test]
fn a_draft_is_waited_for_by_nobody() {
    // A draft from 0 to 30 and from 40 to 60; ready for 40 seconds until now.
    let events = [
        event(30, "ann", What::Ready),
        event(60, "ann", What::Ready),
        event(40, "ann", What::Draft),
    ];
    let line = timeline(0, "ann", &[], &events, 100);
    assert_eq!((line.draft, line.pickup, line.review), (50, 40, None));
    let still = timeline(0, "ann", &[], &[event(10, "ann", What::Draft)], 100);
    assert_eq!((still.draft, still.pickup), (90, 0));
}

#[test]
fn an_approval_that_was_followed_by_a_request_for_changes_does_not_count() {
    let events = [
        event(10, "bo", What::Approved),
        event(20, "cy", What::Approved),
        event(30, "cy", What::ChangesRequested),
    ];
    let line = timeline(0, "ann", &[], &events, 100);
    assert_eq!(line.approvals, [(10, "bo".to_owned())]);
    assert_eq!(line.review, Some(0));
}

#[test]
fn a_draft_in_the_middle_of_a_review_is_no_review_time() {
    let events = [
        event(10, "bo", What::Commented),
        event(20, "ann", What::Draft),
        event(50, "ann", What::Ready),
        event(60, "bo", What::Approved),
        event(200, "bo", What::Commented),
    ];
    let line = timeline(0, "ann", &[], &events, 100);
    assert_eq!((line.draft, line.pickup, line.review), (30, 10, Some(20)));
    let span = |on, from, to| Span { on, from, to };
    assert_eq!(
        line.spans(),
        [
            span(Phase::Pickup, 0, 10),
            span(Phase::Review, 10, 20),
            span(Phase::Draft, 20, 50),
            span(Phase::Review, 50, 60),
            span(Phase::Approved, 60, 100),
        ]
    );
}

#[test]
fn spans_cover_all_of_it() {
    let events = [
        event(30, "ann", What::Ready),
        event(45, "bo", What::Approved),
        event(40, "cy", What::Approved),
    ];
    let spans = timeline(5, "ann", &[], &events, 90).spans();
    assert_eq!(spans.first().map(|span| span.from), Some(5));
    assert_eq!(spans.last().map(|span| span.to), Some(90));
    for pair in spans.windows(2) {
        assert_eq!(
            pair.first().map(|span| span.to),
            pair.last().map(|span| span.from)
        );
    }
}
