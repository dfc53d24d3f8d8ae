//! The stand-in for `api.bitbucket.org`, over a small repository made by git itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod access;
mod anonymous;
mod client;
mod closing;
mod commits;
mod conflicts;
mod contract;
mod cors;
mod diffs;
mod edits;
mod extremes;
mod faults;
mod fields;
mod files;
mod odd;
mod pages;
mod pull_requests;
mod query;
mod reports;
#[path = "../small/mod.rs"]
mod small;
mod support;
