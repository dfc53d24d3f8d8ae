//! Waits of a pull request.

use sightline_insight::timeline::{Event, What, timeline};

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
    assert_eq!(line.last_approval, Some((70, "bo".to_owned())));
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
    assert_eq!(line.last_approval, Some((10, "bo".to_owned())));
    assert_eq!(line.review, Some(0));
}
