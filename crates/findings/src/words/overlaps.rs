//! Words about overlaps.

use sightline_insight::overlap::{
    Conflict, FileMerge, LineRange, Overlap, SharedFile, Side, Unknown,
};

use crate::format::{
    list::sentence,
    number::{as_u64, counted, number},
};

/// Heading of the block.
pub const OVERLAPS: &str = "Overlaps";
/// Said where nothing can overlap.
pub const ALONE: &str = "No other pull request is open.";
const NONE: &str = "No other open pull request touches these files.";
const NONE_YET: &str = "No overlap so far.";
/// Mark of a pull request with which git stops.
pub const CONFLICT: &str = "Conflict";
/// Mark where that is not known.
pub const UNKNOWN: &str = "Perhaps a conflict";
/// Said of a pull request that builds on this one.
pub const STACK_ABOVE: &str = "Stacked: it goes into this one’s branch.";
/// Said of a pull request that this one builds on.
pub const STACK_BELOW: &str = "Stacked: this one goes into its branch.";
/// Word before the time of the last activity.
pub const ACTIVE: &str = "active";
/// Link to the diff of the other one.
pub const ITS_DIFF: &str = "Its diff";
/// Link to the diff of this one.
pub const THIS_DIFF: &str = "This diff";
/// Mark where all files in conflict are generated.
pub const REGENERATE: &str = "Regenerate";
/// Said of a generated file in conflict.
pub const REGENERATED: &str = "Generated: run what makes it again once one of both is merged.";
/// Name of the disclosure of the other one's lines.
pub const ITS_LINES: &str = "Its lines";
const OLD_LINES: &str = "Lines of the version that both start from";
/// Said where only files were compared.
pub const LINES_MISSING: &str = "Lines are not compared: this diff could not be read.";

/// Ranges of lines that are listed.
const RANGES: usize = 5;

/// Number of pull requests in a comparison, and a remark if it found nothing: `Compared with 12 of 34
/// other open pull requests.`
pub fn note(found: usize, compared: usize, of: usize) -> String {
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

/// Others that are not compared, because Bitbucket cannot give their diffs: ` #8 and #9 are not compared:
/// Bitbucket cannot give their diffs.`
pub fn refused(ids: &[u32]) -> Option<String> {
    let (verb, diffs) = match ids {
        [] => return None,
        [_] => ("is", "its diff"),
        _ => ("are", "their diffs"),
    };
    let ids: Vec<String> = ids.iter().map(|id| format!("#{id}")).collect();
    let ids = sentence(ids.iter().map(String::as_str));
    Some(format!(
        " {ids} {verb} not compared: Bitbucket cannot give {diffs}."
    ))
}

/// Goes on with the file whose lines are shown: `Its lines in src/a.rs`.
pub fn of_file(path: &str) -> String {
    format!("in {path}")
}

/// Number of lines that are not shown: `12 more lines`; `None` if that is none.
pub fn lines_left_out(count: u32) -> Option<String> {
    (count > 0).then(|| counted(count.into(), "more line"))
}

/// `3 files`, `3 files, 1 in conflict`.
pub fn files(shared: usize, conflicts: usize) -> String {
    let files = counted(as_u64(shared), "file");
    match conflicts {
        0 => files,
        _ => format!("{files}, {} in conflict", number(as_u64(conflicts))),
    }
}

/// A change of hundreds of files in a line: `#7 Format everything: changes 594 files, 3 of these, 1 in
/// conflict`.
pub fn sweeping(id: u32, title: &str, all: usize, overlap: &Overlap) -> String {
    let shared = number(as_u64(overlap.files.len()));
    let all = counted(as_u64(all), "file");
    let line = format!("#{id} {title}: changes {all}, {shared} of these");
    match overlap.conflicts() {
        0 => line,
        conflicts => format!("{line}, {} in conflict", number(as_u64(conflicts))),
    }
}

/// `3 more files`, `1 more pull request`.
pub fn more(count: usize, noun: &str) -> String {
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

/// Title of what is said of a file: which lines are meant, if any are.
pub fn title(file: &SharedFile) -> Option<&'static str> {
    (!file.lines().is_empty()).then_some(OLD_LINES)
}

/// Verdict on both changes of a file; nothing where git merges them.
pub fn merge(file: &SharedFile) -> Option<String> {
    match &file.merge {
        FileMerge::Clean => None,
        FileMerge::Conflict(why) => Some(conflict(why, file)),
        FileMerge::Unknown(why) => Some(unknown(*why, file)),
    }
}

fn conflict(why: &Conflict, file: &SharedFile) -> String {
    let SharedFile {
        path, other_path, ..
    } = file;
    match why {
        Conflict::Lines(ranges) => lines(ranges),
        Conflict::Binary => "Both change it, and git does not merge it by lines.".to_owned(),
        Conflict::Mode => "Both change its mode or its type.".to_owned(),
        Conflict::SamePath => "Both put a file there, with different content.".to_owned(),
        Conflict::Renames { from } => {
            format!("Both rename {from}, differently: the other one to {other_path}.")
        }
        Conflict::Removed(Side::This) => {
            format!("This one removes it, the other one changes or renames it: {other_path}.")
        }
        Conflict::Removed(Side::Other) => "The other one removes it.".to_owned(),
        Conflict::FolderAndFile(Side::This) => {
            format!("{other_path} is a file in the other one, and a folder here.")
        }
        Conflict::FolderAndFile(Side::Other) => {
            format!("{path} is a file here, and a folder in the other one.")
        }
    }
}

fn unknown(why: Unknown, file: &SharedFile) -> String {
    match why {
        Unknown::NotRead => "Its content was not compared.".to_owned(),
        Unknown::Versions => {
            "They start from different versions of it: lines are not compared.".to_owned()
        }
        Unknown::Folder => format!(
            "One moves files out of a folder to which the other one adds: {}.",
            file.other_path
        ),
    }
}
