//! Flow in weeks. The numbers were computed by NumPy (`percentile`, rounded down) and Python's
//! `isocalendar` over the same made-up pull requests.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use sightline_insight::{
    flow::{Author, Filter, Flow, Milestones, Numbers, Readiness, Week, flow},
    quantile::Quartiles,
    timeline::{Event, What, timeline},
};

/// Monday of the first week of 2025: 2024-12-30T00:00:00Z.
const MONDAY: i64 = 1_735_516_800;
const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;
const ALWAYS: Filter<'_> = Filter {
    from: i64::MIN,
    until: i64::MAX,
    target: None,
};

fn milestones(opened_on: i64, merged_on: Option<i64>) -> Milestones<'static> {
    Milestones {
        target: "main",
        author: Author::Person,
        opened_on,
        readiness: Readiness::FromTheStart,
        first_review_on: None,
        approved_on: None,
        merged_on,
        lines: None,
    }
}

fn quartiles(n: u32, low: i64, median: i64, high: i64) -> Option<Quartiles> {
    Some(Quartiles {
        n,
        low,
        median,
        high,
    })
}

/// The generator of the C standard's example.
struct Random(i64);

impl Random {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = (self.0 * 1_103_515_245 + 12_345) % (1 << 31);
        (self.0 >> 8) % end
    }
}

fn made_up() -> Vec<Milestones<'static>> {
    let mut random = Random(12_345);
    let mut next = || {
        let opened = MONDAY + random.below(21 * DAY);
        let first = opened + random.below(3 * DAY);
        let approved = first + random.below(2 * DAY);
        let merged = approved + random.below(DAY);
        Milestones {
            first_review_on: Some(first),
            approved_on: Some(approved),
            lines: Some(u32::try_from(random.below(900)).unwrap()),
            ..milestones(opened, Some(merged))
        }
    };
    (0..200).map(|_| next()).collect()
}

#[test]
fn weekly_medians_and_quartiles_are_those_of_numpy() {
    let found = flow(&made_up(), &ALWAYS);
    let week = |opened, merged, first_review, review, cycle, lines| Numbers {
        opened,
        merged,
        first_review,
        review,
        cycle,
        lines,
        ..Numbers::default()
    };
    let weeks = [
        week(
            79,
            51,
            quartiles(51, 34_386, 77_007, 144_714),
            quartiles(51, 27_648, 71_359, 126_326),
            quartiles(51, 149_019, 195_800, 299_563),
            quartiles(51, 252, 468, 682),
        ),
        week(
            61,
            59,
            quartiles(59, 101_084, 157_411, 203_248),
            quartiles(59, 42_221, 89_215, 128_461),
            quartiles(59, 228_263, 287_575, 330_361),
            quartiles(59, 282, 567, 675),
        ),
        week(
            60,
            61,
            quartiles(61, 60_480, 152_879, 211_035),
            quartiles(61, 42_807, 79_149, 123_224),
            quartiles(61, 198_681, 273_431, 344_900),
            quartiles(61, 93, 408, 628),
        ),
        week(
            0,
            29,
            quartiles(29, 79_334, 138_094, 227_166),
            quartiles(29, 53_988, 107_967, 141_862),
            quartiles(29, 217_991, 275_702, 313_097),
            quartiles(29, 267, 389, 563),
        ),
    ];
    assert_eq!(found.weeks.len(), weeks.len());
    for (at, (week, numbers)) in found.weeks.iter().enumerate() {
        assert_eq!(week.begin(), MONDAY + i64::try_from(at).unwrap() * 7 * DAY);
        assert_eq!(*numbers, weeks[at]);
    }
    assert_eq!(
        found.whole,
        week(
            200,
            200,
            quartiles(200, 61_511, 127_339, 203_113),
            quartiles(200, 39_919, 88_351, 128_447),
            quartiles(200, 188_395, 269_411, 322_358),
            quartiles(200, 244, 462, 642),
        )
    );
}

#[test]
fn a_week_begins_on_monday_at_midnight_in_utc() {
    // 1970-01-01 was a Thursday.
    assert_eq!(Week::of(0).begin(), -3 * DAY);
    assert_eq!(Week::of(MONDAY - 1).end(), MONDAY);
    assert_eq!(Week::of(MONDAY).begin(), MONDAY);
    assert_eq!(Week::of(MONDAY + 7 * DAY - 1), Week::of(MONDAY));
    // 1969-12-28, a Sunday, and the Monday before it.
    assert_eq!(Week::of(-4 * DAY).begin(), -10 * DAY);
}

#[test]
fn drafts_and_bots_are_counted_apart_and_take_no_part_in_times() {
    let all = [
        Milestones {
            readiness: Readiness::Draft,
            ..milestones(MONDAY, None)
        },
        Milestones {
            author: Author::Bot,
            first_review_on: Some(MONDAY + 1),
            lines: Some(5_000),
            ..milestones(MONDAY, Some(MONDAY + 2))
        },
        milestones(MONDAY, Some(MONDAY + 4 * HOUR)),
        milestones(MONDAY, None),
    ];
    let expected = Numbers {
        opened: 2,
        drafts: 1,
        opened_by_bots: 1,
        merged: 1,
        merged_by_bots: 1,
        cycle: quartiles(1, 4 * HOUR, 4 * HOUR, 4 * HOUR),
        ..Numbers::default()
    };
    assert_eq!(flow(&all, &ALWAYS).whole, expected);
}

#[test]
fn time_as_a_draft_is_no_waiting_time() {
    let milestones = Milestones {
        readiness: Readiness::Since(MONDAY + 10 * HOUR),
        first_review_on: Some(MONDAY + 13 * HOUR),
        ..milestones(MONDAY, Some(MONDAY + 20 * HOUR))
    };
    let whole = flow(&[milestones], &ALWAYS).whole;
    assert_eq!(whole.first_review.unwrap().median, 3 * HOUR);
    assert_eq!(whole.cycle.unwrap().median, 10 * HOUR);
}

#[test]
fn the_authors_own_comments_and_bots_are_no_review() {
    let event = |hours, by: &str, what| Event {
        at: MONDAY + hours * HOUR,
        by: by.into(),
        what,
    };
    let events = [
        event(1, "ann", What::Commented),
        event(2, "ci", What::Commented),
        event(3, "ann", What::Ready),
        event(5, "bo", What::Commented),
        event(9, "bo", What::Approved),
    ];
    let merged_on = MONDAY + 10 * HOUR;
    let drawn = timeline(MONDAY, "ann", &["ci"], &events, merged_on);
    let whole = flow(&[milestones(MONDAY, Some(merged_on)).with(&drawn)], &ALWAYS).whole;
    assert_eq!(
        whole.first_review,
        quartiles(1, 2 * HOUR, 2 * HOUR, 2 * HOUR)
    );
    assert_eq!(whole.review, quartiles(1, 4 * HOUR, 4 * HOUR, 4 * HOUR));
    assert_eq!(whole.cycle, quartiles(1, 7 * HOUR, 7 * HOUR, 7 * HOUR));
}

#[test]
fn what_is_not_known_lowers_n_and_not_the_median() {
    let seen = Milestones {
        first_review_on: Some(MONDAY + HOUR),
        ..milestones(MONDAY, Some(MONDAY + 2 * HOUR))
    };
    let unseen = milestones(MONDAY, Some(MONDAY + 4 * HOUR));
    let whole = flow(&[seen, unseen], &ALWAYS).whole;
    assert_eq!(whole.merged, 2);
    assert_eq!(whole.first_review, quartiles(1, HOUR, HOUR, HOUR));
    assert_eq!(whole.cycle.unwrap().n, 2);
    assert_eq!(whole.review, None);
}

#[test]
fn period_and_target_choose_what_counts() {
    let at = |days| MONDAY + days * DAY;
    let all = [
        milestones(at(0), Some(at(8))),
        milestones(at(7), Some(at(22))),
        Milestones {
            target: "release",
            ..milestones(at(8), Some(at(9)))
        },
    ];
    let second_week = Filter {
        from: at(7),
        until: at(14),
        target: None,
    };
    let count = |filter| {
        let Flow { whole, weeks } = flow(&all, &filter);
        (whole.opened, whole.merged, weeks.len())
    };
    assert_eq!(count(second_week), (2, 2, 1));
    let to_main = Filter {
        target: Some("main"),
        ..second_week
    };
    assert_eq!(count(to_main), (1, 1, 1));
    // Weeks in which nothing happened are there too.
    assert_eq!(count(ALWAYS), (3, 3, 4));
    assert_eq!(flow(&[], &ALWAYS), Flow::default());
}

#[test]
fn a_wrong_clock_makes_no_more_than_ten_years_of_weeks() {
    let all = [milestones(-60_000_000_000, None), milestones(MONDAY, None)];
    let found = flow(&all, &ALWAYS);
    assert_eq!(found.weeks.len(), 522);
    assert_eq!(found.weeks.last().unwrap().0, Week::of(MONDAY));
    assert_eq!(found.whole.opened, 2);
}
