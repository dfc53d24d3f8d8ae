//! Calendar days as text.

use bitbucket_cloud::Timestamp;
use sightline_charts::calendar::Date;

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
