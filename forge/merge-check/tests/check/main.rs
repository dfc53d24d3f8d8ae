//! The check over a Bitbucket of a few pull requests.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod limits;
mod support;
mod unread;
