//! How long ago something was, in words.

use bitbucket_cloud::Timestamp;

use crate::text;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 30 * DAY;
const YEAR: u64 = 365 * DAY;

/// How long before `now` something was, rounded down to one unit; what is not past is “just now”.
pub fn words(now: Timestamp, then: Timestamp) -> String {
    match parts(now.since(then).as_secs()) {
        Some((count, unit)) => text::ago(count, unit),
        None => text::JUST_NOW.to_owned(),
    }
}

/// How long something took, rounded down to one unit: `3 days`.
pub fn length(seconds: u64) -> String {
    match parts(seconds) {
        Some((count, unit)) => text::counted(count, unit),
        None => text::NO_TIME.to_owned(),
    }
}

/// `None` below a minute.
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
