//! Numbers and lists as text.

pub mod list;
pub mod number;
