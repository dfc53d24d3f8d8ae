//! Days and times as text.

use bitbucket_cloud::Timestamp;
use sightline_charts::calendar::Date;

use crate::browser::clock::minutes_ahead;

/// Short names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Name of a month, counted from 1; empty for what is no month.
pub fn month(month: u8) -> &'static str {
    let place = usize::from(month).checked_sub(1);
    place
        .and_then(|place| MONTHS.get(place))
        .map_or("", |name| name)
}

/// Day of a time in UTC.
pub fn date(time: Timestamp) -> Date {
    let day = time.civil();
    Date {
        year: day.year,
        month: day.month,
        day: day.day,
    }
}

/// A day with its year: `3 Aug 2026`.
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day, month(date.month), date.year)
}

/// A time in the reader's time zone: `25 Nov 2026, 14:05:00 UTC+1`. The browser's own formatter would
/// name the zone, but takes 40 milliseconds before it writes its first time.
pub fn exact(time: Timestamp) -> String {
    exact_in(minutes_ahead(time), time)
}

/// A time in a time zone that is so many minutes ahead of UTC.
pub fn exact_in(ahead: i32, time: Timestamp) -> String {
    let local = Timestamp::from_unix(time.unix() + i64::from(ahead) * 60);
    let civil = local.civil();
    let day = day(date(local));
    let (hour, minute, second) = (civil.hour, civil.minute, civil.second);
    format!("{day}, {hour:02}:{minute:02}:{second:02} {}", zone(ahead))
}

/// A time zone by its minutes ahead of UTC: `UTC`, `UTC+1`, `UTC−3:30`.
fn zone(ahead: i32) -> String {
    let sign = if ahead < 0 { '−' } else { '+' };
    match (ahead.unsigned_abs() / 60, ahead.unsigned_abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}
