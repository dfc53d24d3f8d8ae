//! Placeholder.
mod keys;
pub use keys::{AppKey, ClientKey, SharedSecret};
