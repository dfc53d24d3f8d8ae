//! Words of the view of overlaps: collisions of open pull requests, and the order of merging them.

use bitbucket_cloud::Timestamp;
use sightline_insight::{
    merging::{Reason, Turn},
    overlap::Verdict,
};

use super::{progress, size::STILL_READING};
use crate::{
    format::{
        list::sentence,
        number::{as_u64, counted, number},
    },
    model::history::CrawlProgress,
};

/// Heading.
pub const OVERLAPS: &str = "Overlaps";
/// Explains the view.
pub const ABOUT: &str = "Open pull requests that touch the same files. Where git cannot merge \
     both, the one that merges later has to be rebased; elsewhere git merges both by itself, and \
     another build tells whether they fit.";
/// Shown where nothing overlaps.
pub const NONE: &str = "No two of them touch the same files.";
/// Shown where nothing overlaps of those that are compared, and others are not.
pub const NONE_YET: &str = "No overlap so far.";
/// Heading of pairs.
pub const WHO: &str = "Which with which";
/// Caption of the matrix.
pub const MATRIX: &str = "Files that two pull requests touch";
/// Explains the signs of the matrix.
pub const LEGEND: &str = "◆ git cannot merge both, ○ git merges both, ? not known; the number \
     says how many files both touch.";
/// Sign of a pair at which git stops.
pub const CONFLICT: &str = "◆";
/// Sign of a pair for which it is not known whether git merges it.
pub const UNKNOWN: &str = "?";
/// Sign of a pair that git merges.
pub const FILES: &str = "○";
/// Lozenge of a pair.
pub const STACKED: &str = "stacked";
/// Lozenge of a pair.
pub const ELSEWHERE: &str = "into another branch";
/// Heading of the order.
pub const ORDER: &str = "Suggested order of merging";
/// Explains the order.
pub const ORDER_MORE: &str = "It is chosen so that few pull requests have to be rebased, and those \
     with few changed lines. Only what goes to the same branch is counted; what is stacked \
     follows its base. Whether a pull request is ready is another question: see the queue.";
/// Shown where the order does not matter.
pub const NO_ORDER: &str = "Any order will do for those compared: none of them goes to \
     the same branch as another that it meets.";
/// Columns of the exported table.
pub const EXPORTED: [&str; 8] = [
    "id",
    "title",
    "other id",
    "other title",
    "git",
    "same target",
    "stacked",
    "files",
];

/// Out of how many: `Compared 12 of 34 open pull requests.`
pub fn compared(compared: usize, of: usize) -> String {
    let of = counted(as_u64(of), "open pull request");
    format!("Compared {} of {of}.", number(as_u64(compared)))
}

/// Out of how many, and why no more: `Compared 12 of 34 open pull requests. Another tab is reading the
/// others.` `exact` writes a time.
pub fn compared_of(
    compared: usize,
    of: usize,
    progress: &CrawlProgress,
    exact: impl Fn(Timestamp) -> String,
) -> String {
    let said = self::compared(compared, of);
    let why = match progress {
        _ if compared >= of => None,
        CrawlProgress::Reading { .. } => Some(STILL_READING.to_owned()),
        progress => progress::not_compared(progress, exact).map(|why| format!(" {why}")),
    };
    said + &why.unwrap_or_default()
}

/// Sentence where nothing overlaps; it says whether that holds for all open pull requests.
pub const fn none(compared: usize, of: usize) -> &'static str {
    match compared < of {
        true => NONE_YET,
        false => NONE,
    }
}

/// `5 of them meet another: 2 pairs in conflict, 3 that git merges.`
pub fn summary(involved: usize, conflicts: usize, unknown: usize, files: usize) -> String {
    let (involved, files) = (number(as_u64(involved)), number(as_u64(files)));
    let pairs = counted(as_u64(conflicts), "pair");
    let unknown = match unknown {
        0 => String::new(),
        _ => format!(", {} where that is not known", number(as_u64(unknown))),
    };
    format!(
        "{involved} of them meet another: {pairs} in conflict, {files} that git merges{unknown}."
    )
}

/// Verdict on a pair, in the exported table.
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Conflict => "conflict",
        Verdict::Unknown => "not known",
        Verdict::Clean => "merges",
    }
}

/// Files that a pair in conflict shares, for those who do not see the sign: `conflict, 2 files`.
pub fn conflict(files: usize) -> String {
    format!("conflict, {}", counted(as_u64(files), "file"))
}

/// Files of a pair for which it is not known whether git merges it: `not known, 2 files`.
pub fn unknown(files: usize) -> String {
    format!("not known, {}", counted(as_u64(files), "file"))
}

/// Files that a pair shares which git merges: `same files, 2 files`.
pub fn same_files(files: usize) -> String {
    format!("same files, {}", counted(as_u64(files), "file"))
}

/// Numbers of others that a pull request meets: `conflict with 2, same files as 1`.
pub fn meets(conflicts: usize, unknown: usize, files: usize) -> String {
    let parts = [
        ("conflict with", conflicts),
        ("perhaps conflict with", unknown),
        ("same files as", files),
    ];
    let some = parts.into_iter().filter(|(_, count)| *count > 0);
    let some = some.map(|(name, count)| format!("{name} {}", number(as_u64(count))));
    some.collect::<Vec<_>>().join(", ")
}

/// Reason for the turn of a pull request; empty where any time will do.
pub fn turn(turn: &Turn) -> String {
    let unsure = |others: &[u64]| {
        let unsure = others.iter().filter(|other| turn.unsure.contains(other));
        numbers(unsure)
            .map(|others| format!("Whether git can merge it with {others} is not known."))
    };
    let parts = match &turn.reason {
        Reason::Free => [None, None, None],
        Reason::Before(others) => {
            let before = numbers(others);
            let before = before.map(|others| format!("Merges as it is; after it: {others}."));
            [before, None, unsure(others)]
        }
        Reason::After(others) => {
            let is_sure =
                |other: &&u64| !turn.unsure.contains(other) && !turn.generated.contains(other);
            let rebased = numbers(others.iter().filter(is_sure));
            let rebased = rebased.map(|others| format!("To be rebased once, after {others}."));
            let generated = others.iter().filter(|other| turn.generated.contains(other));
            let generated = numbers(generated)
                .map(|others| format!("Generated files to be made again after {others}."));
            [rebased, generated, unsure(others)]
        }
    };
    let recheck = numbers(&turn.recheck);
    let recheck = recheck.map(|others| format!("Build it again after {others}: same files."));
    let parts: Vec<String> = parts.into_iter().flatten().chain(recheck).collect();
    parts.join(" ")
}

/// Summary of those that git merges with every other that they meet: `17 pull requests meet others
/// where git merges both: at any time`.
pub fn free(count: usize) -> String {
    let verb = if count == 1 { "meets" } else { "meet" };
    let they = counted(as_u64(count), "pull request");
    format!("{they} {verb} others where git merges both: at any time")
}

/// Number of those that meet nobody.
pub fn rest(count: usize) -> String {
    let others = counted(as_u64(count), "other open pull request");
    format!(
        "{others} of those compared: at any time, for none of their files is touched by another."
    )
}

/// `#12, #13 and #15`; nothing of none.
fn numbers<'a>(ids: impl IntoIterator<Item = &'a u64>) -> Option<String> {
    let named: Vec<String> = ids.into_iter().map(|id| format!("#{id}")).collect();
    (!named.is_empty()).then(|| sentence(named.iter().map(String::as_str)))
}
