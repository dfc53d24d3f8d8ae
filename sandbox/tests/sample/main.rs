//! The sample repository holds what it promises, by git's own account.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

#[cfg(unix)]
mod command;
mod files_changed_together;
mod git;
mod open;
mod repository;
mod times;
