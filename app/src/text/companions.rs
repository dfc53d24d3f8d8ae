//! Words about files that usually change together.

use crate::format::number::{as_u64, counted, number};

pub(crate) const COMPANIONS: &str = "Usually changes together";
/// Said before files that are most likely forgotten.
pub(crate) const WARNED: &str = "Probably forgotten:";
/// Said before files that often change with these.
pub(crate) const OFTEN: &str = "Often changed with these files:";
pub(crate) const DISMISS: &str = "Dismiss";
pub(crate) const BRING_BACK: &str = "Bring back";

/// `in 9 of the last 11 changes of a.rs`, without the file.
pub fn evidence(shared: u32, changes: u32) -> String {
    let changes = counted(changes.into(), "change");
    format!("in {} of the last {changes} of ", number(shared.into()))
}

/// `2 dismissed files`
pub(crate) fn dismissed(count: usize) -> String {
    counted(as_u64(count), "dismissed file")
}

/// A file was dismissed.
pub(crate) fn gone(path: &str) -> String {
    format!("{path} is dismissed for this pull request.")
}

/// A file was brought back.
pub(crate) fn back(path: &str) -> String {
    format!("{path} is listed again.")
}
