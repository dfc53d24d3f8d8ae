//! The summary that is copied: everything that the panel says, as Markdown to be pasted elsewhere.

use bitbucket_cloud::{PullRequest, Timestamp};
use sightline_insight::{
    markdown::{escape, link},
    size::Size,
};

use super::{reviewers::evidence, timeline, waits};
use crate::{
    format::{
        duration::{lasting, length},
        number::{added, as_u64, counted, removed},
    },
    model::{
        companions::MissingCompanion, overlaps::FoundOverlap, readiness::MergeReadiness,
        reviewers::SuggestedReviewer, timeline::TimelineStep,
    },
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
    /// Readiness to merge.
    pub readiness: &'a MergeReadiness,
    /// The time now.
    pub now: Timestamp,
    /// Its size.
    pub size: Option<Size>,
    /// Overlaps with other pull requests.
    pub overlaps: &'a [FoundOverlap],
    /// Files that usually change with these and are missing.
    pub companions: &'a [MissingCompanion],
    /// People who know these files.
    pub reviewers: &'a [SuggestedReviewer],
    /// Steps of its timeline.
    pub steps: &'a [TimelineStep],
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
    lines.extend(list("Often changes with these files", companions));
    let reviewers = parts
        .reviewers
        .iter()
        .filter_map(|one| reviewer(one, parts.now));
    let reviewers = reviewers.collect();
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
            let line = format!("{line}, {}", lasting(&waited));
            match waits::not_asked(parts.readiness) {
                Some(not_asked) => format!("{line}. {not_asked}"),
                None => line,
            }
        }
    }
}

fn size(size: Size) -> String {
    let files = counted(size.files.into(), "file");
    let (new, gone) = (added(size.lines.added), removed(size.lines.removed));
    format!("{files} {new} {gone}")
}

/// `#12 Title: 3 files in common`
fn overlap(found: &FoundOverlap) -> String {
    let files = counted(as_u64(found.overlap.files.len()), "file");
    format!(
        "#{} {}: {files} in common",
        found.other.id, found.other.title
    )
}

/// `b.rs: in 9 of 11 changes of a.rs`
fn companion(missing: &MissingCompanion) -> String {
    let changes = counted(missing.changes.into(), "change");
    let MissingCompanion {
        path, with, shared, ..
    } = missing;
    format!("{path}: in {shared} of {changes} of {with}")
}

/// `Bob: Reviewed 4 of these files in the last 90 days; last active 2 hours ago`; nothing without a
/// name.
fn reviewer(suggested: &SuggestedReviewer, now: Timestamp) -> Option<String> {
    let name = suggested.account.display_name.as_ref()?;
    Some(format!("{name}: {}", evidence(&suggested.why, now)))
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
