//! Words about overlaps.

use sightline_insight::overlap::LineRange;

use crate::format::number::{as_u64, counted, number};

pub(crate) const OVERLAPS: &str = "Overlaps";
pub(crate) const ALONE: &str = "No other pull request is open.";
const NONE: &str = "No other open pull request touches these files.";
const NONE_YET: &str = "No overlap so far.";
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

/// What a comparison is over, and that it found nothing if so: `Compared with 12 of 34 other open pull
/// requests.`
pub(crate) fn note(found: usize, compared: usize, of: usize) -> String {
    if of == 0 {
        return ALONE.to_owned();
    }
    let all = counted(as_u64(of), "other open pull request");
    let over = format!("Compared with {} of {all}.", number(as_u64(compared)));
    match found {
        0 if compared < of => format!("{NONE_YET} {over}"),
        0 => format!("{NONE} {over}"),
        _ => over,
    }
}

/// `3 files`, `3 files, 1 on the same lines`.
pub(crate) fn files(shared: usize, same_lines: usize) -> String {
    let files = counted(as_u64(shared), "file");
    match same_lines {
        0 => files,
        _ => format!("{files}, {} on the same lines", number(as_u64(same_lines))),
    }
}

/// `3 more files`, `1 more pull request`.
pub(crate) fn more(count: usize, noun: &str) -> String {
    counted(as_u64(count), &format!("more {noun}"))
}

/// `line 12`, `lines 10–13, 20`: an insertion by the line that it stands before.
pub fn lines(ranges: &[LineRange]) -> String {
    let one = matches!(ranges, [only] if only.end <= only.first.saturating_add(1));
    let noun = if one { "line" } else { "lines" };
    let listed = ranges.iter().take(RANGES).map(|range| {
        let first = number(range.first.into());
        match range.end.saturating_sub(1) {
            last if last > range.first => format!("{first}–{}", number(last.into())),
            _ => first,
        }
    });
    let listed: Vec<String> = listed.collect();
    let rest = if ranges.len() > RANGES { ", …" } else { "" };
    format!("{noun} {}{rest}", listed.join(", "))
}
