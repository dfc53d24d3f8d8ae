//! Words about the history that the browser keeps.

use crate::format::number::{as_u64, counted, number};

/// Heading.
pub const HISTORY: &str = "History of this repository";
/// Status when all is known.
pub const COMPLETE: &str = "All merged pull requests are known.";
/// Status when the newest part is known.
pub const PARTLY: &str = "The newest merged pull requests are known.";
/// Name of the buttons that read further back.
pub const FURTHER: &str = "Read further back: ";
/// Button for that many.
pub const SOME: &str = "200";
/// Button for that many.
pub const MORE: &str = "1,000";
/// Button for all.
pub const ALL: &str = "all";
/// Button that drops what is kept.
pub const FORGET: &str = "Forget it";
/// Status after that.
pub const FORGOTTEN: &str = "This browser has forgotten this repository’s history.";
/// Button that reads it again.
pub const AGAIN: &str = "Read it again";
/// Columns of the exported table.
pub const COLUMNS: [&str; 11] = [
    "Pull request",
    "Title",
    "Author",
    "Took part",
    "Target",
    "Opened",
    "Merged",
    "Merged according to",
    "Files",
    "Lines added",
    "Lines removed",
];

/// Source of the date of a merge: its activity.
pub const BY_ACTIVITY: &str = "activity";
/// Source of the date of a merge: its last update.
pub const BY_UPDATE: &str = "last update";

/// Calls in a minute where nothing limits them.
const MINUTELY: u64 = 120;

/// Explains what is kept, at most so many pull requests.
pub fn about(most: usize) -> String {
    let most = number(as_u64(most));
    format!(
        "Bitbucket keeps no such history, so Sightline reads merged pull requests one by one, with \
         your rights, and keeps what it found in this browser alone: for 90 days after your last \
         visit, at most {most} of them."
    )
}

/// `98 merged pull requests are kept, 120 KB.`
pub fn kept(merged: usize, bytes: usize) -> String {
    let verb = if merged == 1 { "is" } else { "are" };
    let merged = counted(as_u64(merged), "merged pull request");
    let kilobytes = as_u64(bytes).div_ceil(1_000);
    let (size, unit) = match kilobytes {
        0..1_000 => (kilobytes, "KB"),
        _ => (kilobytes.div_ceil(1_000), "MB"),
    };
    format!("{merged} {verb} kept, {} {unit}.", number(size))
}

/// Estimate for so many pull requests, at one call each: `, about 3 minutes more.` `hourly` is the limit
/// on calls in an hour.
pub fn estimate(left: usize, hourly: u32) -> String {
    let (left, hourly) = (as_u64(left), u64::from(hourly));
    if left == 0 {
        return ".".to_owned();
    }
    if left < hourly {
        let minutes = counted(left.div_ceil(MINUTELY), "minute");
        return format!(", about {minutes} more.");
    }
    let hours = counted(left.div_ceil(hourly), "hour");
    format!(", about {hours} more: Bitbucket limits calls in an hour.")
}
