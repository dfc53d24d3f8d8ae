//! Findings about a pull request: from what Bitbucket answers to the sentences that readers see.
//!
//! The app shows them in its panel, the server publishes them as a report, a merge check judges by them. All
//! have the same facts of [`bitbucket_cloud`], turn them here into the terms of [`sightline_insight`], and take
//! the sentences from [`words`]: so they cannot disagree. Pure functions over plain data: no calls, no clock, no
//! browser.

pub mod account;
pub mod change_history;
pub mod check;
pub mod companions;
pub mod format;
pub mod history;
pub mod merged;
pub mod overlap_input;
pub mod overlaps;
pub mod percentile;
pub mod report;
pub mod settings;
pub mod size;
pub mod thresholds;
pub mod words;
