//! Texts that need no browser.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use bitbucket_cloud::{Error, Timestamp};
use sightline_app::{
    context::Viewer,
    format::{
        axis::{Unit, tick},
        date, duration,
        number::{added, counted, number, removed},
    },
    text::{self, Way, queue::listed},
};

fn ago(seconds: i64) -> String {
    let now = Timestamp::parse("2026-11-25T12:00:00Z").unwrap();
    duration::ago(now, Timestamp::from_unix(now.unix() - seconds))
}

#[test]
fn ages_are_rounded_down_to_one_unit() {
    for (seconds, words) in [
        (-500, "just now"),
        (0, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (3_599, "59 minutes ago"),
        (3_600, "1 hour ago"),
        (86_399, "23 hours ago"),
        (86_400, "1 day ago"),
        (29 * 86_400, "29 days ago"),
        (30 * 86_400, "1 month ago"),
        (364 * 86_400, "12 months ago"),
        (365 * 86_400, "1 year ago"),
        (800 * 86_400, "2 years ago"),
    ] {
        assert_eq!(ago(seconds), words, "{seconds}");
    }
}

#[test]
fn numbers_have_commas_between_thousands() {
    for (count, words) in [
        (0, "0"),
        (999, "999"),
        (1_000, "1,000"),
        (12_345, "12,345"),
        (1_234_567, "1,234,567"),
    ] {
        assert_eq!(number(count), words);
    }
    assert_eq!(added(1_200), "+1,200");
    assert_eq!(removed(0), "−0");
}

#[test]
fn nouns_follow_their_number() {
    assert_eq!(counted(0, "file"), "0 files");
    assert_eq!(counted(1, "file"), "1 file");
    assert_eq!(counted(2_000, "file"), "2,000 files");
}

#[test]
fn initials_are_those_of_the_first_and_the_last_word() {
    for (name, initials) in [
        ("Ann Lee", "AL"),
        ("ann maria lee", "al"),
        ("Bob", "B"),
        ("élodie Ōta", "éŌ"),
        ("李 娜", "李娜"),
        ("(bot) x-1", "bx"),
        ("", ""),
        ("  --  ", ""),
    ] {
        assert_eq!(text::initials(name), initials, "{name:?}");
    }
}

#[test]
fn the_count_says_over_what() {
    assert_eq!(listed(50, 1_234), "50 of 1,234 open pull requests");
    assert_eq!(listed(3, 3), "3 open pull requests");
    assert_eq!(listed(1, 1), "1 open pull request");
}

#[test]
fn anonymous_readers_are_asked_to_sign_in_where_access_is_missing() {
    let private = Error::from_status(404, "");
    let asked = text::problem(&private, Viewer::Anonymous);
    assert_eq!(asked.title, "Sign in to see this");
    assert_eq!(asked.way, Way::Reload);
    let missing = text::problem(&private, Viewer::SignedIn);
    assert_eq!(missing.title, "This is not there");
}

#[test]
fn waiting_helps_where_bitbucket_is_at_fault() {
    for error in [
        Error::from_status(500, ""),
        Error::from_status(555, ""),
        Error::RateLimited,
        Error::BudgetSpent { limit: 5 },
        Error::Timeout { seconds: 30 },
    ] {
        assert_eq!(text::problem(&error, Viewer::SignedIn).way, Way::Again);
    }
}

#[test]
fn reading_on_is_estimated_by_what_bitbucket_allows() {
    use sightline_app::history::limits::HOURLY;
    use text::history::estimate;
    let estimate = |left| estimate(left, HOURLY);
    assert_eq!(estimate(0), ".");
    assert_eq!(estimate(90), ", about 1 minute more.");
    assert_eq!(estimate(600), ", about 5 minutes more.");
    assert_eq!(
        estimate(1_900),
        ", about 3 hours more: Bitbucket limits calls in an hour."
    );
}

#[test]
fn what_is_kept_is_said_with_its_size() {
    use text::history::kept;
    assert_eq!(kept(0, 0), "0 merged pull requests are kept, 0 KB.");
    assert_eq!(kept(1, 1_700), "1 merged pull request is kept, 2 KB.");
    assert_eq!(
        kept(20_000, 31_200_000),
        "20,000 merged pull requests are kept, 32 MB."
    );
}

#[test]
fn a_time_is_written_as_the_clock_of_the_reader_shows_it() {
    // Each as `TZ=… date --date=@1795612500` writes it, apart from the name of the zone.
    let time = Timestamp::from_unix(1_795_612_500);
    for (ahead, written) in [
        (0, "25 Nov 2026, 13:15:00 UTC"),
        (60, "25 Nov 2026, 14:15:00 UTC+1"),
        (-210, "25 Nov 2026, 09:45:00 UTC−3:30"),
        (345, "25 Nov 2026, 19:00:00 UTC+5:45"),
        (780, "26 Nov 2026, 02:15:00 UTC+13"),
    ] {
        assert_eq!(date::exact_in(ahead, time), written);
    }
}

#[test]
fn ticks_of_an_axis_are_distinct() {
    const HOUR: i64 = 3_600;
    for hours in 1..24 * 60 {
        for most in 3..8 {
            let ticks = sightline_charts::ticks::durations(hours * HOUR, most);
            let words: BTreeSet<String> = ticks.iter().map(|at| tick(*at, Unit::Time)).collect();
            assert_eq!(words.len(), ticks.len(), "{hours} hours: {words:?}");
        }
    }
    assert_eq!(tick(36 * HOUR, Unit::Time), "1.5 d");
    assert_eq!(tick(24 * HOUR, Unit::Time), "1 d");
}
