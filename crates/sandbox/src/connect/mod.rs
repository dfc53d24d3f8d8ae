//! Apps, installations, consents, grants, and who is signed in.

mod grants;

pub use grants::{Actor, Grant};

/// What is registered, installed, consented to and granted.
#[derive(Debug, Default)]
pub struct Connect {}

impl Connect {
    /// What the bearer token lets its holder do at `now` (unix seconds).
    pub fn grant(&self, _bearer: &str, _now: u64) -> Option<Grant> {
        None
    }
}
