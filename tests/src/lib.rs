//! Shared parts of the end-to-end tests: a running stack, a browser, and independent witnesses (git,
//! Node.js) that the numbers on the screen are checked against.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failing test panics"
)]

pub mod axe;
pub mod browser;
pub mod checkout;
pub mod console;
pub mod driver;
pub mod git;
pub mod host;
pub mod node;
pub mod signed;
pub mod site;
pub mod urls;
