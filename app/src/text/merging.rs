//! What is said about collisions of open pull requests, and the order of merging them.

use sightline_insight::merging::{Reason, Turn};

use super::{counted, number, overlaps::as_u64, waits};

pub(crate) const OVERLAPS: &str = "Overlaps";
pub(crate) const ABOUT: &str = "Open pull requests that touch the same files. At the same lines, \
     the one that merges later has to be rebased; in other lines of a file git merges both by \
     itself, and another build tells whether they fit.";
pub(crate) const NONE: &str = "No two of them touch the same files.";
pub(crate) const WHO: &str = "Which with which";
pub(crate) const MATRIX: &str = "Files that two pull requests touch";
pub(crate) const LEGEND: &str = "◆ at the same lines, ○ in other lines; the number says how many \
     files both touch.";
pub(crate) const LINES: &str = "◆";
pub(crate) const FILES: &str = "○";
pub(crate) const STACKED: &str = "stacked";
pub(crate) const ELSEWHERE: &str = "into another branch";
pub(crate) const ORDER: &str = "Suggested order of merging";
pub(crate) const ORDER_MORE: &str = "It leaves the fewest pull requests to be rebased, and of \
     those the fewest changed lines. Only what goes to the same branch is counted; what is stacked \
     follows its base. Whether a pull request is ready is another question: see the queue.";
pub(crate) const NO_ORDER: &str = "Any order will do: none of them goes to the same branch as \
     another that it meets.";
pub(crate) const EXPORTED: [&str; 8] = [
    "id",
    "title",
    "other id",
    "other title",
    "same lines",
    "same target",
    "stacked",
    "files",
];

/// Out of how many: `Compared 12 of 34 open pull requests.`
pub(crate) fn compared(compared: usize, of: usize) -> String {
    [
        "Compared ",
        &number(as_u64(compared)),
        " of ",
        &counted(as_u64(of), "open pull request"),
        ".",
    ]
    .concat()
}

/// `5 of them meet another: 2 pairs at the same lines, 3 in other lines of the same files.`
pub(crate) fn summary(involved: usize, lines: usize, files: usize) -> String {
    let mut text = number(as_u64(involved));
    text.push_str(" of them meet another: ");
    text.push_str(&counted(as_u64(lines), "pair"));
    text.push_str(" at the same lines, ");
    text.push_str(&number(as_u64(files)));
    text.push_str(" in other lines of the same files.");
    text
}

/// A pair in a cell, for those who do not see it: `same lines, 2 files`.
pub(crate) fn pair(same_lines: bool, files: usize) -> String {
    let mut text = String::from(if same_lines {
        "same lines, "
    } else {
        "same files, "
    });
    text.push_str(&counted(as_u64(files), "file"));
    text
}

/// `others: same lines with 2, same files with 1`
pub(crate) fn meets(lines: usize, files: usize) -> String {
    let mut text = String::new();
    if lines > 0 {
        text.push_str("same lines with ");
        text.push_str(&number(as_u64(lines)));
    }
    if files > 0 {
        if lines > 0 {
            text.push_str(", ");
        }
        text.push_str("same files with ");
        text.push_str(&number(as_u64(files)));
    }
    text
}

/// Why a pull request has its turn.
pub(crate) fn turn(turn: &Turn) -> String {
    let mut text = match &turn.reason {
        Reason::Free => String::new(),
        Reason::Before(others) => {
            let others = numbers(others);
            ["Merges as it is; after it: ", &others, "."].concat()
        }
        Reason::After(others) => {
            let others = numbers(others);
            ["To be rebased once, after ", &others, "."].concat()
        }
    };
    if !turn.recheck.is_empty() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str("Build it again after ");
        text.push_str(&numbers(&turn.recheck));
        text.push_str(": same files.");
    }
    text
}

/// `17 others meet no other at the same lines: at any time`
pub(crate) fn free(count: usize) -> String {
    let others = number(as_u64(count));
    let (they, meet) = match count {
        1 => (
            " pull request",
            " meets others in other lines only: at any time",
        ),
        _ => (
            " pull requests",
            " meet others in other lines only: at any time",
        ),
    };
    [&others, they, meet].concat()
}

/// The others meet nobody.
pub(crate) fn rest(count: usize) -> String {
    let others = counted(as_u64(count), "other open pull request");
    [
        &others,
        " of those compared: at any time, for none of their files is touched by another.",
    ]
    .concat()
}

/// `#12, #13 and #15`
fn numbers(ids: &[u64]) -> String {
    let named: Vec<String> = ids
        .iter()
        .map(|id| ["#", &id.to_string()].concat())
        .collect();
    waits::list(named.iter().map(String::as_str))
}
