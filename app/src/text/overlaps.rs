//! What the overlaps say.

use sightline_insight::overlap::LineRange;

use crate::format::number::{as_u64, counted, number};

pub(crate) const OVERLAPS: &str = "Overlaps";
pub(crate) const ALONE: &str = "No other pull request is open.";
pub(crate) const NONE: &str = "No other open pull request touches these files.";
pub(crate) const NONE_YET: &str = "No overlap so far.";
pub(crate) const SAME_LINES: &str = "Same lines";
pub(crate) const SAME_TARGET: &str = "Same target";
pub(crate) const STACK_ABOVE: &str = "Stacked: it goes into this one’s branch.";
pub(crate) const STACK_BELOW: &str = "Stacked: this one goes into its branch.";
pub(crate) const ACTIVE: &str = "active";
pub(crate) const ITS_DIFF: &str = "Its diff";
pub(crate) const THIS_DIFF: &str = "This diff";
pub(crate) const OLD_LINES: &str = "Lines of the version that both start from";
pub(crate) const LINES_MISSING: &str = "Lines are not compared: this diff could not be read.";

/// Ranges of lines that are listed.
const RANGES: usize = 5;

/// Out of how many others: `Compared with 12 of 34 other open pull requests.`
pub(crate) fn compared(compared: usize, of: usize) -> String {
    let mut text = String::from("Compared with ");
    text.push_str(&number(as_u64(compared)));
    text.push_str(" of ");
    text.push_str(&counted(as_u64(of), "other open pull request"));
    text.push('.');
    text
}

/// `3 files`, `3 files, 1 on the same lines`.
pub(crate) fn files(shared: usize, same_lines: usize) -> String {
    let mut text = counted(as_u64(shared), "file");
    if same_lines > 0 {
        text.push_str(", ");
        text.push_str(&number(as_u64(same_lines)));
        text.push_str(" on the same lines");
    }
    text
}

/// `3 more files`, `1 more pull request`.
pub(crate) fn more(count: usize, noun: &str) -> String {
    let mut name = String::from("more ");
    name.push_str(noun);
    counted(as_u64(count), &name)
}

/// `line 12`, `lines 10–13, 20`: an insertion by the line that it stands before.
pub fn lines(ranges: &[LineRange]) -> String {
    let one = matches!(ranges, [only] if only.end <= only.first.saturating_add(1));
    let mut text = String::from(if one { "line " } else { "lines " });
    for (at, range) in ranges.iter().take(RANGES).enumerate() {
        if at > 0 {
            text.push_str(", ");
        }
        text.push_str(&number(range.first.into()));
        let last = range.end.saturating_sub(1);
        if last > range.first {
            text.push('–');
            text.push_str(&number(last.into()));
        }
    }
    if ranges.len() > RANGES {
        text.push_str(", …");
    }
    text
}
