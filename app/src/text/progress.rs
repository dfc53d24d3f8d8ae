//! What is said about reading in the background.

use super::{counted, number, overlaps::as_u64};

pub(crate) const ELSEWHERE: &str =
    "Another tab is reading this repository’s history. What it finds is shown here afterwards.";
pub(crate) const STOPPED: &str = "Reading this repository’s history was stopped.";
pub(crate) const FAILED: &str =
    "Reading this repository’s history failed. What was read before is shown.";
pub(crate) const WAITING: &str = "Bitbucket limits calls in an hour. Reading goes on at ";
pub(crate) const STOP: &str = "Stop";
pub(crate) const GO_ON: &str = "Go on";
pub(crate) const FURTHER: &str = "Read further back";

/// `Reading this repository’s history: 12 of 96 pull requests`
pub(crate) fn reading(read: usize, of: usize) -> String {
    let mut text = String::from("Reading this repository’s history");
    if of > 0 {
        text.push_str(": ");
        text.push_str(&number(as_u64(read)));
        text.push_str(" of ");
        text.push_str(&counted(as_u64(of), "pull request"));
    }
    text
}

/// `Based on 96 merged pull requests.`
pub(crate) fn based_on(merged: usize) -> String {
    let mut text = String::from("Based on ");
    text.push_str(&counted(as_u64(merged), "merged pull request"));
    text.push('.');
    text
}
