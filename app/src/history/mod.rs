//! Reading the past of a repository in the background.
//!
//! Bitbucket has no way to ask what a file changed with, or who reviewed it: that takes one call for
//! each pull request that was ever merged. So each is read once for good, by one tab at a time, and
//! only a few at a visit. The planner decides what to read and makes no calls; the crawler makes
//! them.

pub mod change_plan;
pub mod change_reader;
pub mod crawler;
pub mod limits;
pub mod planner;
pub mod quota;
pub mod review_times;
