//! Expected seconds come from GNU `date -u -d TEXT +%s`.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use bitbucket_cloud::{Civil, Timestamp};

const KNOWN: [(&str, i64); 7] = [
    ("2026-07-01T09:05:00.123456+00:00", 1_782_896_700),
    ("1969-12-31T23:59:59Z", -1),
    ("2000-02-29T12:00:00+05:30", 951_805_800),
    ("2024-12-31T23:59:59-11:00", 1_735_729_199),
    ("1900-03-01T00:00:00Z", -2_203_891_200),
    ("2100-02-28T23:00:00Z", 4_107_538_800),
    ("1970-01-01t00:00:00z", 0),
];

#[test]
fn dates_are_read_as_gnu_date_reads_them() {
    for (text, seconds) in KNOWN {
        assert_eq!(
            Timestamp::parse(text),
            Some(Timestamp::from_unix(seconds)),
            "{text}"
        );
    }
}

#[test]
fn what_is_written_reads_back_to_the_same_time() {
    for day in (-700_000..800_000_i64).step_by(13) {
        let time = Timestamp::from_unix(day * 86_400 + 3_661);
        assert_eq!(Timestamp::parse(&time.to_string()), Some(time));
    }
}

#[test]
fn days_follow_each_other_in_the_calendar() {
    let leap = Timestamp::parse("2024-02-28T23:59:59Z").unwrap();
    let next = Timestamp::from_unix(leap.unix() + 1);
    let expected = Civil {
        year: 2024,
        month: 2,
        day: 29,
        hour: 0,
        minute: 0,
        second: 0,
    };
    assert_eq!(next.civil(), expected);
}

#[test]
fn other_texts_are_refused() {
    for text in [
        "",
        "2026-07-01",
        "2026-07-01T09:05:00",
        "2026-13-01T09:05:00Z",
        "2026-00-01T09:05:00Z",
        "2025-02-29T09:05:00Z",
        "1900-02-29T09:05:00Z",
        "2026-07-01T24:00:00Z",
        "2026-07-01T09:60:00Z",
        "2026-07-01T09:05:61Z",
        "2026-07-01T09:05:00.Z",
        "2026-07-01T09:05:00.1x+00:00",
        "2026-07-01T09:05:00+0000",
        "2026-07-01T09:05:00+24:00",
        "2026-7-01T09:05:00Z",
        "2026-07-01-01T09:05:00Z",
        "２026-07-01T09:05:00Z",
        "2026-07-01T09:05:00Zulu",
    ] {
        assert_eq!(Timestamp::parse(text), None, "{text:?}");
    }
}

#[test]
fn nothing_was_a_negative_time_ago() {
    let (early, late) = (Timestamp::from_unix(100), Timestamp::from_unix(160));
    assert_eq!(late.since(early), Duration::from_secs(60));
    assert_eq!(early.since(late), Duration::ZERO);
}
