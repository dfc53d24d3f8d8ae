//! Nothing is kept for ever.
#![cfg(not(target_arch = "wasm32"))]

use sightline_app::store::Visits;

#[test]
fn a_place_is_forgotten_ninety_days_after_its_last_visit() {
    let mut visits = Visits::default();
    assert!(visits.visit("ann {a}", 100).is_empty());
    assert!(visits.visit("ann {b}", 150).is_empty());
    let mut visits = Visits::parse(&visits.lines());
    assert!(visits.visit("ann {c}", 190).is_empty(), "90 days are fine");
    assert_eq!(visits.visit("ann {c}", 191), ["ann {a}"]);
    assert!(
        visits.visit("ann {c}", 191).is_empty(),
        "it is gone already"
    );
    assert!(visits.visit("ann {b}", 240).is_empty());
    assert_eq!(visits.visit("ann {b}", 400), ["ann {c}"]);
}

#[test]
fn what_cannot_be_read_is_no_visit() {
    let mut visits = Visits::parse("x\n\n12\nnan ann\n5 ann {a}\n");
    assert_eq!(visits.visit("b", 1_000), ["ann {a}"]);
}
