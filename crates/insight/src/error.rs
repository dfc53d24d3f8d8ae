//! The error of this crate.

use thiserror::Error;

/// Text that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Error {
    /// A text that is no pattern of paths.
    #[error("this is no pattern: {0}")]
    NoPattern(String),
}
