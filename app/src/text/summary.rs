//! The summary that is copied: everything that the panel says, as Markdown to be pasted elsewhere.

use bitbucket_cloud::{PullRequest, Timestamp};
use sightline_insight::{
    markdown::{escape, link},
    reviewers::EVIDENCE_DAYS,
    size::Size,
};

use super::{timeline, waits};
use crate::{
    format::{
        duration::{lasting, length},
        number::{added, as_u64, counted, removed},
    },
    model::{readiness::MergeReadiness, timeline::TimelineStep},
};

/// Name on the button.
pub const COPY: &str = "Copy as Markdown";
/// Status once the summary is copied.
pub const COPIED: &str = "Copied.";
/// Status where it cannot be.
pub const REFUSED: &str = "The browser does not let Sightline copy from here. The text is \
     selected below: copy it with your keyboard.";
/// Label of the field that holds the summary then.
pub const SUMMARY: &str = "Summary as Markdown";

/// Parts of the summary. What is not known yet is empty, and left out.
#[derive(Debug)]
pub struct SummaryParts<'a> {
    /// The pull request.
    pub pull_request: &'a PullRequest,
    /// Address of its page.
    pub page: &'a str,
    /// What it waits for.
    pub readiness: &'a MergeReadiness,
    /// The time now.
    pub now: Timestamp,
    /// Its size.
    pub size: Option<Size>,
    /// Overlaps with other pull requests.
    pub overlaps: Vec<OverlapPart<'a>>,
    /// Files that usually change with these and are missing.
    pub companions: Vec<CompanionPart<'a>>,
    /// People who know these files.
    pub reviewers: Vec<ReviewerPart<'a>>,
    /// Steps of its timeline.
    pub steps: &'a [TimelineStep],
}

/// An overlap with another pull request.
#[derive(Debug, Clone, Copy)]
pub struct OverlapPart<'a> {
    /// The other one.
    pub other: &'a PullRequest,
    /// Number of files in common.
    pub files: usize,
}

/// A file that is missing.
#[derive(Debug, Clone, Copy)]
pub struct CompanionPart<'a> {
    /// Its path.
    pub path: &'a str,
    /// Path of the file that it changed with.
    pub with: &'a str,
    /// Number of changes that they share.
    pub shared: u32,
    /// Number of changes of the other file.
    pub changes: u32,
}

/// Somebody who knows these files.
#[derive(Debug, Clone, Copy)]
pub struct ReviewerPart<'a> {
    /// Their name.
    pub name: &'a str,
    /// Number of these files that they reviewed.
    pub reviewed: usize,
    /// Number of these files that they changed.
    pub authored: usize,
}

/// The summary as Markdown.
pub fn summary(parts: &SummaryParts<'_>) -> String {
    let pull_request = parts.pull_request;
    let title = format!("#{} {}", pull_request.id, pull_request.title);
    let mut lines = vec![
        format!("**{}**", link(&title, parts.page)),
        String::new(),
        item(&waits_for(parts)),
    ];
    if !parts.readiness.failed.is_empty() {
        lines.push(item(&waits::not_known(&parts.readiness.failed)));
    }
    lines.extend(parts.size.map(|total| item(&size(total))));
    let overlaps = parts.overlaps.iter().map(overlap).collect();
    lines.extend(list("Overlaps with other open pull requests", overlaps));
    let companions = parts.companions.iter().map(companion).collect();
    lines.extend(list("Usually changes together, and is missing", companions));
    let reviewers = parts.reviewers.iter().map(reviewer).collect();
    lines.extend(list("Who knows these files", reviewers));
    let steps = parts.steps.iter().map(|step| timeline::step(&step.what));
    lines.extend(list(timeline::TIMELINE, steps.collect()));
    lines.push(String::new());
    lines.join("\n")
}

fn waits_for(parts: &SummaryParts<'_>) -> String {
    let line = waits::line(parts.readiness, parts.pull_request);
    match parts.readiness.closing {
        Some(_) => line,
        None => {
            let since = Timestamp::from_unix(parts.readiness.next().since);
            let waited = length(parts.now.since(since).as_secs());
            format!("{line}, {}", lasting(&waited))
        }
    }
}

fn size(size: Size) -> String {
    let files = counted(size.files.into(), "file");
    let (new, gone) = (added(size.lines.added), removed(size.lines.removed));
    format!("{files} {new} {gone}")
}

/// `#12 Title: 3 files in common`
fn overlap(part: &OverlapPart<'_>) -> String {
    let files = counted(as_u64(part.files), "file");
    format!("#{} {}: {files} in common", part.other.id, part.other.title)
}

/// `b.rs: in 9 of 11 changes of a.rs`
fn companion(part: &CompanionPart<'_>) -> String {
    let changes = counted(part.changes.into(), "change");
    let CompanionPart {
        path, with, shared, ..
    } = part;
    format!("{path}: in {shared} of {changes} of {with}")
}

/// `Bob: reviewed 4 and changed 2 of these files in the last 90 days`
fn reviewer(part: &ReviewerPart<'_>) -> String {
    let ReviewerPart {
        name,
        reviewed,
        authored,
    } = part;
    format!(
        "{name}: reviewed {reviewed} and changed {authored} of these files in the last \
         {EVIDENCE_DAYS} days"
    )
}

fn item(text: &str) -> String {
    format!("- {}", escape(text))
}

/// A heading and its items; nothing where there are none.
fn list(heading: &str, items: Vec<String>) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    let items = items.iter().map(|text| format!("    {}", item(text)));
    [item(heading)].into_iter().chain(items).collect()
}
