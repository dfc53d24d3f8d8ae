//! Limits on calls, and on what is read. Bitbucket allows a user 1,000 calls an hour, for all apps
//! together ([`bitbucket_cloud::Budget::HOURLY`]).

use sightline_insight::first_visit;

pub use crate::host::AT_ONCE;

/// Calls after which a first visit's crawl asks for no more, and each *read further back*. Includes
/// the calls that the page itself has made. Four calls are made together, so a first visit to
/// a pull request makes at most [`FIRST_VISIT`] + [`AT_ONCE`] = 110.
pub const FIRST_VISIT: u32 = 106;
/// Calls of a later visit. Pull requests that are new or changed since cost one call each on top.
pub const LATER_VISIT: u32 = 8;
/// Pages of open pull requests that a first visit reads.
pub const FIRST_VISIT_PAGES: usize = 2;
/// Workers that load details of rows, each with one call after another.
pub const ROW_WORKERS: u32 = 4;
/// Open pull requests whose diffs the crawl reads, last active first.
pub const COMPARED_DIFFS: usize = 40;
/// Open pull requests whose diffs come before what was merged, on a first visit that has few calls
/// left: what a change collides with matters most.
pub const FIRST_DIFFS: u32 = 24;
/// Calls of all tabs in an hour after which the crawl pauses: 700 with the last four, which are made
/// together. The rest of the hour is for what readers ask for, and for other apps.
pub const HOURLY: u32 = 697;
/// Pages of repository activity that a visit reads, 50 events each.
pub const ACTIVITY_PAGES: usize = 30;
/// Calls of the repository page after which details of rows are not loaded by themselves.
pub const ROW_DETAILS: u32 = 600;
/// Open pull requests that the repository page lists without being asked: 20 pages.
pub const LISTED: usize = 1_000;
/// Merged pull requests that are kept, the newest: some 30 MB.
pub const KEPT_MERGED: usize = 20_000;
/// Files of a pull request whose histories a first visit reads, one call each.
pub const FILE_HISTORIES: usize = first_visit::FILES;
/// Changes of these files that a first visit reads, one call each.
pub const TELLING_CHANGES: usize = first_visit::CHANGES;
