//! Words about reading in the background.

use crate::format::number::{as_u64, counted, number};

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
pub fn reading(read: usize, of: usize) -> String {
    let reading = "Reading this repository’s history";
    match of {
        0 => reading.to_owned(),
        _ => {
            let all = counted(as_u64(of), "pull request");
            format!("{reading}: {} of {all}", number(as_u64(read)))
        }
    }
}

/// `Based on 96 merged pull requests.`
pub fn based_on(merged: usize) -> String {
    let merged = counted(as_u64(merged), "merged pull request");
    format!("Based on {merged}.")
}
