//! Analyses of pull requests, as pure functions over plain data: no I/O, no clock, no browser. Times
//! are arguments in seconds since the Unix epoch.
//!
//! # Design
//!
//! A [`History`] holds a repository's merged pull requests, oldest first. Paths and people are
//! interned when a change is added, which also follows renames. Analyses then index vectors by these
//! numbers, so that 5,000 pull requests take a few milliseconds in a browser.
//!
//! Analyses are functions from a history and a [`Change`] at a time to what is shown, each with the
//! evidence for it: [`reviewers`] (who knows this) and [`companions`] (what usually changes together
//! and is missing here). They look only at what was merged before that time, so a [`replay`] of the
//! past measures exactly what readers see. [`hotspots`] walks the same history. What needs no history
//! takes plain data: about one pull request [`readiness`], [`threads`], [`size`], [`kinds`],
//! [`timeline`] and [`codeowners`], about several [`overlap`], [`merging`], [`queue`], [`load`] and
//! [`mod@flow`]. Names and [`pattern`]s tell files apart. [`markdown`] escapes text for export.
//!
//! People are never ranked or scored on screen: scores stay inside, evidence goes out.

pub mod codeowners;
pub mod companions;
mod error;
pub mod first_visit;
pub mod flow;
mod history;
pub mod hotspots;
mod interner;
pub mod kinds;
pub mod load;
pub mod markdown;
pub mod merging;
pub mod overlap;
pub mod pattern;
pub mod quantile;
pub mod queue;
pub mod readiness;
pub mod replay;
pub mod reviewers;
pub mod size;
pub mod threads;
pub mod timeline;

pub use error::Error;
pub use history::{Change, FileChange, FileId, History, Merged, PersonId};
