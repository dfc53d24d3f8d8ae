//! Words about files that usually change together.

use sightline_insight::companions::{MAX_FILES, MIN_PAST};

use crate::format::number::{as_u64, counted, number};

pub(crate) const COMPANIONS: &str = "Usually changes together";
pub(crate) const DISMISS: &str = "Dismiss";
pub(crate) const BRING_BACK: &str = "Bring back";

/// `in 9 of the last 11 changes of a.rs`, without the file.
pub fn evidence(shared: u32, changes: u32) -> String {
    let changes = counted(changes.into(), "change");
    format!("in {} of the last {changes} of ", number(shared.into()))
}

/// Nothing is missing, out of so many merged pull requests.
pub(crate) fn none(merged: usize) -> String {
    let merged = counted(as_u64(merged), "merged pull request");
    format!("Nothing is missing here that changed with these files in the last {merged}.")
}

/// There is too little history to tell.
pub fn too_little(telling: usize) -> String {
    let known = counted(as_u64(telling), "merged pull request");
    let (files, least) = (number(as_u64(MAX_FILES)), number(as_u64(MIN_PAST)));
    format!(
        "Too little history to tell: {known} of 2 to {files} files so far, and it takes {least}."
    )
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
