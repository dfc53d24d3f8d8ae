//! The installed account over a scripted edge. Hashes come from Python's hashlib over the canonical
//! text.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod calls;
mod exchange;
mod redirects;
mod reports;
mod script;
