//! Numbers on the axes of charts.

use sightline_charts::calendar::{Date, Unit as Every};

use super::{date::month, number::number};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const WEEK: u64 = 7 * DAY;

/// Unit of an axis of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A count.
    Number,
    /// A duration in seconds.
    Time,
}

/// A value on an axis: `400`, `6 h`, `1.5 d`, `1 wk`.
pub fn tick(value: i64, unit: Unit) -> String {
    let value = u64::try_from(value).unwrap_or(0);
    if unit == Unit::Number || value == 0 {
        return number(value);
    }
    let (size, name) = match value {
        0..HOUR => (MINUTE, "min"),
        HOUR..DAY => (HOUR, "h"),
        _ if value % WEEK == 0 => (WEEK, "wk"),
        _ => (DAY, "d"),
    };
    let tenths = (value % size) * 10 / size;
    let whole = number(value / size);
    match tenths {
        0 => format!("{whole} {name}"),
        _ => format!("{whole}.{tenths} {name}"),
    }
}

/// A date below an axis of time: `3 Aug`, `Aug`, `Jan 2026`, `2026`.
pub fn date_tick(date: Date, every: Every) -> String {
    let name = month(date.month);
    match every {
        Every::Day | Every::Week => format!("{} {name}", date.day),
        Every::Month if date.month == 1 => format!("{name} {}", date.year),
        Every::Month => name.to_owned(),
        Every::Year => date.year.to_string(),
    }
}
