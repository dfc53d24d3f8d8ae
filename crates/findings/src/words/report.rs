//! Words of a report. What the panel says too, it says in the panel's words.

use sightline_insight::overlap::{SharedFile, Verdict};

use super::{companions, overlaps, size};
use crate::{
    companions::MissingCompanion,
    format::number::{as_u64, counted, number},
    overlaps::FoundOverlap,
    report::{Facts, Findings},
};

/// Heading of the report, and who made it.
pub const TITLE: &str = "Sightline";
/// Said until the report is made.
pub const PENDING: &str = "This pull request is being compared with the others.";

/// Name of the number of other pull requests that git cannot merge with this one.
pub const CONFLICTS: &str = "Conflicts with open pull requests";
/// Name of the number of other pull requests that touch the same files.
pub const OVERLAPS: &str = "Open pull requests with the same files";
/// Name of the number of others that were compared.
pub const COMPARED: &str = "Compared";
/// Name of the number of lines to read.
pub const LINES: &str = "Lines to read";
/// Name of the number of files that are most likely forgotten.
pub const FORGOTTEN: &str = "Files probably forgotten";
/// Name of the number of other files that often change with these.
pub const OFTEN: &str = "Files that often change too";
/// Name of the number of merged pull requests that the history holds.
pub const HISTORY: &str = "Merged pull requests compared with";

/// Characters of a report's text, and of an annotation's: Bitbucket's documentation of reports.
const DETAILS: usize = 2_000;
const SUMMARY: usize = 450;
/// Pull requests and files that are named.
pub(super) const NAMED: usize = 5;

/// `Lines to read: 1,200, more than 1,000.`
pub fn over(name: &str, value: u64, limit: u64) -> String {
    format!("{name}: {}, more than {}.", number(value), number(limit))
}

/// `Lines to read: 800, at most 1,000.`
pub fn within(name: &str, value: u64, limit: u64) -> String {
    format!("{name}: {}, at most {}.", number(value), number(limit))
}

/// `12 of 34`
pub fn part(some: usize, all: usize) -> String {
    format!("{} of {}", number(as_u64(some)), number(as_u64(all)))
}

/// All that a report says besides its figures, a sentence or two a line.
pub fn details(facts: &Facts<'_>, findings: &Findings, over: &[String]) -> String {
    let mut lines: Vec<String> = over.to_vec();
    lines.extend(facts.loaded.fault.as_deref().map(size::broken_settings));
    let comparison = &findings.comparison;
    lines.extend(comparison.found.iter().take(NAMED).map(overlap));
    let mut note = overlaps::note(comparison.found.len(), comparison.compared, comparison.of);
    note.extend(overlaps::refused(&comparison.refused));
    if facts.hunks.is_none() && comparison.of > 0 {
        note.push(' ');
        note.push_str(overlaps::LINES_MISSING);
    }
    lines.push(note);
    let lines_to_read = counted(findings.size.lines_to_read(), "line");
    lines.push(match findings.percentile {
        Some(percentile) => format!("{lines_to_read} to read. {}", size::percentile(percentile)),
        None => format!("{lines_to_read} to read."),
    });
    let missing = |heading: &str, files: &[MissingCompanion]| {
        let named: Vec<&str> = files
            .iter()
            .take(NAMED)
            .map(|file| file.path.as_str())
            .collect();
        (!named.is_empty()).then(|| format!("{heading} {}.", named.join(", ")))
    };
    lines.extend(missing(companions::WARNED, &findings.companions.warned));
    lines.extend(missing(companions::OFTEN, &findings.companions.often));
    shortened(&lines.join("\n"), DETAILS)
}

/// `#12 Title: 3 files, 1 in conflict`
pub(super) fn overlap(found: &FoundOverlap) -> String {
    let overlap = &found.overlap;
    let files = overlaps::files(overlap.files.len(), overlap.conflicts());
    let unknown = match overlap.verdict() {
        Verdict::Unknown => format!(". {}", overlaps::UNKNOWN),
        Verdict::Conflict | Verdict::Clean => String::new(),
    };
    format!("#{} {}: {files}{unknown}.", overlap.id, found.other.title)
}

/// `Conflict with #12 Title: lines 10–13 of the version that both start from`
pub fn collision(found: &FoundOverlap, file: &SharedFile) -> String {
    let kind = match file.merge.verdict() {
        Verdict::Conflict => overlaps::CONFLICT,
        Verdict::Unknown | Verdict::Clean => overlaps::UNKNOWN,
    };
    let merge = overlaps::merge(file).unwrap_or_default();
    let of = match file.lines() {
        [] => "",
        _ => " of the version that both start from",
    };
    let other = format!("#{} {}", found.overlap.id, found.other.title);
    let text = format!("{kind} with {other}: {merge}{of}");
    shortened(&text, SUMMARY)
}

/// `b.rs is missing: it changed in 9 of 11 known changes of a.rs`
pub fn missing(file: &MissingCompanion) -> String {
    let evidence = companions::evidence(file.shared, file.changes);
    let text = format!(
        "{} is missing: it changed {evidence}{}",
        file.path, file.with
    );
    shortened(&text, SUMMARY)
}

/// Cuts a text to at most so many characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most.saturating_sub(1)) {
        Some((at, last)) if at + last.len_utf8() < text.len() => {
            format!("{}…", text.get(..at).unwrap_or_default())
        }
        _ => text.to_owned(),
    }
}
