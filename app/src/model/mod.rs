//! Plain data of the app, and pure functions over it: what Bitbucket answered in the terms that the
//! analysis wants, and what is kept of it. No signals, no calls, no clock.

pub mod activity;
pub mod companions;
pub mod history;
pub mod overlap_input;
pub mod overlaps;
pub mod readiness;
pub mod records;
pub mod review;
pub mod reviewers;
pub mod settings;
pub mod size;
pub mod standing;
pub mod timeline;
