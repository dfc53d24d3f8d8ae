//! What stands on and around charts.

use sightline_charts::calendar::{Date, Unit as Every};

use crate::chart::Unit;

use super::number;

pub(crate) const NUMBERS: &str = "Numbers as a table";
pub(crate) const SAVE: &str = "Save as SVG";
pub(crate) const HINT: &str =
    "Point at the chart, or go to it by Tab and along it by arrow keys, to read its numbers.";
pub(crate) const MEDIAN: &str = "Median";
pub(crate) const MIDDLE_HALF: &str = "Middle half";

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const WEEK: u64 = 7 * DAY;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A value on an axis: `400`, `6 h`, `2 d`, `1 wk`.
pub(crate) fn tick(value: i64, unit: Unit) -> String {
    let value = u64::try_from(value).unwrap_or(0);
    if unit == Unit::Number || value == 0 {
        return number(value);
    }
    let (size, name) = match value {
        0..HOUR => (MINUTE, " min"),
        HOUR..DAY => (HOUR, " h"),
        _ if value % WEEK == 0 => (WEEK, " wk"),
        _ => (DAY, " d"),
    };
    let mut text = number(value / size);
    text.push_str(name);
    text
}

/// How long something took, in two units: `3 d 4 h`, `5 h 10 min`, `12 min`.
pub fn length(seconds: i64) -> String {
    let seconds = u64::try_from(seconds).unwrap_or(0);
    let part = |count: u64, unit: &str| [&number(count), unit].concat();
    let two = |first: String, rest: u64, unit: &str| match rest {
        0 => first,
        _ => [&first, " ", &part(rest, unit)].concat(),
    };
    match seconds {
        0..HOUR => part(seconds / MINUTE, " min"),
        HOUR..DAY => two(part(seconds / HOUR, " h"), seconds % HOUR / MINUTE, " min"),
        DAY.. => two(part(seconds / DAY, " d"), seconds % DAY / HOUR, " h"),
    }
}

/// Hours to a tenth, rounded, for tables: `28.5`.
pub fn hours(seconds: i64) -> String {
    let tenths = (u64::try_from(seconds).unwrap_or(0) * 10 + HOUR / 2) / HOUR;
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string()].concat()
}

/// A day: `3 Aug 2026`.
pub(crate) fn day(date: Date) -> String {
    [&short(date), " ", &date.year.to_string()].concat()
}

/// What stands below a tick of time: `3 Aug`, `Aug`, `Jan 2026`, `2026`.
pub(crate) fn date_tick(date: Date, every: Every) -> String {
    match every {
        Every::Day | Every::Week => short(date),
        Every::Month if date.month == 1 => [month(date), " ", &date.year.to_string()].concat(),
        Every::Month => month(date).to_owned(),
        Every::Year => date.year.to_string(),
    }
}

fn short(date: Date) -> String {
    [&date.day.to_string(), " ", month(date)].concat()
}

fn month(date: Date) -> &'static str {
    let at = usize::from(date.month).checked_sub(1);
    at.and_then(|at| MONTHS.get(at)).copied().unwrap_or("")
}
