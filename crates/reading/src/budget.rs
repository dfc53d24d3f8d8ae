//! Number of calls that are left.

use bitbucket_cloud::Budget;

/// Calls that a reader may still make.
pub trait CallBudget {
    /// Number of them.
    fn left(&self) -> u32;
}

impl CallBudget for Budget {
    fn left(&self) -> u32 {
        Self::left(self)
    }
}
