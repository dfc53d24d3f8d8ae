//! Words about files that usually change together.

use crate::format::number::{as_u64, counted, number};

/// Heading of the block.
pub const COMPANIONS: &str = "Usually changes together";
/// Said before files that are most likely forgotten.
pub const WARNED: &str = "Probably forgotten:";
/// Said before files that often change with these.
pub const OFTEN: &str = "Often changed with these files:";
/// Name of the button that takes a file off the list.
pub const DISMISS: &str = "Dismiss";
/// Name of the button that puts it back.
pub const BRING_BACK: &str = "Bring back";

/// `in 9 of 11 known changes of a.rs`, without the file. The known ones need not be the latest: a first
/// visit reads those that say most.
pub fn evidence(shared: u32, changes: u32) -> String {
    let changes = counted(changes.into(), "known change");
    format!("in {} of {changes} of ", number(shared.into()))
}

/// `2 dismissed files`
pub fn dismissed(count: usize) -> String {
    counted(as_u64(count), "dismissed file")
}

/// A file was dismissed.
pub fn gone(path: &str) -> String {
    format!("{path} is dismissed for this pull request.")
}

/// A file was brought back.
pub fn back(path: &str) -> String {
    format!("{path} is listed again.")
}
