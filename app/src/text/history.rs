//! What is said about the history that the browser keeps.

use super::{counted, number, overlaps::as_u64};

pub(crate) const HISTORY: &str = "History of this repository";
pub(crate) const ABOUT: &str = "Bitbucket keeps no such history, so Sightline reads merged pull requests one by one, with your rights, and keeps what it found in this browser alone: for 90 days after your last visit, at most 20,000 of them.";
pub(crate) const COMPLETE: &str = "All merged pull requests are known.";
pub(crate) const PARTLY: &str = "The newest merged pull requests are known.";
pub(crate) const FURTHER: &str = "Read further back: ";
pub(crate) const SOME: &str = "200";
pub(crate) const MORE: &str = "1,000";
pub(crate) const ALL: &str = "all";
pub(crate) const FORGET: &str = "Forget it";
pub(crate) const FORGOTTEN: &str = "This browser has forgotten this repository’s history.";
pub(crate) const AGAIN: &str = "Read it again";
/// Of the file of what is known.
pub(crate) const COLUMNS: [&str; 10] = [
    "Pull request",
    "Title",
    "Author",
    "Participation part",
    "Target",
    "Opened",
    "Merged",
    "Files",
    "Lines added",
    "Lines removed",
];

/// Calls that are made in an hour, and in a minute where nothing limits them.
const HOURLY: u64 = 700;
const MINUTELY: u64 = 120;

/// `98 merged pull requests are kept, 120 KB.`
pub fn kept(merged: usize, bytes: usize) -> String {
    let mut text = counted(as_u64(merged), "merged pull request");
    text.push_str(if merged == 1 { " is" } else { " are" });
    text.push_str(" kept, ");
    let kilobytes = as_u64(bytes).div_ceil(1_000);
    if kilobytes < 1_000 {
        text.push_str(&number(kilobytes));
        text.push_str(" KB.");
    } else {
        text.push_str(&number(kilobytes.div_ceil(1_000)));
        text.push_str(" MB.");
    }
    text
}

/// `, about 3 minutes more.` for so many pull requests, each of which takes a call.
pub fn estimate(left: usize) -> String {
    let left = as_u64(left);
    if left == 0 {
        return ".".to_owned();
    }
    let (count, unit) = match left {
        0..HOURLY => (left.div_ceil(MINUTELY), "minute"),
        _ => (left.div_ceil(HOURLY), "hour"),
    };
    let mut text = String::from(", about ");
    text.push_str(&counted(count, unit));
    text.push_str(" more");
    if left >= HOURLY {
        text.push_str(": Bitbucket limits calls in an hour");
    }
    text.push('.');
    text
}
