//! The summary that is copied.

use bitbucket_cloud::PullRequest;
use sightline_insight::reviewers::EVIDENCE_DAYS;

use super::counted;

pub(crate) const COPY: &str = "Copy as Markdown";
pub(crate) const COPIED: &str = "Copied.";
pub(crate) const REFUSED: &str = "The browser does not let Sightline copy from here. The text is \
     selected below: copy it with your keyboard.";
pub(crate) const SUMMARY: &str = "Summary as Markdown";
pub(crate) const OVERLAPS: &str = "Overlaps with other open pull requests";
pub(crate) const COMPANIONS: &str = "Usually changes together, and is missing";
pub(crate) const KNOW: &str = "Who knows these files";

/// `#12 Title: 3 files in common`
pub(crate) fn overlap(other: &PullRequest, files: usize) -> String {
    [
        "#",
        &other.id.to_string(),
        " ",
        &other.title,
        ": ",
        &many(files, "file"),
        " in common",
    ]
    .concat()
}

/// `b.rs: in 9 of the last 11 changes of a.rs`
pub(crate) fn companion(file: &str, with: &str, shared: u32, changes: u32) -> String {
    let (shared, changes) = (shared.to_string(), counted(changes.into(), "change"));
    [file, ": in ", &shared, " of ", &changes, " of ", with].concat()
}

/// `Bob: reviewed 4 and changed 2 of these files in the last 90 days`
pub(crate) fn knows(name: &str, reviewed: usize, authored: usize) -> String {
    let (reviewed, authored) = (reviewed.to_string(), authored.to_string());
    let days = EVIDENCE_DAYS.to_string();
    let files = [" of these files in the last ", &days, " days"].concat();
    [
        name,
        ": reviewed ",
        &reviewed,
        " and changed ",
        &authored,
        &files,
    ]
    .concat()
}

fn many(count: usize, noun: &str) -> String {
    counted(u64::try_from(count).unwrap_or(u64::MAX), noun)
}
