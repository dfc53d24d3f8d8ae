//! Calls of the last hour.
#![cfg(not(target_arch = "wasm32"))]

use bitbucket_cloud::Timestamp;
use sightline_app::history::quota::CallQuota;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_unix(1_782_896_400 + minute * 60)
}

#[test]
fn nothing_pauses_while_four_more_calls_make_no_more_than_700() {
    let mut pace = CallQuota::default();
    pace.add(at(0), 696);
    assert_eq!(pace.pause(at(0)), None);
    pace.add(at(1), 1);
    assert!(pace.pause(at(1)).is_some());
}

#[test]
fn a_pause_ends_when_the_oldest_calls_are_an_hour_old() {
    let mut pace = CallQuota::default();
    pace.add(at(0), 600);
    pace.add(at(30), 100);
    let until = pace.pause(at(31)).unwrap_or(at(0));
    assert_eq!(until, at(60));
    assert_eq!(pace.pause(until), None);
}

#[test]
fn what_is_kept_comes_back_and_nonsense_is_nothing() {
    let mut pace = CallQuota::default();
    pace.add(at(0), 5);
    pace.add(at(7), 6);
    assert_eq!(CallQuota::parse(&pace.text()), pace);
    for odd in ["", "x", "1:2 ", "[[1]]"] {
        assert_eq!(CallQuota::parse(odd), CallQuota::default(), "{odd:?}");
    }
}

#[test]
fn calls_of_other_hours_are_forgotten() {
    let mut pace = CallQuota::default();
    pace.add(at(0), 700);
    pace.add(at(90), 1);
    let mut fresh = CallQuota::default();
    fresh.add(at(90), 1);
    assert_eq!(pace, fresh);
}
