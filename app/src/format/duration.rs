//! Durations in words.

use bitbucket_cloud::Timestamp;

use super::number::{counted, number};

const JUST_NOW: &str = "just now";
const NO_TIME: &str = "less than a minute";

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 30 * DAY;
const YEAR: u64 = 365 * DAY;

/// Time from `then` to `now`, rounded down to one unit: `3 days ago`; `just now` for what is not past.
pub fn ago(now: Timestamp, then: Timestamp) -> String {
    match parts(now.since(then).as_secs()) {
        Some((count, unit)) => format!("{} ago", counted(count, unit)),
        None => JUST_NOW.to_owned(),
    }
}

/// A duration in seconds, rounded down to one unit: `3 days`.
pub fn length(seconds: u64) -> String {
    match parts(seconds) {
        Some((count, unit)) => counted(count, unit),
        None => NO_TIME.to_owned(),
    }
}

/// Count and unit; `None` below a minute.
fn parts(seconds: u64) -> Option<(u64, &'static str)> {
    let (unit, name) = match seconds {
        0..MINUTE => return None,
        MINUTE..HOUR => (MINUTE, "minute"),
        HOUR..DAY => (HOUR, "hour"),
        DAY..MONTH => (DAY, "day"),
        MONTH..YEAR => (MONTH, "month"),
        YEAR.. => (YEAR, "year"),
    };
    Some((seconds / unit, name))
}

/// A duration since something began: `for 3 days`.
pub fn lasting(length: &str) -> String {
    format!("for {length}")
}

/// A duration in seconds in two units: `3 d 4 h`, `5 h 10 min`, `12 min`.
pub fn two_units(seconds: i64) -> String {
    let seconds = u64::try_from(seconds).unwrap_or(0);
    let two = |first: u64, unit: &str, rest: u64, rest_unit: &str| match rest {
        0 => format!("{} {unit}", number(first)),
        _ => format!("{} {unit} {rest} {rest_unit}", number(first)),
    };
    match seconds {
        0..HOUR => format!("{} min", seconds / MINUTE),
        HOUR..DAY => two(seconds / HOUR, "h", seconds % HOUR / MINUTE, "min"),
        DAY.. => two(seconds / DAY, "d", seconds % DAY / HOUR, "h"),
    }
}

/// A duration in hours, rounded to a tenth, for tables: `28.5`.
pub fn hours(seconds: i64) -> String {
    let tenths = (u64::try_from(seconds).unwrap_or(0) * 10 + HOUR / 2) / HOUR;
    format!("{}.{}", tenths / 10, tenths % 10)
}
