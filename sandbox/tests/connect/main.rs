//! Bitbucket's side of Connect, towards an app that speaks HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod addon;
mod consent;
mod frames;
mod installation;
mod origins;
mod proxy;
mod registration;
mod returning;
mod support;
mod tokens;
mod webhooks;
