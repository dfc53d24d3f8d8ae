//! Limits that figures are held against.

use std::fmt;

use crate::Error;

/// Limit of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Limit {
    AtLeast(f64),
    AtMost(f64),
}

/// Name of a figure, its value, and its limit.
pub(super) type Limited = (&'static str, f64, Limit);

impl Limit {
    /// A figure that is no number keeps no limit.
    fn is_kept_by(self, figure: f64) -> bool {
        match self {
            Self::AtLeast(limit) => figure >= limit,
            Self::AtMost(limit) => figure <= limit,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(limit) => write!(f, "at least {limit}"),
            Self::AtMost(limit) => write!(f, "at most {limit}"),
        }
    }
}

/// Checks that every limit is kept.
///
/// # Errors
/// [`Error::Bench`] with every limit that is missed, a line each.
pub(super) fn judge(figures: impl IntoIterator<Item = Limited>) -> Result<(), Error> {
    let missed: Vec<String> = figures
        .into_iter()
        .filter(|(_, found, limit)| !limit.is_kept_by(*found))
        .map(|(name, found, limit)| format!("{name}: {found:.2}, the limit is {limit}"))
        .collect();
    if missed.is_empty() {
        return Ok(());
    }
    Err(Error::Bench {
        problem: missed.join("\n"),
    })
}
