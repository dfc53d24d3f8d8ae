//! Counting tests from what the runners print. The lines are printed by nextest 0.9.143 and by
//! Rust 1.95's test programs.
#![allow(clippy::unwrap_used, reason = "tests")]

use xtask::suite::{
    Tally,
    tally::{libtest, literal, nextest, uncoloured},
};

fn tally(passed: u64, failed: u64) -> Option<Tally> {
    Some(Tally { passed, failed })
}

#[test]
fn nextest_says_what_passed_failed_and_ran_out_of_time() {
    let lines = [
        (
            "     Summary [   0.012s] 1 test run: 1 passed, 5 skipped",
            tally(1, 0),
        ),
        (
            "     Summary [   1.534s] 9 tests run: 7 passed (1 slow), 1 failed, 1 timed out, 0 skipped",
            tally(7, 2),
        ),
        (
            "     Summary [   0.000s] 0 tests run: 0 passed, 6 skipped",
            tally(0, 0),
        ),
        (
            "     Summary [   2.0s] 4 tests run: 2 passed (2 flaky), 2 exec failed, 0 skipped",
            tally(2, 2),
        ),
        (
            "        PASS [   0.003s] xtask::tally a_test_about 9 tests run: 7 passed",
            None,
        ),
    ];
    for (line, expected) in lines {
        assert_eq!(nextest(line), expected, "{line}");
    }
}

#[test]
fn test_programs_say_what_passed_and_failed() {
    let ok = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s";
    assert_eq!(libtest(ok), tally(5, 0));
    let bad = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out";
    assert_eq!(libtest(bad), tally(3, 2));
    assert_eq!(libtest("test tests::a_result ... ok"), None);
}

#[test]
fn colours_do_not_hide_numbers() {
    let line = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.012s] \u{1b}[1m2\u{1b}[0m tests run: \
                \u{1b}[1m2\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m \u{1b}[33;1mskipped\u{1b}[0m";
    assert_eq!(nextest(&uncoloured(line)), tally(2, 0));
}

#[test]
fn a_name_does_not_change_the_filter_around_it() {
    assert_eq!(literal("a::b"), "a::b");
    assert_eq!(literal("x) | all("), "x\\) | all\\(");
}

#[test]
fn a_sum_reads_as_the_last_line_promises() {
    let sum = tally(3, 0).unwrap() + Tally::FAILED + Tally::PASSED;
    assert_eq!(sum.to_string(), "4 passed, 1 failed");
}
