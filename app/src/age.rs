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
    let seconds = now.since(then).as_secs();
    let (unit, name) = match seconds {
        0..MINUTE => return text::JUST_NOW.to_owned(),
        MINUTE..HOUR => (MINUTE, "minute"),
        HOUR..DAY => (HOUR, "hour"),
        DAY..MONTH => (DAY, "day"),
        MONTH..YEAR => (MONTH, "month"),
        YEAR.. => (YEAR, "year"),
    };
    text::ago(seconds / unit, name)
}
