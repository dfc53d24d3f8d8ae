//! Scales and ticks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use jiff::{Timestamp, Unit as JiffUnit, tz::TimeZone};
use sightline_charts::{
    Band, Linear,
    calendar::{self, Date, Unit},
    ticks::{durations, numbers},
};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

#[test]
fn values_stand_in_proportion_also_upside_down() {
    let scale = Linear::new((0, 200), (100.0, 0.0));
    assert_eq!(
        [0, 50, 200, 300].map(|value| scale.at(value)),
        [100.0, 75.0, 0.0, -50.0]
    );
    let flat = Linear::new((5, 5), (10.0, 90.0));
    assert_eq!(flat.at(5), 10.0);
    // Seconds of today keep their place: a week over 700 units, a day is 100.
    let week = Linear::new((1_735_516_800, 1_735_516_800 + 7 * DAY), (0.0, 700.0));
    assert!((week.at(1_735_516_800 + DAY) - 100.0).abs() < 1e-3);
}

#[test]
fn places_are_equally_wide_and_the_nearest_is_found() {
    let band = Band::new(4, (10.0, 90.0), 0.5);
    assert_eq!(band.width(), 10.0);
    assert_eq!([0, 1, 3].map(|place| band.left(place)), [15.0, 35.0, 75.0]);
    assert_eq!(band.middle(1), 40.0);
    let inner = band.split(1, 2, 0.0);
    assert_eq!(
        [inner.left(0), inner.left(1), inner.width()],
        [35.0, 40.0, 5.0]
    );
    let nearest = [-5.0, 10.0, 29.9, 30.1, 89.0, 500.0].map(|x| band.nearest(x).unwrap());
    assert_eq!(nearest, [0, 0, 0, 1, 3, 3]);
    assert_eq!(Band::new(0, (0.0, 1.0), 0.1).nearest(0.5), None);
}

#[test]
fn number_ticks_are_round_and_cover_the_largest() {
    assert_eq!(numbers(0, 5), [0, 1]);
    assert_eq!(numbers(7, 5), [0, 2, 4, 6, 8]);
    assert_eq!(numbers(8, 5), [0, 2, 4, 6, 8]);
    assert_eq!(numbers(9, 5), [0, 5, 10]);
    assert_eq!(numbers(1_234, 6), [0, 500, 1_000, 1_500]);
    for largest in (1..5_000).chain([i64::MAX]) {
        let ticks = numbers(largest, 6);
        let step = ticks[1];
        assert!((2..=6).contains(&ticks.len()), "{largest}");
        assert!(*ticks.last().unwrap() >= largest && ticks[ticks.len() - 2] < largest);
        let leading = step.to_string();
        assert!(largest == i64::MAX || matches!(leading.trim_end_matches('0'), "1" | "2" | "5"));
    }
}

#[test]
fn duration_ticks_are_those_of_clocks_and_calendars() {
    assert_eq!(durations(50, 5), [0, 60]);
    assert_eq!(durations(5 * HOUR, 4), [0, 2 * HOUR, 4 * HOUR, 6 * HOUR]);
    assert_eq!(
        durations(20 * HOUR, 5),
        [0, 6, 12, 18, 24].map(|hours| hours * HOUR)
    );
    assert_eq!(
        durations(4 * DAY, 5),
        [0, 1, 2, 3, 4].map(|days| days * DAY)
    );
    assert_eq!(
        durations(300 * DAY, 5),
        [0, 20, 40, 60].map(|weeks| weeks * 7 * DAY)
    );
}

fn date(seconds: i64) -> Date {
    let day = Timestamp::from_second(seconds).unwrap();
    let day = TimeZone::UTC.to_datetime(day);
    Date {
        year: day.year().into(),
        month: day.month().unsigned_abs(),
        day: day.day().unsigned_abs(),
    }
}

fn ticks(from: &str, to: &str, most: usize) -> (Unit, Vec<String>) {
    let seconds = |day: &str| {
        format!("{day}T00:00:00Z")
            .parse::<Timestamp>()
            .unwrap()
            .as_second()
    };
    let found = calendar::ticks(seconds(from), seconds(to), most, date);
    let shown = |at: &i64| {
        let day = Timestamp::from_second(*at).unwrap();
        assert_eq!(day.round(JiffUnit::Hour).unwrap(), day);
        day.strftime("%a %F").to_string()
    };
    (found.unit, found.at.iter().map(shown).collect())
}

#[test]
fn time_ticks_are_days_mondays_months_or_years_as_there_is_room() {
    // Weekdays as the calendar of 2025 shows them.
    let days = ["Sat 2025-03-01", "Sun 2025-03-02", "Mon 2025-03-03"];
    assert_eq!(
        ticks("2025-03-01", "2025-03-03", 5),
        (Unit::Day, days.map(String::from).to_vec())
    );
    let mondays = ["Mon 2025-02-24", "Mon 2025-03-03", "Mon 2025-03-10"];
    let (unit, found) = ticks("2025-02-20", "2025-03-12", 5);
    assert_eq!(
        (unit, found),
        (Unit::Week, mondays.map(String::from).to_vec())
    );
    let months = [
        "Wed 2025-01-01",
        "Sat 2025-02-01",
        "Sat 2025-03-01",
        "Tue 2025-04-01",
    ];
    let (unit, found) = ticks("2024-12-10", "2025-04-20", 6);
    assert_eq!(
        (unit, found),
        (Unit::Month, months.map(String::from).to_vec())
    );
    let quarters = [
        "Mon 2024-01-01",
        "Mon 2024-04-01",
        "Mon 2024-07-01",
        "Tue 2024-10-01",
    ];
    let (unit, found) = ticks("2023-12-10", "2024-11-30", 6);
    assert_eq!(
        (unit, found),
        (Unit::Month, quarters.map(String::from).to_vec())
    );
    let years = [
        "Fri 2016-01-01",
        "Mon 2018-01-01",
        "Wed 2020-01-01",
        "Sat 2022-01-01",
    ];
    let (unit, found) = ticks("2014-11-28", "2023-06-01", 5);
    assert_eq!(
        (unit, found),
        (Unit::Year, years.map(String::from).to_vec())
    );
}

#[test]
fn no_period_makes_more_ticks_than_there_is_room_for() {
    for days in (0..4_000).step_by(7) {
        let found = calendar::ticks(1_700_000_000, 1_700_000_000 + days * DAY, 6, date);
        assert!(found.at.len() <= 6, "{days}");
        assert!(days < 40 || found.at.len() >= 2, "{days}");
    }
    // Not to be walked through day by day.
    let endless = |_| Date {
        year: 1,
        month: 2,
        day: 3,
    };
    assert!(calendar::ticks(0, i64::MAX, 6, endless).at.is_empty());
    assert!(calendar::ticks(10, 5, 6, endless).at.is_empty());
}
