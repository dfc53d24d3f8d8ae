//! The pages of the sandbox, as far as no browser is needed to judge them.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

mod apps;
mod bridge;
mod checks;
mod forge;
mod forms;
mod pages;
#[expect(dead_code, reason = "other tests read more of it")]
#[path = "../small/mod.rs"]
mod small;
mod support;
